"""What has changed since a day, by the day on which it happened: counts, and the latest lines."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format

from audit.words import Word
from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from recommendations.models import Action, Recommendation

A = action_lifecycle.Status
R = recommendation_lifecycle.Status


class Kind(Word):
    FORWARD = "forward", "green", "▶", "Moved forward"
    SLIPPED = "slipped", "amber", "▲", "Slipped"
    CLAIMED = "claimed", "blue", "◐", "Said done"
    NEW = "new", "blue", "◆", "New"
    HELD_UP = "held-up", "red", "■", "Blocked, returned or stopped"
    DATED = "dated", "grey", "…", "Date set or brought forward"


#: The way forward of each; what is not on it, or goes back on it, is held up.
WAY_FORWARD = {
    Action: (A.NOT_STARTED, A.IN_PROGRESS, A.REPORTED_COMPLETE, A.VERIFIED),
    Recommendation: (
        R.SUGGESTED,
        R.ADOPTED,
        R.AWAITING_RESPONSE,
        R.ACCEPTED,
        R.IN_PROGRESS,
        R.REPORTED_COMPLETE,
        R.CLOSED,
    ),
}


@dataclass(frozen=True)
class Change:
    kind: Kind
    ref: str
    title: str
    url: str
    before: str
    after: str
    day: date
    who: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Changes:
    since: date
    counts: dict
    latest: list

    @property
    def counted(self):
        """The kinds that there are any of, with their numbers."""
        return [(kind, number) for kind, number in self.counts.items() if number]

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def more(self):
        return self.total - len(self.latest)


@cache
def kind_of_move(model, before, after):
    """A step from one status to another as a kind of change."""
    way = WAY_FORWARD[model]
    if after not in way:
        return Kind.HELD_UP
    if before in way and way.index(before) > way.index(after):
        return Kind.HELD_UP
    if after in (A.REPORTED_COMPLETE, R.REPORTED_COMPLETE):
        return Kind.CLAIMED
    return Kind.FORWARD


def changes(scope, since, on, most):
    """What happened after `since`, up to and with `on`; the latest `most` of it as lines."""
    counts = Counter(dict.fromkeys(Kind, 0))
    lines = []
    for things, day_begun in ((scope.actions, "opened_on"), (scope.recommendations, "status_on")):
        found = _Steps(things, day_begun, since, on)
        counts += found.counts()
        lines += found.lines(most)
    settled = scope.date_changes.agreed().filter(settled_on__gt=since, settled_on__lte=on)
    later = Q(new_due_on__gt=F("old_due_on"))
    dates = settled.aggregate(later=Count("pk", filter=later), all=Count("pk"))
    counts[Kind.SLIPPED] += dates["later"]
    counts[Kind.DATED] += dates["all"] - dates["later"]
    lines += _date_lines(settled, most)
    lines.sort(key=lambda line: (line.day, line.ref), reverse=True)
    return Changes(since, {kind: counts[kind] for kind in Kind}, lines[:most])


class _Steps:
    """The things of one model that are in another status than on `since`, or were not there."""

    def __init__(self, things, day_begun, since, on):
        self.things, self.since = things, since
        self.model = things.model
        self.written = rows_read_then(things)
        earlier = self.written.filter(id=OuterRef("pk"), effective_on__lte=since)
        before = Subquery(earlier.order_by("-effective_on", "-history_id").values("status")[:1])
        moved_since = Q(status_on__gt=since, status_on__lte=on)
        begun_since = Q(**{f"{day_begun}__gt": since, f"{day_begun}__lte": on})
        found = things.filter(moved_since | begun_since).order_by().annotate(before=before)
        self.moved, self.new = [], []
        for pk, status, moved_on, begun_on, before in found.values_list(
            "pk", "status", "status_on", day_begun, "before"
        ):
            if before is None and since < begun_on <= on:
                self.new.append((begun_on, pk))
            elif before and before != status and since < moved_on <= on:
                kind = kind_of_move(self.model, before, status)
                self.moved.append((moved_on, pk, kind, before))

    def counts(self):
        return Counter(kind for _, _, kind, _ in self.moved) + Counter({Kind.NEW: len(self.new)})

    def lines(self, most):
        moved = sorted(self.moved, reverse=True)[:most]
        new = sorted(self.new, reverse=True)[:most]
        keys = [step[1] for step in [*moved, *new]]
        shown = self.model.objects.in_bulk(keys)
        acts = _acts(self.written, shown.values(), self.since)
        statuses = type(WAY_FORWARD[self.model][0])
        return [
            _line(shown[pk], kind, statuses(before).label, day, *acts.get(pk, ("", "")))
            for day, pk, kind, before in moved
        ] + [_line(shown[pk], Kind.NEW, "", day) for day, pk in new]


def _line(thing, kind, before, day, who="", reason=""):
    return Change(
        kind,
        thing.ref,
        thing.title,
        thing.get_absolute_url(),
        before,
        thing.status_word.label,
        day,
        who,
        reason,
    )


def rows_read_then(things):
    """History of the model of `things`, as far as their reader might have read it when it was
    written: words that were not public once are not told because the thing is public now."""
    return things.model.history.filter(things.model.readable_by(things.reader))


def _acts(written, things, since):
    """Who brought each of `things` into its status, and why."""
    now = {thing.pk: (thing.status, thing.status_on) for thing in things}
    steps = (
        # Rows of another day say something else of it, such as who may read it.
        written.filter(id__in=now, effective_on__gt=since, effective_on=F("status_on"))
        .order_by("-history_id")
        .values_list("id", "status", "status_on", "actor_label", "history_change_reason")
    )
    # Read backwards, so that the row which made the step is the one that stays.
    return {
        pk: (who, reason or "")
        for pk, status, status_on, who, reason in steps
        if (status, status_on) == now[pk]
    }


def _date_lines(settled, most):
    keys = settled.order_by("-settled_on", "-pk").values_list("pk", flat=True)[:most]
    shown = settled.model.objects.filter(pk__in=list(keys)).select_related("action")
    return [
        Change(
            Kind.SLIPPED if change.days and change.days > 0 else Kind.DATED,
            change.action.ref,
            change.action.title,
            reverse("action_detail", args=[change.action.ref]),
            date_format(change.old_due_on) if change.old_due_on else "No date",
            date_format(change.new_due_on),
            change.settled_on,
            change.asked_by_label,
            change.reason,
        )
        for change in shown
    ]
