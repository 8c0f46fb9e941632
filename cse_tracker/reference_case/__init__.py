"""Reads `fixtures/reference_case` into an empty or a living register.

What is there already, under the same reference, is left as people have made it since.
"""
