"""The first page, by role: what a member, a body, governance has to know or do today."""
