"""The one way in which the record is written and sealed, row by row or in bulk.

django-simple-history hears `save()` alone, so anything written in bulk goes through
`record_all_new` and `record_many_changed`, which write the history rows themselves, in a handful
of statements whatever the number of rows.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import itemgetter

from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from audit import bulk, kept_note
from audit.seal import seal, seal_saved, sealing
from audit.unsaved import Unsaved, settle

#: An effective date further than this many days before its entry is shown as "recorded late".
RECORDED_LATE_AFTER_DAYS = 14


class RecordedTwice(models.Model):
    """What every historical row carries beside the fields: when it happened, and by whose word.

    `history_date` is the moment of recording, `effective_on` the day it happened. The actor is kept
    as a number and a label rather than a foreign key: a row of the record is never updated,
    not even when a user is deleted.
    """

    effective_on = models.DateField("effective date", default=timezone.localdate)
    actor_label = models.CharField("recorded by", max_length=200, default="")

    class Meta:
        abstract = True

    @property
    def recorded_late(self):
        recorded_on = timezone.localtime(self.history_date).date()
        return (recorded_on - self.effective_on).days > RECORDED_LATE_AFTER_DAYS


def _actor(historical, **kwargs):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.filter(pk=historical.history_user_id).first()


def _set_actor(historical, user):
    historical.history_user_id = user.pk if user and user.pk else None


def history(**options):
    """The `HistoricalRecords` that a model of the record declares as its `history`."""
    return HistoricalRecords(
        bases=[RecordedTwice],
        history_user_id_field=models.PositiveBigIntegerField(null=True),
        history_user_getter=_actor,
        history_user_setter=_set_actor,
        history_change_reason_field=models.TextField(null=True),
        **options,
    )


class Recorded(models.Model):
    """A model of the record. `version` goes up with every write: a form that was filled in from an
    older version is shown what changed instead of overwriting it."""

    version = models.PositiveIntegerField(default=1, editable=False)

    #: For whom it was found, when that matters.
    reader = None
    #: Names of columns that change with another one, and so need not be told beside it.
    follow_from_others = ()
    #: The field that leads to the thing this one belongs to, by whose reference people know it.
    belongs_to = ""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """The row, its history and its seal are written together or not at all."""
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            return super().delete(*args, **kwargs)


@dataclass(frozen=True)
class Act:
    """Who does a thing, on which day it took effect, and why."""

    by: object = None
    reason: str = ""
    effective_on: date | None = None
    label: str = ""

    @property
    def day(self):
        return self.effective_on or timezone.localdate()

    @property
    def actor_label(self):
        return self.label or (str(self.by) if self.by else "")


def record(thing, act):
    """Save `thing` with one history row that says who, when it took effect, and why."""
    if thing.pk:
        thing.version += 1
    thing._history_user = act.by
    thing._change_reason = kept_note.beside(act.reason)
    thing._act = act
    thing.save()
    return thing


def _with_what_is_around():
    """A transaction, or the one that is open: what fails inside takes that back as a whole."""
    return transaction.atomic(savepoint=False)


def record_many_new(things, act):
    """Insert `things` of one model and their history rows; returns them with their keys."""
    record_all_new([things], act)
    return things


def record_all_new(groups, act):
    """The same for `groups` of things, each of one model. A thing may point to any other of them:
    all have their keys before the first is written."""
    groups = [things for things in groups if things]
    if not groups:
        return
    with _with_what_is_around():
        keys = _keys_for(groups)
        for things in groups:
            rows = bulk.insert(things)
            _add_to_history(things, rows, "+", act, keys[things[0]._meta.model.history.model])
            for thing in things:
                if isinstance(thing, Unsaved):
                    settle(thing)


def _keys_for(groups):
    """Gives every thing its key. Returns the keys of historical rows by their models."""
    without = [[thing for thing in things if thing.pk is None] for things in groups]
    numbers = Counter()
    for things, new in zip(groups, without, strict=True):
        model = things[0]._meta.model
        numbers[model] += len(new)
        numbers[model.history.model] += len(things)
    keys = {model: iter(some) for model, some in bulk.keys(numbers).items()}
    for new in without:
        for thing in new:
            thing.pk = next(keys[thing._meta.model])
    return keys


def record_many_changed(things, fields, act):
    """Update `fields` of `things` of one model, with a history row each.

    The caller passes only things that really changed: a history row is written for each.
    """
    if not things:
        return
    for thing in things:
        thing.version += 1
    history = type(things[0]).history.model
    with _with_what_is_around():
        rows = bulk.update(things, [*fields, "version"])
        _add_to_history(things, rows, "~", act, bulk.keys({history: len(things)})[history])


def _add_to_history(things, rows, kind, act, keys):
    """A history row for each of `things`, whose `rows` were just written. A thing may bring a
    reason of its own, such as the line of a spreadsheet it came from."""
    model = things[0]._meta.model
    history = model.history.model
    written = [field.attname for field in model._meta.concrete_fields]
    of_history = itemgetter(*(written.index(field.attname) for field in history.tracked_fields))
    said = {
        "history_date": timezone.now(),
        "history_type": kind,
        "history_user_id": act.by.pk if act.by else None,
        **_attrs(act, model),
    }
    same = [bulk.converter(history._meta.get_field(name))(value) for name, value in said.items()]
    columns = [
        *(field.column for field in history.tracked_fields),
        *said,
        "history_change_reason",
        "history_id",
    ]
    added = (
        [*of_history(row), *same, _reason_of(thing, act), key]
        for thing, row, key in zip(things, rows, islice(keys, len(things)), strict=True)
    )
    sealed = []
    bulk.write(history._meta.db_table, columns, sealing(things, columns, added, kind, act, sealed))
    seal(sealed)


def _reason_of(thing, act):
    return kept_note.beside(getattr(thing, "_change_reason", None) or act.reason)


def _attrs(act, model):
    """What `act` says, but for a column that `model` has itself and brings its own value for."""
    said = {"effective_on": act.day, "actor_label": act.actor_label}
    own = {field.name for field in model._meta.fields}
    return {name: value for name, value in said.items() if name not in own}


def label_history(sender, instance, history_instance, history_user=None, **kwargs):
    """Fill the columns of `RecordedTwice` on a row that `save()` made."""
    # An act speaks for one save: a later plain save of the same object is its own act.
    act, instance._act = getattr(instance, "_act", None) or Act(by=history_user), None
    for name, value in _attrs(act, type(instance)).items():
        setattr(history_instance, name, value)
    history_instance._act = act


def seal_history(sender, instance, history_instance, **kwargs):
    seal_saved(history_instance, instance, history_instance._act)


pre_create_historical_record.connect(label_history, dispatch_uid="audit.label_history")
post_create_historical_record.connect(seal_history, dispatch_uid="audit.seal_history")
