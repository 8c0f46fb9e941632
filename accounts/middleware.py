"""What stands between a session and the register: time, a second factor, too many tries."""

from contextlib import contextmanager

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts import kept_forms, security_log, sessions
from accounts.tries import TooManyTries

#: Asked for by pages themselves, not by a person: they neither prolong a session nor end it.
NO_VISIT = {"brand", "health", "session_left"}

#: All that somebody may reach who has no second factor yet.
BEFORE_SECOND_FACTOR = {
    "account",
    "account_change_password",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "second_factor_first",
    "session_stay",
    "sign_out",
    "sign_out_everywhere",
}

KEPT = (
    "You were signed out because you had not used the register for a while. Sign in to go on: "
    "what you typed is kept for an hour and will be filled in. It is not saved yet."
)
NOT_KEPT = (
    "You were signed out because you had not used the register for a while, and what you sent was "
    "not saved."
)
ENDED = (
    "You were signed out: that happens after 30 minutes without use, and after 12 hours in any "
    "case."
)
FILLED_IN = (
    "What you typed before you were signed out is filled in below. It is not saved yet: look "
    "through it and send it again. Files have to be chosen again."
)


class SessionLimits:
    """Ends a session that was idle for too long, or is too old, without losing what was typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.url_name in NO_VISIT:
            return None
        if request.user.is_authenticated:
            if sessions.seconds_left(request.session) > 0:
                sessions.seen(request.session)
                return None
            self._end(request)
        person = request.session.get(sessions.TIMED_OUT)
        if person is None or not getattr(view, "login_required", True):
            return None
        return self._ask_again(request, person)

    def _end(self, request):
        person = request.user
        security_log.note("session-timed-out", request=request, user=person)
        request.session_timed_out = True
        logout(request)
        # The browser may still show other forms of theirs.
        request.session[sessions.TIMED_OUT] = person.pk

    def _ask_again(self, request, person):
        """The token of the form was checked before this: nobody else's page sent it."""
        if request.method == "POST":
            kept = kept_forms.keep(person, request.path, request.POST)
            messages.warning(request, KEPT if kept else NOT_KEPT)
        elif getattr(request, "session_timed_out", False):
            messages.warning(request, ENDED)
        return redirect_to_login(request.get_full_path())


class KeptForms:
    """Fills a form in with what was typed before the session ended."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with self._nothing_shown_after():
            return self.get_response(request)

    @contextmanager
    def _nothing_shown_after(self):
        token = kept_forms.show(None)
        try:
            yield
        finally:
            kept_forms.hide(token)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.url_name in NO_VISIT:
            return
        waiting = request.session.get(kept_forms.WAITING)
        if not waiting or request.path not in waiting or not request.user.is_authenticated:
            return
        if request.method == "POST":
            kept_forms.forget(request)
        elif fields := kept_forms.fields_for(request):
            kept_forms.show(fields)
            messages.warning(request, FILLED_IN)


class SecondFactorFirst:
    """Leads whoever signed in with a password alone to set up a second factor, and nowhere else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated or sessions.has_second_factor(request):
            return None
        if request.resolver_match.view_name in BEFORE_SECOND_FACTOR:
            # No menu of pages that all lead back here.
            request.before_second_factor = True
            return None
        return redirect("second_factor_first")


class SlowDown:
    """Says when to try again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, TooManyTries):
            return None
        until = exception.until
        page = render(request, "accounts/too_many_tries.html", {"until": until}, status=429)
        wait = (until - timezone.now()).total_seconds()
        page["Retry-After"] = str(max(1, round(wait + 0.5)))
        return page
