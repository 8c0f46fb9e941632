"""What happened to a recommendation and its actions, read from the history rows that the reader
may read: those of a time at which they might not have read the thing stay hidden from them.

Two times go with each event: the day it took effect, by which the list is ordered, and the moment
it was recorded.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby, pairwise
from types import SimpleNamespace

from django.db.models import CharField, Exists, F, OuterRef, Subquery, TextChoices, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.formats import date_format

from accounts.visibility import READ_EVERYTHING, Visibility
from audit.record import RecordedTwice
from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle import date_change as date_change_lifecycle
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from recommendations.lifecycle import referral as referral_lifecycle
from recommendations.lifecycle.plan import Standing
from recommendations.models import (
    Action,
    DateChange,
    Evidence,
    ProgressUpdate,
    Recommendation,
    Referral,
)


class Kind(TextChoices):
    STATUS = "status", "Status"
    DATES = "dates", "Dates"
    UPDATES = "updates", "Updates"
    RESPONSES = "responses", "Responses"
    EVIDENCE = "evidence", "Evidence"
    WORDS = "words", "Words and owners"
    READERS = "readers", "Who may read it"


#: Letters of an event's words on the page of a thing.
_SHORT = 400


@dataclass(frozen=True)
class Event:
    kind: Kind
    effective_on: date
    recorded_at: datetime
    by: str
    title: str
    words: str = ""
    late: bool = False
    #: The model and the key of what it is told of, and of the history row that it is read from.
    about: tuple = ()
    row: tuple = ()

    @property
    def words_in_short(self):
        if len(self.words) <= _SHORT:
            return self.words
        return f"{self.words[: _SHORT - 1]}…"

    @property
    def by_whom(self):
        if not self.late:
            return self.by
        recorded_on = date_format(timezone.localtime(self.recorded_at).date())
        late = f"Recorded late, on {recorded_on}"
        return f"{self.by}. {late}" if self.by else late


#: What a reader would want to know was changed, and how to say it.
_WATCHED = {
    "title": "title",
    "summary": "summary",
    "adopted_words": "words as adopted",
    "lead_body": "lead body",
    "lead_post": "lead officer",
    "intended_effect": "intended effect",
    "how_we_will_know": "how we will know",
}


#: Who may read it.
_CLASSIFIED = ("visibility", "exempt_paragraph", "restricted_to")


class _Version(SimpleNamespace):
    """A history row: what is in each of them, and the facts of its model that events tell."""

    recorded_late = RecordedTwice.recorded_late

    @property
    def readers(self):
        return [getattr(self, name) for name in _CLASSIFIED]


#: What events tell of each model, beside its keys; a body by its name.
_TOLD = {
    Recommendation: ("ref", "status", *_CLASSIFIED, *_WATCHED),
    Action: (
        "ref",
        "status",
        "plan_standing",
        *_CLASSIFIED,
        *(n for n in _WATCHED if n != "adopted_words"),
    ),
    Referral: ("recommendation_id", "body", "status", "due_on", "response", "response_words"),
    ProgressUpdate: (
        "action_id",
        "status_before",
        "status_after",
        "done",
        "author_label",
        "recorded_at",
    ),
    DateChange: ("action_id", "status", "old_due_on", "new_due_on", "reason", "settled_note"),
    Evidence: ("action_id", "title", "replaces_id"),
}
_BODIES = {"body", "lead_body"}
_DAYS = {"due_on", "old_due_on", "new_due_on"}


@dataclass(frozen=True)
class Timeline:
    """`events` latest first; `versions` of each thing by its model and key, in the order in which
    they were written, as far as the reader might read them."""

    events: list
    versions: dict


def of_recommendation(recommendation, actions, user):
    """With what happened to `actions`, those of its own that `user` sees."""
    return of_several([recommendation], actions, user)


def of_several(recommendations, actions, user):
    """The same of several, whosever the actions are; in one statement, however many there are."""
    keys = [one.pk for one in recommendations]
    found = _found(
        _together(
            _own_versions(Recommendation, recommendations, user),
            _versions(_of_then(Referral, user).filter(recommendation__in=keys)),
            *_versions_of_actions(actions, user),
        )
    )
    events = _changes(found[Recommendation], recommendation_lifecycle.Status)
    events += _responses(found[Referral])
    return _timeline(found, events + _of_actions(found, actions))


def of_action(action, user):
    found = _found(_together(*_versions_of_actions([action], user)))
    return _timeline(found, _of_actions(found, [action]))


def _timeline(found, events):
    versions = {
        (model.__name__, key): list(rows)
        for model in (Recommendation, Action)
        for key, rows in groupby(found[model], key=lambda row: row.id)
    }
    return Timeline(_latest_first(events), versions)


def _of_actions(found, actions):
    refs = {action.pk: action.ref for action in actions}
    updates, evidence = _first_shown(found[ProgressUpdate]), _first_shown(found[Evidence])
    # An update that moved the status says so itself.
    said = {(row.action_id, row.effective_on, row.status_after) for row in updates}
    return [
        *_changes(found[Action], action_lifecycle.Status, said),
        *(_update(row, refs) for row in updates),
        *(_date(row, refs) for row in found[DateChange]),
        *(_evidence(row, refs) for row in evidence),
    ]


def _versions_of_actions(actions, user):
    """Of actions that `user` sees, and of what belongs to them."""
    if not actions:
        return
    keys = [action.pk for action in actions]
    yield _own_versions(Action, actions, user)
    yield _versions(_of_then(DateChange, user).filter(action__in=keys))
    for model in (ProgressUpdate, Evidence):
        parts = model.objects.visible_within(user).filter(action__in=keys)
        yield _own_versions(model, parts, user)


def _own_versions(model, things, user):
    """Of `things` that `user` sees, the rows that they might read when these were written."""
    keys = [thing.pk for thing in things] if isinstance(things, list) else things.values("pk")
    return _versions(model.history.filter(model.readable_within(user), id__in=keys))


def _of_then(model, user):
    """History rows of a model whose readers are those of what it belongs to, written while that
    might be read by `user`."""
    if user.has_perm(READ_EVERYTHING):
        return model.history.all()
    owner = model._meta.get_field(model.belongs_to).related_model
    of_row = OuterRef(OuterRef(f"{model.belongs_to}_id"))
    then = (
        owner.history.filter(id=of_row, history_date__lte=OuterRef(OuterRef("history_date")))
        .order_by("-history_date", "-history_id")
        .values("history_id")[:1]
    )
    readable = owner.history.filter(owner.readable_by(user), history_id=Subquery(then))
    return model.history.filter(Exists(readable))


def _together(first, *others):
    return first.union(*others, all=True)


def _versions(rows):
    """History rows of one model in the columns that all have, the model's own facts in one."""
    model = rows.model.instance_type
    facts = {name: F(f"{name}__short_name" if name in _BODIES else name) for name in _TOLD[model]}
    return (
        rows.order_by()
        .annotate(model=Value(model.__name__, CharField()), facts=JSONObject(**facts))
        .values_list(
            "model",
            "id",
            "history_id",
            "history_date",
            "history_type",
            "history_change_reason",
            "effective_on",
            "actor_label",
            "facts",
            named=True,
        )
    )


