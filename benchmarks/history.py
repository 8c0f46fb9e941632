"""The history of rows that are already written, made inside the database: one row for the entry,
and for recommendations and actions one more for the step that brought them where they are."""

from django.db import connection

from recommendations.lifecycle import action as action_life
from recommendations.lifecycle import recommendation as life
from recommendations.models import Action, Recommendation

#: What an earlier version held instead: columns and their values.
EARLIER = {
    Recommendation: {
        "status": life.Status.SUGGESTED.value,
        "outcome": "",
        "impact": "",
        "closed_by_id": None,
    },
    Action: {
        "status": action_life.Status.NOT_STARTED.value,
        "completed_on": None,
        "claimed_by_id": None,
        "verified_by_id": None,
        "verified_on": None,
        "last_update_on": None,
    },
}
DAY_OF_THE_STEP = "status_on"
FIRST_ENTERED_DAYS_BEFORE = 200


def write_history(model):
    """Write the history of every row of `model`."""
    if model not in EARLIER:
        _copy(model, kind="+", version=1, day=_today(), held={})
        return
    entered = _days_before(DAY_OF_THE_STEP, FIRST_ENTERED_DAYS_BEFORE)
    _copy(model, kind="+", version=1, day=entered, held=EARLIER[model])
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET version = 2")
    _copy(model, kind="~", version=2, day=DAY_OF_THE_STEP, held={})


def _copy(model, *, kind, version, day, held):
    """Copy every row of `model` into its history; `day` is SQL, `held` replaces columns."""
    values, parameters = {}, []
    for field in model._meta.concrete_fields:
        values[field.column] = connection.ops.quote_name(field.column)
    given = {**held, "version": version, "history_type": kind}
    given |= {"history_change_reason": "Made up to be measured", "actor_label": "Generator"}
    for column, value in given.items():
        values[column] = "NULL" if value is None else "%s"
    values.setdefault("effective_on", day)
    values["history_date"] = _moment(day)
    parameters = [given[column] for column, sql in values.items() if sql == "%s"]
    columns = ", ".join(connection.ops.quote_name(column) for column in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model.history.model._meta.db_table} ({columns}) "
            f"SELECT {', '.join(values.values())} FROM {model._meta.db_table} ORDER BY id",
            parameters,
        )


def _today():
    return "CURRENT_DATE"


def _days_before(column, days):
    if connection.vendor == "postgresql":
        return f"{column} - {days}"
    return f"date({column}, '-{days} days')"


def _moment(day):
    if connection.vendor == "postgresql":
        return f"({day})::timestamp AT TIME ZONE 'UTC'"
    return f"{day} || ' 09:00:00'"
