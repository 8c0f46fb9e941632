"""What happened to what somebody follows, within some entries of the record."""

from dataclasses import dataclass, field

from django.db.models import Q

from accounts.visibility import Visibility
from motions.lifecycle import Answer
from motions.models import MotionPoint
from recommendations import timeline
from recommendations.models import (
    Action,
    DateChange,
    Evidence,
    ProgressUpdate,
    Recommendation,
    Referral,
)

#: Things of each kind that are told of at once; the rest are counted.
MOST = 200
#: Of each thing, the latest.
MOST_LINES = 3

_PARTS = {Recommendation: (Referral,), Action: (ProgressUpdate, DateChange, Evidence)}


@dataclass
class Changed:
    """A thing and what happened to it, latest first. `title` is empty where not everybody may read
    it: then nothing but its reference goes into an e-mail or a feed."""

    ref: str
    title: str
    path: str
    events: list = field(default_factory=list)

    @property
    def is_public(self):
        return bool(self.title)

    @property
    def lines(self):
        """Days and words, without the reference that stands above them."""
        for event in self.events:
            words = event.title.removeprefix(self.ref).lstrip(": ")
            yield event, words[:1].upper() + words[1:]

    @property
    def shown(self):
        return list(self.lines)[:MOST_LINES]

    @property
    def more(self):
        return max(0, len(self.events) - MOST_LINES)

    @property
    def latest(self):
        return self.events[0]


def changed(watched, entries):
    """What `entries` tell of what is watched and others did, the thing that changed last first;
    and how many more things there are."""
    entries = entries.filter(~Q(actor_id=watched.user.pk) | Q(actor_id=None))
    recommendations, more = _touched(Recommendation, watched.recommendations, entries)
    actions, more_actions = _touched(Action, watched.actions, entries)
    found = [
        *_events_of(recommendations, actions, watched.user, entries),
        *_points(watched.motion_ids, entries),
    ]
    found.sort(key=lambda one: (one.latest.recorded_at, one.ref), reverse=True)
    return found, more + more_actions


def _touched(model, things, entries):
    """Those of `things` that entries are about, or about a part of them."""
    about = Q(pk__in=_objects(entries, model))
    for part in _PARTS[model]:
        of_it = part.objects.filter(pk__in=_objects(entries, part))
        about |= Q(pk__in=of_it.values(part.belongs_to))
    found = list(things.filter(about).order_by("-pk")[: MOST + 1])
    if len(found) <= MOST:
        return found, 0
    return found[:MOST], things.filter(about).count() - MOST


def _objects(entries, model):
    return entries.filter(model=model._meta.label_lower).order_by().values("object_id")


def _events_of(recommendations, actions, user, entries):
    if not (recommendations or actions):
        return []
    things = {("Recommendation", one.pk): one for one in recommendations}
    things |= {("Action", one.pk): one for one in actions}
    events = timeline.of_several(recommendations, actions, user).events
    known = _within(entries, events)
    found = {}
    for event in events:
        if event.about in things and event.row in known:
            thing = things[event.about]
            public = thing.visibility == Visibility.PUBLIC
            one = Changed(thing.ref, thing.title if public else "", thing.get_absolute_url())
            found.setdefault(event.about, one).events.append(event)
    return found.values()


def _within(entries, events):
    """Models and keys of those history rows of `events` that are sealed by one of `entries`."""
    labels = {
        model.__name__: model._meta.label_lower
        for whole, parts in _PARTS.items()
        for model in (whole, *parts)
    }
    names = {label: name for name, label in labels.items()}
    rows = entries.filter(
        model__in=names, history_id__in={event.row[1] for event in events}
    ).values_list("model", "history_id")
    return {(names[label], key) for label, key in rows}


def _points(motion_ids, entries):
    """How points of the motions were answered."""
    if not motion_ids:
        return []
    sealed = entries.filter(model=MotionPoint._meta.label_lower).order_by().values("history_id")
    rows = (
        MotionPoint.history.filter(history_id__in=sealed, motion__in=motion_ids)
        .exclude(answer=Answer.NOT_ANSWERED)
        .select_related("motion")
        .order_by("-history_id")
    )
    found = {}
    for row in rows:
        event = timeline.Event(
            kind=timeline.Kind.STATUS,
            effective_on=row.effective_on,
            recorded_at=row.history_date,
            by=row.actor_label,
            title=f"Point {row.number}: {Answer(row.answer).label}",
            row=("MotionPoint", row.history_id),
        )
        motion = row.motion
        one = Changed(motion.ref, motion.title, motion.get_absolute_url())
        found.setdefault(motion.pk, one).events.append(event)
    return found.values()
