"""Pages of what is written to people; a file per noun."""
