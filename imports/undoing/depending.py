"""What has come to depend on a batch since: later values of what it wrote, and later things that
belong to what it brought."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format

from accounts.visibility import Classified
from audit.models import Entry
from bodies.models import Body
from imports.models import ImportBatch
from imports.undoing.words import label_of
from recommendations.lifecycle.date_change import Status as DateStatus
from recommendations.models import Action, DateChange, ProgressUpdate

#: What an action holds of its updates follows from those that stand: nothing depends on it.
FROM_UPDATES = ("last_update_on", "view", "view_reason")
#: What belongs to an action depends on this column of it: an update says the status that it was
#: given in, a move of the date the date that it moved.
_DEPENDS_ON = {ProgressUpdate: "status", DateChange: "due_on"}


#: So many are named of one sort; the others keep it from being undone as well.
_NAMED = 1000


@dataclass(frozen=True)
class Blocked:
    """Why a thing can't be put back or taken back. `row` is that of the file, if it has one, and
    `of` the `Written` that it is about."""

    row: int | None
    ref: str
    words: str
    of: object = None


def blocked(one, words):
    return Blocked(one.row, one.ref, f"{one.ref}{words}", of=one)


def is_gone(thing):
    """Entered in error, or taken back."""
    return bool(
        getattr(thing, "voided_on", None)
        or getattr(thing, "taken_back_with", None)
        or getattr(thing, "status", "") == DateStatus.TAKEN_BACK
    )


def _went(thing):
    """Gone itself, or with what it belongs to."""
    owner = getattr(thing, "belongs_to", "")
    return is_gone(thing) or bool(owner and is_gone(getattr(thing, owner)))


def changed_since(written):
    """The things with a later value where the batch wrote one."""
    found = {one: names for one in written if (names := _later_names(one))}
    last = {one: _last_change(one, names) for one, names in found.items()}
    imports = _imports_of(last.values())
    for one, names in found.items():
        row = last[one]
        follow = {f"{name}{end}" for name in one.model.follow_from_others for end in ("", "_id")}
        told = [name for name in names if name not in follow] or names
        fields = ", ".join(label_of(one.model, name).lower() for name in told)
        by = _by(row.history_date, row.actor_label)
        came = imports.get((one.model._meta.label_lower, row.history_id))
        came = f" with import {came}" if came else ""
        yield blocked(one, f" was changed {by}{came}: {fields}.")


def _later_names(one):
    names = [name for name in one.changed_since if name not in FROM_UPDATES]
    return names if one.added else [name for name in names if name in one.changed]


def _last_change(one, names):
    """The newest version that gave one of `names` another value."""
    versions = [one.after, *one.later]
    for before, after in reversed(list(pairwise(versions))):
        if any(getattr(before, name) != getattr(after, name) for name in names):
            return after
    return versions[-1]


def _imports_of(rows):
    keys = defaultdict(list)
    for row in rows:
        keys[row.instance_type._meta.label_lower].append(row.history_id)
    return {
        (label, entry.history_id): entry.batch
        for label, some in keys.items()
        for entry in Entry.objects.filter(model=label, history_id__in=some[:_NAMED])
        if entry.batch
    }


def added_since(taken_back, by_model):
    """Things that belong to what is taken back, and that the batch did not bring."""
    for model in {one.model for one in taken_back}:
        owners = {one.now.pk: one for one in taken_back if one.model is model}
        for relation in model._meta.related_objects:
            other = relation.related_model
            if other is ImportBatch:
                continue
            own = {one.now.pk for one in by_model.get(other, ())}
            yield from _belonging(owners, relation, own)


def _belonging(owners, relation, own):
    other, column = relation.related_model, relation.field.attname
    later = [
        thing
        for thing in pointing_to(other, column, owners)
        if thing.pk not in own and not _went(thing)
    ]
    first = _first_versions(other, later)
    for thing in later[:_NAMED]:
        one = owners[getattr(thing, column)]
        yield _added(one, first[thing.pk]) if first else blocked(one, f": {_begun(thing)}.")


def pointing_to(model, column, keys):
    """All with one of `keys` in `column`: SQLite takes no more than 32,766 keys in a statement."""
    keys, owner = list(keys), getattr(model, "belongs_to", "")
    for start in range(0, len(keys), 10_000):
        found = model._base_manager.filter(**{f"{column}__in": keys[start : start + 10_000]})
        yield from (found.select_related(owner) if owner else found)


def _first_versions(model, things):
    if not hasattr(model, "history"):
        return {}
    keys = [thing.pk for thing in things[:_NAMED]]
    return {row.id: row for row in model.history.filter(id__in=keys).order_by("-history_id")}


def _begun(thing):
    """Of what keeps no history."""
    return f"{a(thing._meta.verbose_name)} that goes with it was begun"


def _added(one, first):
    name = first.instance_type._meta.verbose_name
    return blocked(one, f": {a(name)} was added {_by(first.history_date, first.actor_label)}.")


def restricted_to(taken_back):
    """Bodies to which something was restricted, ever. Another body may have their reference once
    they are gone, and must not read by it what was theirs to read."""
    bodies = {f"|{one.now.slug}|": one for one in taken_back if one.model is Body}
    if not bodies:
        return
    for model in apps.get_models():
        if issubclass(model, Classified):
            said = model.history.exclude(restricted_to="").order_by()
            for slugs in said.values_list("restricted_to", flat=True).distinct():
                for slug, one in bodies.items():
                    if slug in slugs:
                        name = a(model._meta.verbose_name)
                        yield blocked(one, f": who may read {name} was told by its name.")


def said_since(put_back, by_model, batch):
    """Updates and moves of the date, given since, of actions whose status or date is put back."""
    for model, column in _DEPENDS_ON.items():
        owners = {
            one.now.pk: one for one in put_back if one.model is Action and column in one.changed
        }
        own = {one.now.pk for one in by_model.get(model, ())}
        later = [
            thing
            for thing in pointing_to(model, "action_id", owners)
            if thing.pk not in own and not _went(thing)
        ]
        later.sort(key=lambda thing: -thing.pk)
        first = _first_versions(model, later)
        for thing in later[:_NAMED]:
            if first[thing.pk].history_date > batch.saved_at:
                yield _added(owners[thing.action_id], first[thing.pk])


def a(name):
    return f"{'an' if str(name)[0] in 'aeiou' else 'a'} {name}"


def _by(moment: datetime, who):
    return f"on {date_format(timezone.localtime(moment), 'j F Y')} by {who or 'somebody'}"
