"""What was asked, answered, promised and done."""
