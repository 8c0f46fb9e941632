"""The part of a page that tells what happened: the latest ten, or all, or of one kind."""

from dataclasses import replace

from recommendations.timeline import Kind

LATEST = 10


def happened(request, events):
    """`?kind=dates` keeps one kind, `?all=1` shows everything."""
    if not request.user.is_authenticated:
        # The public is told what happened, not which person entered it.
        events = [replace(event, by="") for event in events]
    kind = request.GET.get("kind", "")
    if kind in Kind:
        events = [event for event in events if event.kind == kind]
    else:
        kind = ""
    whole = "all" in request.GET
    return {
        "events": events if whole else events[:LATEST],
        "events_count": len(events),
        "events_kind": kind,
        "events_kinds": Kind.choices,
        "events_left": 0 if whole else max(0, len(events) - LATEST),
    }
