"""A spreadsheet becomes rows, rows a batch, and a batch is saved as a whole or not at all."""
