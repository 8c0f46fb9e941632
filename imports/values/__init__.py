"""What people write in a cell, as values: dates, words, owners."""
