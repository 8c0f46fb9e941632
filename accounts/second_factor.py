"""A code from an app, a passkey, or a recovery code: what is asked beside the password."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.dispatch import receiver

from accounts import security_log, sessions

#: Recovery codes stand in for one of these, and are no factor of their own.
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factors_of(user):
    return Authenticator.objects.filter(user=user, type__in=KINDS)


@receiver(authenticator_added, dispatch_uid="accounts.second_factor.added")
def added(sender, request, user, authenticator, **kwargs):
    """Sessions opened with the password alone end here: they could take the factor off again."""
    security_log.note("factor-added", request=request, user=user, kind=authenticator.type)
    if authenticator.type in KINDS:
        sessions.give_second_factor(request, user)
        sessions.end_others(request)


@receiver(authenticator_removed, dispatch_uid="accounts.second_factor.removed")
def removed(sender, request, user, authenticator, **kwargs):
    security_log.note("factor-removed", request=request, user=user, kind=authenticator.type)
    if not factors_of(user).exists():
        sessions.take_second_factor(request)


@receiver(authenticator_reset, dispatch_uid="accounts.second_factor.reset")
def codes_made_anew(sender, request, user, **kwargs):
    security_log.note("recovery-codes-made-anew", request=request, user=user)


@receiver(authenticator_used, dispatch_uid="accounts.second_factor.used")
def used(sender, request, user, authenticator, **kwargs):
    security_log.note("factor-used", request=request, user=user, kind=authenticator.type)
    sessions.give_second_factor(request, user)


@receiver(authentication_failed, dispatch_uid="accounts.second_factor.failed")
def failed(sender, request, user, **kwargs):
    security_log.note("factor-failed", request=request, user=user)
