from hmac import compare_digest

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect

from accounts import security_log, sessions
from accounts.models import User

NOT_KNOWN = (
    "Your council account is not known here. Ask the person who looks after the register for an "
    "invitation."
)
NOT_DONE = "Signing in with your council account did not work. Try again."


class InvitedPeopleOnly(DefaultSocialAccountAdapter):
    """Signs in people who are here already, and adds nobody.

    The first time, a person is found by the address that the provider says it has verified; from
    then on by the provider's own number for them, which nobody else can be given.
    """

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        claims = sociallogin.account.extra_data["id_token"]
        sent = (sociallogin.state.get("data") or {}).get("nonce", "")
        if not sent or not compare_digest(sent, str(claims.get("nonce", ""))):
            raise self._refused(request, NOT_DONE, "nonce")
        person = sociallogin.user if sociallogin.is_existing else _invited(claims)
        if person is None or not person.is_active:
            raise self._refused(request, NOT_KNOWN, "not known", str(claims.get("email", "")))
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)
        # The provider decides what it asks for beside the password.
        sessions.give_second_factor(request, person)

    def on_authentication_error(self, request, provider, error=None, exception=None, **kwargs):
        raise self._refused(request, NOT_DONE, type(exception).__name__ if exception else error)

    def _refused(self, request, words, why, tried=""):
        security_log.note("council-sign-in-failed", request=request, why=why, tried=tried)
        messages.error(request, words)
        return ImmediateHttpResponse(redirect("sign_in"))


def _invited(claims):
    """By the address that the provider vouches for. Entra ID says so in `xms_edov`."""
    vouched = {claims.get("email_verified"), claims.get("xms_edov")} & {True, "true", "1"}
    email = claims.get("email")
    return User.objects.filter(email__iexact=email).first() if vouched and email else None
