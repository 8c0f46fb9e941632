"""The fixture files as Python values, and how a source is put into words."""

import json
from datetime import date
from functools import cache
from itertools import groupby

from django.conf import settings

FOLDER = settings.BASE_DIR / "fixtures" / "reference_case"
INVENTED = settings.BASE_DIR / "fixtures" / "invented_progress.json"


def rows(name):
    """The rows of `<name>.json`, or its one object."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def day(text):
    return date.fromisoformat(text) if text else None


@cache
def _documents():
    return {document["ref"]: document for document in rows("documents")}


def dated(source):
    """The date of the paper that `source` points into: what it states takes effect then."""
    return day(_documents()[source["document"]]["date"])


def words(*sources):
    """Where something is printed: "Agenda pack of 27 May 2022, pack p.38 and pack p.45"."""
    held = [(_documents()[s["document"]]["held"], s["page"]) for s in sources if s]
    return "; ".join(
        f"{paper}, {' and '.join(page for _, page in pages)}"
        for paper, pages in groupby(held, key=lambda pair: pair[0])
    )
