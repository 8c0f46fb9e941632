"""Who may sign in, and in which role for which body."""
