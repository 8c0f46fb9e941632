"""How long somebody stays signed in, and what a session remembers about how they did."""

import time

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection
from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone

from accounts import kept_forms, security_log
from accounts.models import User

#: A visit is written down at most this often, in seconds: not every page is worth a write.
WRITTEN_EVERY = 60

SIGNED_IN = "signed_in_at"
LAST_SEEN = "last_seen_at"
PREVIOUS = "signed_in_before"
FACTOR = "second_factor_of"
TIMED_OUT = "timed_out_person"


def seconds_left(session):
    """How long `session` lasts if nothing more is done in it; 0 or less when it is over."""
    now = time.time()
    idle = session.get(LAST_SEEN, 0) + settings.SESSION_IDLE_SECONDS - now
    whole = session.get(SIGNED_IN, 0) + settings.SESSION_LONGEST_SECONDS - now
    return min(idle, whole)


def seen(session):
    if time.time() - session.get(LAST_SEEN, 0) <= WRITTEN_EVERY:
        return
    is_all = not session.modified
    session[LAST_SEEN] = time.time()
    if is_all and connection.vendor == "sqlite":
        _save_unless_busy(session)


def _save_unless_busy(session):
    """While somebody writes, all of an SQLite database is closed to others who would. No page waits
    for that, for a long import perhaps, only to note that it was looked at: the next one will."""
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            session.save()
        except UpdateError as error:
            # The row may be gone instead: that is found when the page is done.
            session.modified = not isinstance(error.__context__, OperationalError)
        else:
            session.modified = False
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience:d}")


def has_second_factor(request):
    """Whether this session was opened, or strengthened, with a second factor of its person."""
    return request.session.get(FACTOR) == request.user.pk


def give_second_factor(request, user):
    request.session[FACTOR] = user.pk


def take_second_factor(request):
    request.session.pop(FACTOR, None)


def end_others(request):
    """End every session of this person but the one that asks."""
    end_all(request.user)
    request.user.refresh_from_db(fields=["sign_outs"])
    update_session_auth_hash(request, request.user)


def end_all(user):
    # No history is kept of this column: it says nothing about the person.
    User.objects.filter(pk=user.pk).update(sign_outs=F("sign_outs") + 1)


@receiver(user_logged_in, dispatch_uid="accounts.sessions.begin")
def begin(sender, request, user, **kwargs):
    """Times are written, by an UPDATE of one untracked column rather than a row in the history."""
    session = request.session
    session[SIGNED_IN] = session[LAST_SEEN] = time.time()
    session[PREVIOUS] = user.last_login.isoformat() if user.last_login else ""
    session.pop(TIMED_OUT, None)
    user.last_login = timezone.now()
    User.objects.filter(pk=user.pk).update(last_login=user.last_login)
    kept_forms.offer(request, user)
    security_log.note("signed-in", request=request, user=user)


@receiver(user_logged_out, dispatch_uid="accounts.sessions.end")
def end(sender, request, user, **kwargs):
    if user is not None and not getattr(request, "session_timed_out", False):
        security_log.note("signed-out", request=request, user=user)
