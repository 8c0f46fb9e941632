"""What was looked into, by whom, and what was found."""
