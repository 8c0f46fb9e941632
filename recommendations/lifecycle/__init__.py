"""Which words there are, what may follow what, and how ratings rank: data without tables."""
