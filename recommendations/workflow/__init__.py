"""The verbs; a file per noun. Nothing else changes a status.

Every verb takes the thing first and keywords after it, locks the row, checks the rules, and writes
once. `by` is the person, or None for a management command; `effective_on` is the day it
happened, today unless said. A step that the rules refuse raises `audit.refusal.NotAllowed` and
writes nothing.
"""
