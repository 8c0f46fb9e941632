"""Signing in, step by step."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import PasswordResetFromKeyView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import security_log


@require_POST
@login_not_required
def start_again(request):
    """Give up at the second factor."""
    clear_login(request)
    return redirect("sign_in")


@method_decorator(login_not_required, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class ReplacePassword(PasswordResetFromKeyView):
    def form_valid(self, form):
        answer = super().form_valid(form)
        security_log.note("password-replaced", request=self.request, user=self.reset_user)
        return answer


@method_decorator(never_cache, name="dispatch")
class SetUpApp(ActivateTOTPView):
    """A secret that is shown must not be kept by the browser."""
