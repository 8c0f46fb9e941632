"""A thing that is being changed: found among those that the person may change, and held still
until the answer is written."""

from functools import wraps

from django.shortcuts import get_object_or_404

from audit.turn import in_turn


def in_one_transaction(view):
    """Posting is all or nothing, and in turn. Reading takes no part in it: on SQLite a transaction
    would make readers wait for writers."""

    def posting(*args, **kwargs):
        with in_turn():
            return view(*args, **kwargs)

    @wraps(view)
    def chosen(request, *args, **kwargs):
        return (posting if request.method == "POST" else view)(request, *args, **kwargs)

    return chosen


def to_change(request, queryset, **of):
    """One thing of `queryset` or 404; locked when posting, so that its version stays what the form
    compares with."""
    if request.method == "POST":
        queryset = queryset.select_for_update(of=("self",))
    thing = get_object_or_404(queryset, **of)
    thing.reader = request.user
    return thing
