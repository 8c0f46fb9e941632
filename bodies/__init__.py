"""Councils, committees and partners, their names over time, their meetings and decisions."""
