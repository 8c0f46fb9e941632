"""The verbs of writing to people; a file per noun."""
