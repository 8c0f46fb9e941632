"""A cell as JSON keeps it, and back: JSON has no dates, and nothing for a cell without a value."""

from datetime import date, datetime

from imports.reading import Unreadable


def stored(cell):
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, Unreadable):
        return {"unreadable": [cell.shown, cell.why]}
    return {"date": cell.isoformat()} if isinstance(cell, date) else cell


def read_cell(cell):
    """A cell of a staged row as it was read from the file."""
    if not isinstance(cell, dict):
        return cell
    if "moment" in cell:
        return datetime.fromisoformat(cell["moment"])
    if "unreadable" in cell:
        return Unreadable(*cell["unreadable"])
    return date.fromisoformat(cell["date"])
