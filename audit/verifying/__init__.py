"""Whether the record is what was written: the chain, the rows that it seals, the things as they
stand."""
