"""Seals the history that a register had before there was a seal."""

from collections import defaultdict
from itertools import islice

from django.db import connection

from audit.canonical import content_of
from audit.models import Entry
from audit.route import Route
from audit.seal import Said, Sealed, seal
from audit.triggers import history_models
from audit.turn import in_turn

_AT_ONCE = 2_000


def seal_backlog():
    """Seal every historical row, oldest first, if nothing was ever sealed. A register that has
    entries is left alone: a row without an entry in it is a fault, which `verify_audit` names."""
    present = set(connection.introspection.table_names())
    if not {Entry._meta.db_table, *(m._meta.db_table for m in history_models())} <= present:
        return
    with in_turn():
        if not Entry.objects.exists():
            seal_history_of(history_models())


def seal_history_of(history_models):
    """Seal every row of these historical models, oldest first. None of them may be sealed yet."""
    rows = _oldest_first(history_models)
    while some := list(islice(rows, _AT_ONCE)):
        seal(_sealed_rows(some))


def _oldest_first(history_models):
    """Pairs of historical model and key."""
    keys = (
        (moment, model._meta.db_table, key, model)
        for model in history_models
        for key, moment in model.objects.order_by().values_list("history_id", "history_date")
    )
    for _, _, key, model in sorted(keys, key=lambda found: found[:3]):
        yield model, key


def _sealed_rows(pairs):
    wanted = defaultdict(list)
    for model, key in pairs:
        wanted[model].append(key)
    found = {model: model.objects.in_bulk(keys) for model, keys in wanted.items()}
    return [_sealed(found[model][key]) for model, key in pairs]


def _sealed(row):
    model = row.instance_type
    said = Said(
        actor_id=row.history_user_id,
        actor_label=row.actor_label,
        role="",
        body="",
        route=str(Route.BEFORE),
        batch=None,
        verb={"+": "add", "~": "change", "-": "delete"}[row.history_type],
        model=model._meta.label_lower,
    )
    return Sealed(
        said,
        object_id=getattr(row, model._meta.pk.attname),
        ref=getattr(row, "ref", "") or getattr(row, "slug", ""),
        history_id=row.history_id,
        digest=content_of(type(row)).digest_of(row),
        reason=row.history_change_reason or "",
    )
