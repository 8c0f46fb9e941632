"""What whoever opens a file later has to know of it."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import Entry
from recommendations.explained import EXPLAINED
from reporting.audit_log.reading import READ_LOG


def about(contents):
    """Pairs of what is told and its words. `contents.number` is right once its rows are written."""
    return [
        ("Register", f"{settings.COUNCIL_NAME}: recommendations tracker"),
        ("What each row is", contents.kind.replace("-", " ")),
        ("As at", date_format(timezone.localtime(), "j F Y, H:i")),
        ("Rows", contents.number),
        ("Filters", "; ".join(contents.filters) or "None: all of it"),
        ("Read by", _reader(contents.reader)),
        ("Licence", settings.DATA_LICENCE),
        *_head_of_the_record(contents.reader),
        (
            "Text that looks like a formula",
            "It is text: nothing in this file is to be calculated. In CSV it has an apostrophe "
            "before it.",
        ),
    ]


def _head_of_the_record(reader):
    """For those who may read the log. To others its number would tell that something was recorded
    which they may not see."""
    if reader is not None and not reader.has_perm(READ_LOG):
        return []
    newest = Entry.objects.order_by("-sequence").values_list("sequence", "hash").first()
    words = f"Entry {newest[0]:,}, SHA-256 {newest[1]}" if newest else "It has no entry yet"
    return [("Sealed record", words)]


def columns_explained(contents):
    """Pairs of a heading and what stands under it."""
    return [(column.heading, EXPLAINED.get(column.name, "")) for column in contents.columns]


def _reader(reader):
    if reader is None:
        return "The register itself: all that stands"
    if not reader.is_authenticated:
        return "The public: what is classified as public"
    return f"{reader}: what they may see"
