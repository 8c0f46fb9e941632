"""Answers that are kept until the register, the reader's reach or the day changes.

The version of the register is the newest entry of the sealed record about it. Every write adds one,
and writers take turns (`audit.turn`), so a later entry is never committed before an earlier one.
"""

import hashlib
from functools import reduce
from operator import or_

from django.core.cache import cache
from django.db import connection
from django.db.models import Q

from audit.models import Entry

#: The layers whose facts the first page shows. Accounts are left out: signing in changes no figure.
LAYERS = ("bodies", "motions", "reviews", "recommendations", "correspondence")
_OF_THE_REGISTER = reduce(or_, (Q(model__startswith=f"{layer}.") for layer in LAYERS))

KEPT_SECONDS = 12 * 60 * 60


def register_version():
    """The version as text, or None inside a transaction, which sees what nobody else does."""
    if connection.in_atomic_block:
        return None
    entries = Entry.objects.filter(_OF_THE_REGISTER).order_by("-sequence")
    newest = entries.values_list("sequence", "hash").first()
    return ".".join(map(str, newest)) if newest else "0"


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
