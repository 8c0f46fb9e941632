"""How much is read. Far above any register that people keep by hand, far below what hurts."""

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELL_CHARACTERS = 32_000

#: The child process that parses a workbook.
CHILD_MEMORY_BYTES = 1024 * 1024 * 1024
CHILD_SECONDS = 30
