"""A spreadsheet becomes rows, rows become a batch, and a batch is saved as a whole or not at all."""
