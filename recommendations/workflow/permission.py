"""Who may take which step. Pages guard themselves as well; here it holds for every caller."""

from django.utils import timezone

from audit.refusal import NotAllowed


def allow(by, *permissions):
    """Refuse unless `by` has one of `permissions`. A management command acts as nobody (None)."""
    if by is not None and not any(by.has_perm(permission) for permission in permissions):
        raise NotAllowed("Your role does not include this step.")


def allow_on(by, queryset, thing):
    """Refuse unless `thing` is among the ones in `queryset`, which is scoped to `by`."""
    if by is not None and not queryset.filter(pk=thing.pk).exists():
        raise NotAllowed("This belongs to another body, so your role does not include this step.")


def is_claimant(by, *claimants):
    """Whether `by` is one of them, be it by another account in the same name."""
    names = {one.name.strip().casefold() for one in claimants if one}
    return by in claimants or by.name.strip().casefold() in names


def refuse_void(thing):
    """Nothing more is done to what was entered in error."""
    if thing.voided_on:
        raise NotAllowed(f"{thing} was entered in error, so nothing more is done to it.")


def not_in_future(day, what):
    if day and day > timezone.localdate():
        raise NotAllowed(f"{what} can’t be in the future. Give the day on which it happened.")


def need(value, words):
    """Refuse with `words` when something that the step must be told is missing."""
    if value in (None, "", [], ()):
        raise NotAllowed(words)
