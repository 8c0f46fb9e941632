"""What people may type; a file per noun."""
