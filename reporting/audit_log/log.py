"""The log: every entry of the record, newest first, found and taken away. Pages go from a number
on, so that the last is as quick as the first."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils import timezone

from audit.models import Entry
from recommendations.writing import CSV, as_csv_lines, download
from reporting.audit_log.filters import LogFilter
from reporting.audit_log.lines import lines

PER_PAGE = 50
_AT_ONCE = 1_000


@permission_required("audit.view_log", raise_exception=True)
def audit_log(request):
    form = LogFilter(request.GET, user=request.user)
    entries, newer, older = _page(form.entries(), request.GET)
    page = {
        "filter": form,
        "lines": lines(entries, request.user),
        "newer": newer,
        "older": older,
        "newest": Entry.objects.order_by("-sequence").first(),
    }
    return render(request, "audit_log/audit_log.html", page)


def _page(found, asked):
    """The entries, and the numbers that the newer and the older page go from, None where there is
    no such page."""
    before, after = (_number(asked.get(name)) for name in ("before", "after"))
    if after is not None and before is None:
        entries = list(found.filter(sequence__gt=after).order_by("sequence")[: PER_PAGE + 1])
        newer, older = len(entries) > PER_PAGE, True
        entries = entries[:PER_PAGE][::-1]
    else:
        if before is not None:
            found = found.filter(sequence__lt=before)
        entries = list(found.order_by("-sequence")[: PER_PAGE + 1])
        newer, older = before is not None, len(entries) > PER_PAGE
        entries = entries[:PER_PAGE]
    if not entries:
        return [], None, None
    return (
        entries,
        entries[0].sequence if newer else None,
        entries[-1].sequence if older else None,
    )


def _number(words):
    """A number such as an address carries; None for anything else, and for what no entry has."""
    if words and words.isascii() and words.isdecimal() and len(words) < 19:
        return int(words)
    return None


_HEADINGS = (
    "Entry",
    "Recorded at",
    "Who",
    "Role",
    "Body",
    "What was done",
    "Thing",
    "Reference",
    "Way",
    "Reason",
    "Digest of the row",
    "Previous hash",
    "Hash",
)


@permission_required("audit.view_log", raise_exception=True)
def audit_log_export(request):
    """What the filters leave, all pages of it, as CSV; written as it is read."""
    form = LogFilter(request.GET, user=request.user)
    rows = _rows(form.entries(), request.user)
    return download("audit-log.csv", CSV, as_csv_lines(_HEADINGS, rows))


def _rows(found, user):
    last = None
    while True:
        rest = found if last is None else found.filter(sequence__lt=last)
        entries = list(rest.order_by("-sequence")[:_AT_ONCE])
        yield from map(_cells, lines(entries, user))
        if len(entries) < _AT_ONCE:
            return
        last = entries[-1].sequence


def _cells(line):
    entry = line.entry
    return (
        entry.sequence,
        timezone.localtime(entry.recorded_at).isoformat(timespec="seconds"),
        line.who,
        entry.role,
        entry.body,
        line.done,
        line.thing,
        line.ref,
        line.way,
        line.reason,
        entry.digest,
        entry.previous_hash,
        entry.hash,
    )
