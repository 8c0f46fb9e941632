"""One's own account: what secures it, and where one is signed in."""

from datetime import datetime

from allauth.account.views import PasswordChangeView
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import security_log, sessions
from accounts.second_factor import factors_of


@require_safe
@never_cache
def account(request):
    person = request.user
    before = request.session.get(sessions.PREVIOUS)
    codes = Authenticator.objects.filter(user=person, type="recovery_codes").first()
    factors = list(factors_of(person))
    words = {
        "previous_sign_in": datetime.fromisoformat(before) if before else None,
        "app": next((f for f in factors if f.type == Authenticator.Type.TOTP), None),
        "passkeys": [f for f in factors if f.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "has_codes": codes is not None,
        "required": settings.SECOND_FACTOR_REQUIRED,
    }
    return render(request, "accounts/account.html", words)


@require_safe
def second_factor_first(request):
    """Where somebody without a second factor is led, whatever they asked for."""
    if not settings.SECOND_FACTOR_REQUIRED or sessions.has_second_factor(request):
        return redirect("home")
    return render(request, "accounts/second_factor_first.html")


class PasswordChange(PasswordChangeView):
    success_url = reverse_lazy("account")

    def dispatch(self, request, *args, **kwargs):
        """Who signs in through the council has no password here to change."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        answer = super().form_valid(form)
        security_log.note("password-changed", request=self.request, user=self.request.user)
        return answer


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Also for somebody whose session has ended meanwhile: they need not sign in to sign out."""

    def post(self, request, *args, **kwargs):
        answer = super().post(request, *args, **kwargs)
        messages.success(request, "You are signed out.")
        return answer


def sign_out_everywhere(request):
    if request.method != "POST":
        return render(request, "accounts/sign_out_everywhere.html")
    person = request.user
    security_log.note("signed-out-everywhere", request=request, user=person)
    sessions.end_all(person)
    logout(request)
    messages.success(request, "You are signed out everywhere.")
    return redirect("sign_in")


@require_safe
@login_not_required
@never_cache
def session_left(request):
    """Asked by the page, so that it can warn. Being asked is no use of the register."""
    return _left(request)


@require_POST
@never_cache
def session_stay(request):
    request.session[sessions.LAST_SEEN] = 0
    sessions.seen(request.session)
    return _left(request)


def _left(request):
    left = sessions.seconds_left(request.session) if request.user.is_authenticated else 0
    return JsonResponse({"seconds": max(0, round(left))})
