"""At most ten tries in a quarter of an hour, for one account and from one address.

Nothing is locked for good: the oldest try falls out of the window and leaves room for another.
A try that succeeds is given back, so that somebody who knows the password is never slowed down.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import security_log
from accounts.client_address import address_of
from accounts.models import Tried

LIMIT = 10
WINDOW = timedelta(minutes=15)


class TooManyTries(Exception):
    """Raised before the secret is looked at; the same for people who are known and who aren't."""

    def __init__(self, until):
        super().__init__(f"Too many tries until {until}")
        self.until = until


@dataclass(frozen=True)
class Spent:
    numbers: tuple

    def give_back(self):
        Tried.objects.filter(pk__in=self.numbers).delete()


def spend(kind, request, person=None):
    """Count one try of `kind` from where `request` comes from and, if said, at `person`.

    The try is written before the others are counted: of several processes that try at once each
    sees at least those that were written before its own, so never more than `LIMIT` pass.
    """
    now = timezone.now()
    Tried.objects.filter(at__lte=now - WINDOW).delete()
    subjects = [f"address {address_of(request)}"]
    if person is not None:
        subjects.append(f"person {person}")
    keys = [_key(kind, subject) for subject in subjects]
    mine = Spent(tuple(Tried.objects.create(key=key, at=now).pk for key in keys))
    for key in keys:
        others = Tried.objects.filter(key=key, at__gt=now - WINDOW).exclude(pk__in=mine.numbers)
        times = sorted(others.values_list("at", flat=True))
        if len(times) >= LIMIT:
            mine.give_back()
            security_log.note("slowed-down", request=request, what=kind)
            raise TooManyTries(until=times[-LIMIT] + WINDOW)
    return mine


def first_use(kind, secret, within):
    """Whether `secret` was not used before, `within` this time, in any process."""
    now = timezone.now()
    key = _key(kind, secret)
    mine = Tried.objects.create(key=key, at=now)
    used = Tried.objects.filter(key=key, at__gt=now - within).exclude(pk=mine.pk)
    return not used.exists()


def _key(kind, subject):
    return salted_hmac("accounts.tries", f"{kind} {subject}", algorithm="sha256").hexdigest()
