"""The sealed record as people read it: the log, the history of each thing, the verification."""
