"""Pages of the register; a file each."""
