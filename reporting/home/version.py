"""Answers that are kept until the register, the reader's reach or the day changes.

The version of the register is the newest history row of each table. Every write adds one, so no
writer has anything more to do, and no row exists for writers to queue for.
"""

import hashlib
from functools import cache as cache_for_good

from django.apps import apps
from django.core.cache import cache
from django.db import connection

#: The layers whose facts the first page shows. Accounts are left out: signing in changes no figure.
LAYERS = ("bodies", "motions", "reviews", "recommendations")

KEPT_SECONDS = 12 * 60 * 60


@cache_for_good
def history_tables():
    return sorted(
        model.history.model._meta.db_table
        for layer in LAYERS
        for model in apps.get_app_config(layer).get_models()
        if hasattr(model, "history")
    )


def register_version():
    """The version as text, or None while it can't be told.

    On PostgreSQL numbers are given out before they are committed, so a lower one may still appear
    after a higher one. Therefore there is no version while anybody is in the middle of a write.
    """
    if connection.in_atomic_block:
        return None
    quote = connection.ops.quote_name
    # The names of tables are our own.
    newest = [f"(SELECT MAX(history_id) FROM {quote(table)})" for table in history_tables()]  # noqa: S608
    if connection.vendor == "postgresql":
        newest.append(
            "pg_snapshot_xmin(pg_current_snapshot()) = pg_snapshot_xmax(pg_current_snapshot())"
        )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(newest)}")
        row = cursor.fetchone()
    if connection.vendor == "postgresql" and not row[-1]:
        return None
    return ".".join(str(number or 0) for number in row)


def reach_of(user):
    """Everything that decides what a person sees: readers who hold the same roles for the same
    bodies share answers, and so do all who are not signed in."""
    held = [(member.role, member.body_id or 0) for member in user.current_memberships]
    return (
        sorted(held),
        sorted(user.permissions),
        sorted(user.own_body_ids),
        sorted(user.own_body_slugs),
        sorted(user.committee_ids),
    )


def kept(version, user, *asked, make):
    """What `make()` answers, made once for each version, reach and question."""
    if version is None:
        return make()
    question = repr((connection.settings_dict["NAME"], version, reach_of(user), asked))
    key = "home." + hashlib.sha256(question.encode()).hexdigest()
    answer = cache.get(key)
    if answer is None:
        answer = make()
        cache.set(key, answer, KEPT_SECONDS)
    return answer
