"""A planned row as the database keeps it until it is confirmed."""

from imports.cells import stored
from imports.models import Outcome, StagedRow
from imports.planning import PersonalData


def staged(batch, row, previously=None):
    return StagedRow(
        batch=batch,
        number=row.number,
        cells=[stored(cell) for cell in row.cells],
        section=row.section[:500],
        ref=row.ref[:100],
        title=row.title[:300],
        outcome=Outcome(row.outcome),
        changes=[vars(change) for change in row.changes],
        errors=[vars(message) for message in row.errors],
        warnings=[
            {**vars(message), "personal": isinstance(message, PersonalData)}
            for message in row.warnings
        ],
        has_warnings=bool(row.warnings),
        previously=previously,
    )


def shown(row):
    """What the preview of a staged row or a planned one says that saving does. Warnings may
    change: they change nothing of what is saved."""
    return {
        "outcome": str(getattr(row.outcome, "value", row.outcome)),
        "changes": [_plain(one) for one in row.changes],
        "errors": [_plain(one) for one in row.errors],
    }


def _plain(one):
    return one if isinstance(one, dict) else vars(one)
