"""A cell as JSON keeps it, and back: JSON has no dates."""

from datetime import date, datetime


def stored(cell):
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    return {"date": cell.isoformat()} if isinstance(cell, date) else cell


def read_cell(cell):
    """A cell of a staged row as it was read from the file."""
    if not isinstance(cell, dict):
        return cell
    if "moment" in cell:
        return datetime.fromisoformat(cell["moment"])
    return date.fromisoformat(cell["date"])
