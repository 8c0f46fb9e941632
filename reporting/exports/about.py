"""What whoever opens a file later has to know of it."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import Entry
from reporting.audit_log.reading import READ_LOG

#: What stands in a column, where its heading does not say it all; by the name of the column.
EXPLAINED = {
    "ref": "By which it is known in the register. It is never given to anything else.",
    "title": "In a few words, what it is about.",
    "text": "In full, in the words of the register.",
    "summary": "In full, in the words of the register.",
    "owners": "The body that leads, then those that contribute, with a semicolon between them.",
    "lead_post": "The post of whoever leads it there, never a name.",
    "theme": "What it is about, by the register's own list.",
    "priority": "High, Medium or Low; empty where nobody has said.",
    "status": "Where it is. Reported complete is what the body says; verified has been checked.",
    "due": "When it is to be done by. Words, such as TBC, where no date has been given.",
    "update": "The latest of the progress updates.",
    "completed_on": "When the body says that it was done.",
    "kind": "What sort of thing it is, by the register's own list.",
    "review": "The review that it comes from, by its reference.",
    "number": "Its number in its source.",
    "source": "Where in its source it stands, such as a page.",
    "recommendation": "The recommendations that the action serves, by their references.",
    "visibility": "Who may read it. An import never reads this back.",
    "on": "The day on which the update holds.",
    "done": "What has been done, in the body's own words.",
    "next": "What happens next.",
    "next_on": "When that is to be done by.",
    "view": "The body's own view of whether it is on track.",
    "view_reason": "Why it is not on track, and what would help.",
    "points": "The motion points that it answers, by their references.",
    "bodies": "The bodies that it concerns, with a semicolon between them.",
    "motion": "The motion that it belongs to, by its reference.",
    "meeting": "The meeting that it was put to, by its reference.",
    "answer": "How the review answered the point.",
    "classified_by_label": "Who said how it was answered.",
    "sha256": "The fingerprint of the file: two copies that are the same have the same one.",
    "former": "Names that it had before, each with the last day.",
}


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
