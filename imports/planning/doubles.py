"""Lines that have one reference."""

from collections import defaultdict

from django.utils.text import get_text_list

from imports.models import Kind


def settle_doubles(lines):
    """Of lines that are the same the first counts. Of others with one reference none does: nobody
    but a person can say which is meant."""
    by_ref = defaultdict(dict)
    for line in lines:
        if line.ref:
            first = by_ref[line.ref.upper()].setdefault(line.cells, line)
            if first is not line:
                line.leave_out(f"The same as row {first.number}")
    for by_cells in by_ref.values():
        group = list(by_cells.values())
        if len(group) > 1 and group[0].kind != Kind.UPDATES:
            _refuse_doubles(group)


def _refuse_doubles(group):
    for line in group:
        others = [str(one.number) for one in group if one is not line]
        rows, have = ("Row", "has") if len(others) == 1 else ("Rows", "have")
        line.error(
            "ref",
            f"{rows} {get_text_list(others, 'and')} {have} the same reference. "
            "Give each its own, or keep one of them.",
        )
