"""What people do with a batch. The only code that changes `ImportBatch.state`."""

from imports.workflow.batches import COMMAND_LINE, read_table
from imports.workflow.permission import BRING_UPDATES, IMPORT
from imports.workflow.previewing import (
    choose,
    choose_table,
    discard,
    preview,
    put_away,
    sheets_of,
    sweep,
    take_out,
)
from imports.workflow.saving import confirm, plan_file, save_file

__all__ = [
    "BRING_UPDATES",
    "COMMAND_LINE",
    "IMPORT",
    "choose",
    "choose_table",
    "confirm",
    "discard",
    "plan_file",
    "preview",
    "put_away",
    "read_table",
    "save_file",
    "sheets_of",
    "sweep",
    "take_out",
]
