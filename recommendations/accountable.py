"""Who led a thing on which days."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise


@dataclass
class Span:
    """From the first day to the last; `until` is None for who leads it now."""

    body: str
    post: str
    since: date
    until: date | None = None


def spans(thing, timeline):
    """Oldest first, by the day on which each change took effect; nothing where there was none. A
    change that was recorded late stands where it took effect."""
    versions = timeline.versions.get((type(thing).__name__, thing.pk), [])
    led = []
    for one in sorted(versions, key=lambda row: (row.effective_on, row.history_id)):
        if one.lead_body and (not led or (led[-1].body, led[-1].post) != _who(one)):
            led.append(Span(*_who(one), one.effective_on))
    for one, after in pairwise(led):
        one.until = after.since - timedelta(days=1)
    return led if len(led) > 1 else []


def _who(version):
    return version.lead_body, version.lead_post or ""
