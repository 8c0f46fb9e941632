"""Rows become what saving them would do: new, changed, unchanged, or an error beside its cell.

Nothing is written here. All that exists is read once into maps, by a number of queries that does
not depend on the number of rows; typed values are compared, so that nothing false is written.
"""

from imports.planning.batch import plan_batch
from imports.planning.choices import Choices
from imports.planning.columns import is_heading
from imports.planning.kinds import likely_kind
from imports.planning.meaning import words_of_file
from imports.planning.plan import Change, Message, PersonalData, Plan, PlannedRow

__all__ = [
    "Change",
    "Choices",
    "Message",
    "PersonalData",
    "Plan",
    "PlannedRow",
    "is_heading",
    "likely_kind",
    "plan_batch",
    "words_of_file",
]
