"""A saved batch is taken back as a whole, as a new batch that points to it.

What it wrote is read from the sealed record: the entries that carry its number name every
historical row, and the row before each is what to put back. So whatever a batch writes can be
undone, the undoing itself too.
"""

from imports.undoing.planning import Blocked, UndoPlan, plan_undo
from imports.undoing.undo import CantBeUndone, check_undoable, undo

__all__ = ["Blocked", "CantBeUndone", "UndoPlan", "check_undoable", "plan_undo", "undo"]
