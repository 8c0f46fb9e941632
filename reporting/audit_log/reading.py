"""Which historical rows a person may read, of every model of the record.

A thing without a visibility of its own is read by whoever may read what it refers to: a referral
by readers of its recommendation, a link by readers of both ends. And what it referred to must
have been theirs to read when the row was written: old words keep the visibility that they had.
"""

from functools import cache

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery

from accounts.visibility import READ, READ_EVERYTHING, Classified
from audit.record import Recorded

READ_LOG = "audit.view_log"

#: About people, files and what was written to people: for those who read the log.
_OF_THE_OFFICE = {"accounts", "correspondence", "imports"}


@cache
def recorded_models():
    """Models that keep a history, by label."""
    return {
        model._meta.label_lower: model
        for model in apps.get_models()
        if issubclass(model, Recorded) and hasattr(model, "history")
    }


@cache
def guarding(model):
    """Names of the fields of `model` that lead to something that not everybody reads."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is not model and guarded(field.related_model)
    ]


@cache
def guarded(model):
    return issubclass(model, Classified) or bool(guarding(model))


def readable(model, user):
    """Things of `model` that `user` may read. Whoever reads the log reads what was entered in error
    too, and everybody what an import brought in vain of the rest."""
    if _closed(model, user):
        return model.objects.none()
    if not issubclass(model, Classified):
        return _within(model._base_manager.all(), model, user)
    if user.has_perm(READ_LOG):
        return model.objects.filter(model.readable_by(user))
    return model.objects.visible_to(user)


def readable_history(model, user):
    """Historical rows of `model` that `user` may read."""
    rows = model.history.all()
    if _closed(model, user):
        return rows.none()
    if user.has_perm(READ_EVERYTHING) or not guarded(model):
        return rows
    rows = rows.filter(id__in=readable(model, user).values("pk"))
    if issubclass(model, Classified):
        rows = rows.filter(model.readable_by(user))
    for name in guarding(model):
        rows = _readable_then(rows, model._meta.get_field(name), user)
    return rows


def _closed(model, user):
    if not user.has_perm(READ):
        return True
    return model._meta.app_label in _OF_THE_OFFICE and not user.has_perm(READ_LOG)


def _within(things, model, user):
    for name in guarding(model):
        target = model._meta.get_field(name).related_model
        found = readable(target, user).values("pk")
        things = things.filter(Q(**{name: None}) | Q(**{f"{name}__in": found}))
    return things


def _readable_then(rows, field, user):
    """Rows written while `user` might have read the thing that `field` leads to."""
    target = field.related_model
    then = (
        target.history.filter(
            id=OuterRef(field.attname), history_date__lte=OuterRef("history_date")
        )
        .order_by("-history_date", "-history_id")
        .values("history_id")[:1]
    )
    name = f"{field.name}_then"
    found = readable_history(target, user).values("history_id")
    return rows.alias(**{name: Subquery(then)}).filter(
        Q(**{field.attname: None}) | Q(**{f"{name}__in": found})
    )