def _found(history):
    """By model the versions, each thing's together and in order, in one statement."""
    found = {model: [] for model in _TOLD}
    by_name = {model.__name__: model for model in _TOLD}
    for row in history:
        found[by_name[row.model]].append(_version(row))
    for rows in found.values():
        rows.sort(key=lambda row: (row.id, row.history_date, row.history_id))
    return found


def _version(row):
    given = row._asdict()
    facts = given.pop("facts")
    for name in _DAYS & facts.keys():
        facts[name] = date.fromisoformat(facts[name]) if facts[name] else None
    if "recorded_at" in facts:
        facts["recorded_at"] = _moment(facts["recorded_at"])
    return _Version(**given, **facts)


def _moment(text):
    """SQLite gives it in UTC, without saying so."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _first_shown(rows):
    """Of each thing the first version: what is said once and never edited."""
    return [next(versions) for _, versions in groupby(rows, key=lambda row: row.id)]


def _latest_first(events):
    return sorted(events, key=lambda one: (one.effective_on, one.recorded_at), reverse=True)


def _event(kind, row, title, words=""):
    """What an action’s update, date or evidence tells is told of the action; so with referrals."""
    if hasattr(row, "action_id"):
        about = ("Action", row.action_id)
    elif hasattr(row, "recommendation_id"):
        about = ("Recommendation", row.recommendation_id)
    else:
        about = (row.model, row.id)
    return Event(
        kind=kind,
        effective_on=row.effective_on,
        recorded_at=row.history_date,
        by=row.actor_label or "Register",
        title=title,
        words=words,
        late=row.recorded_late,
        about=about,
        row=(row.model, row.history_id),
    )


def _changes(rows, statuses, said=()):
    """Status steps and changes of words, from the versions of things of one model in order."""
    events = []
    for _, versions in groupby(rows, key=lambda row: row.id):
        versions = list(versions)
        events.append(_entered(versions[0], statuses))
        for before, after in pairwise(versions):
            if before.readers != after.readers:
                events.append(_classified(before, after))
            if before.status != after.status:
                if (after.id, after.effective_on, after.status) not in said:
                    events.append(_step(before, after, statuses))
            else:
                events += _edited(before, after)
    return events


def _entered(row, statuses):
    how = "entered" if row.history_type == "+" else "first shown"
    title = f"{row.ref} {how} as {statuses(row.status).label.lower()}"
    return _event(Kind.STATUS, row, title, row.history_change_reason or "")


def _step(before, after, statuses):
    title = f"{after.ref}: {statuses(before.status).label} → {statuses(after.status).label}"
    return _event(Kind.STATUS, after, title, after.history_change_reason or "")


def _classified(before, after):
    old, new = (Visibility(row.visibility).label for row in (before, after))
    title = f"{after.ref}: {old} → {new}" if old != new else f"{after.ref}: {new}, changed"
    return _event(Kind.READERS, after, title, after.history_change_reason or "")


def _edited(before, after):
    planned = getattr(after, "plan_standing", "")
    if planned and planned != before.plan_standing:
        title = f"{after.ref}: {Standing(planned).label.lower()}"
        yield _event(Kind.STATUS, after, title, after.history_change_reason or "")
    for field, words in _WATCHED.items():
        old, new = getattr(before, field, None), getattr(after, field, None)
        if old != new:
            old, new = old or "nothing", new or "nothing"
            yield _event(Kind.WORDS, after, f"{after.ref}: {words} changed", f"{old} → {new}")


def _update(row, refs):
    before, after = (
        action_lifecycle.Status(status).label for status in (row.status_before, row.status_after)
    )
    moved = f": {before} → {after}" if before != after else ""
    # The update itself says who wrote it and when: the row may be that of its classification.
    row.actor_label, row.history_date = row.author_label, row.recorded_at
    return _event(Kind.UPDATES, row, f"{refs[row.action_id]} update{moved}", row.done)


def _date(row, refs):
    new = date_format(row.new_due_on)
    old = date_format(row.old_due_on) if row.old_due_on else "no date"
    ref = refs[row.action_id]
    statuses = date_change_lifecycle.Status
    if row.status == statuses.ASKED:
        return _event(Kind.DATES, row, f"{ref}: later date asked for, {old} → {new}", row.reason)
    if row.status == statuses.REFUSED:
        title = f"{ref}: date not moved, stays {old}"
        return _event(Kind.DATES, row, title, row.settled_note)
    if row.status == statuses.TAKEN_BACK:
        title = f"{ref}: move of the date taken back, {new} → {old}"
        return _event(Kind.DATES, row, title, row.history_change_reason)
    return _event(Kind.DATES, row, f"{ref}: date moved, {old} → {new}", row.reason)


def _evidence(row, refs):
    if row.replaces_id:
        how = "file of evidence replaced"
    else:
        how = "evidence added" if row.history_type == "+" else "evidence first shown"
    return _event(Kind.EVIDENCE, row, f"{refs[row.action_id]}: {how}", row.title)


def _responses(rows):
    events = []
    for _, versions in groupby(rows, key=lambda row: row.id):
        status = None
        for row in versions:
            if row.status != status:
                events.append(_response(row))
            status = row.status
    return events


def _response(row):
    body = row.body
    statuses = referral_lifecycle.Status
    if row.status == statuses.ISSUED:
        return _event(
            Kind.RESPONSES, row, f"Sent to {body}", f"To answer by {date_format(row.due_on)}."
        )
    if row.status == statuses.WITHDRAWN:
        return _event(
            Kind.RESPONSES, row, f"{body} need not answer", row.history_change_reason or ""
        )
    answer = referral_lifecycle.Response(row.response).label.lower()
    return _event(Kind.RESPONSES, row, f"{body} answered: {answer}", row.response_words)
