"""What has changed since a day, by the day on which it happened: counts, and the latest lines."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Subquery
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
    for things, begun in ((scope.actions, "opened_on"), (scope.recommendations, None)):
        moved, new = _moves(things, since, on, begun)
        counts += _count_moves(things.model, moved)
        counts[Kind.NEW] += new.count()
        lines += _moved_lines(things.model, moved, since, most)
        lines += _new_lines(things.model, new, begun, most)
    settled = scope.date_changes.agreed().filter(settled_on__gt=since, settled_on__lte=on)
    counts[Kind.SLIPPED] += settled.filter(new_due_on__gt=F("old_due_on")).count()
    counts[Kind.DATED] += settled.exclude(new_due_on__gt=F("old_due_on")).count()
    lines += _date_lines(settled, most)
    lines.sort(key=lambda line: (line.day, line.ref), reverse=True)
    return Changes(since, {kind: counts[kind] for kind in Kind}, lines[:most])


def _moves(things, since, on, begun):
    """Those that are in another status than on `since`, and those that were not there then."""
    earlier = things.model.history.filter(id=OuterRef("pk"), effective_on__lte=since)
    before = Subquery(earlier.order_by("-effective_on", "-history_id").values("status")[:1])
    if begun:
        new = things.filter(**{f"{begun}__gt": since, f"{begun}__lte": on})
        things = things.exclude(**{f"{begun}__gt": since})
    changed = things.filter(status_on__gt=since, status_on__lte=on).annotate(before=before)
    if not begun:
        new = changed.filter(before=None)
    return changed.exclude(before=None).exclude(before=F("status")), new


def _count_moves(model, moved):
    counts = Counter()
    pairs = moved.order_by().values_list("before", "status").annotate(number=Count("pk"))
    for before, after, number in pairs:
        counts[kind_of_move(model, before, after)] += number
    return counts


def _moved_lines(model, moved, since, most):
    found = list(moved.order_by("-status_on", "sort_key")[:most])
    acts = _acts(model, found, since)
    statuses = type(WAY_FORWARD[model][0])
    return [
        Change(
            kind_of_move(model, thing.before, thing.status),
            thing.ref,
            thing.title,
            thing.get_absolute_url(),
            statuses(thing.before).label,
            thing.status_word.label,
            thing.status_on,
            *acts.get(thing.pk, ("", "")),
        )
        for thing in found
    ]


def _acts(model, things, since):
    """Who brought each of `things` into its status, and why."""
    now = {thing.pk: (thing.status, thing.status_on) for thing in things}
    written = (
        model.history.filter(id__in=now, effective_on__gt=since)
        .order_by("-history_id")
        .values_list("id", "status", "status_on", "actor_label", "history_change_reason")
    )
    # Read backwards, so that the row which made the step is the one that stays.
    return {
        pk: (who, reason or "")
        for pk, status, status_on, who, reason in written
        if (status, status_on) == now[pk]
    }


def _new_lines(model, new, begun, most):
    day = begun or "status_on"
    return [
        Change(
            Kind.NEW,
            thing.ref,
            thing.title,
            thing.get_absolute_url(),
            "",
            thing.status_word.label,
            getattr(thing, day),
        )
        for thing in new.order_by(f"-{day}", "sort_key")[:most]
    ]


def _date_lines(settled, most):
    return [
        Change(
            Kind.SLIPPED if change.days and change.days > 0 else Kind.DATED,
            change.action.ref,
            change.action.title,
            reverse("action_detail", args=[change.action.ref]),
            date_format(change.old_due_on) if change.old_due_on else "no date",
            date_format(change.new_due_on),
            change.settled_on,
            change.asked_by_label,
            change.reason,
        )
        for change in settled.select_related("action").order_by("-settled_on", "-pk")[:most]
    ]
