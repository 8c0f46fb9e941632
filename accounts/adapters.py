"""What django-allauth asks of us: our words, our limits, our record."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.shortcuts import redirect
from django.utils.safestring import mark_safe

from accounts import mail, sealed_text, security_log, tries, workflow
from accounts.models import User

WRONG = "The e-mail address or password is not right"
WRONG_CODE = "The code is not right, or was used before. Wait for the next one and try again"

#: What the page says after a change, by allauth's name for it.
DONE = {
    "account/messages/password_changed.txt": "Your password is changed. Every other place where "
    "you were signed in is signed out.",
    "mfa/messages/totp_activated.txt": "The authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "The authenticator app is taken off.",
    "mfa/messages/webauthn_added.txt": "The passkey is added.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
}

#: What the letter says, by allauth's name for it.
CHANGED = {
    "account/email/password_changed": "Your password was changed.",
    "account/email/password_reset": "Your password was replaced, by a link sent to this address.",
    "mfa/email/totp_activated": "An authenticator app was set up for signing in.",
    "mfa/email/totp_deactivated": "The authenticator app for signing in was taken off.",
    "mfa/email/webauthn_added": "A passkey was added for signing in.",
    "mfa/email/webauthn_removed": "A passkey for signing in was removed.",
    "socialaccount/email/account_connected": "Your council account can now be used to sign in.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made; the old ones are void.",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "enter_current_password": "Your current password is not right",
        "incorrect_password": "The password is not right",
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": "The link is not valid",
    }

    def is_open_for_signup(self, request):
        return False

    def is_ajax(self, request):
        return False

    def authenticate(self, request, **credentials):
        """Counts the try before looking, and hands it back to whoever knows the password."""
        email = credentials["email"]
        spent = tries.spend("password", request, person=email.lower())
        user = authenticate(request, **credentials)
        if user is None:
            # Nothing typed is written down: people type their password into the wrong box.
            known = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
            security_log.note("sign-in-failed", request=request, of=known or "nobody here")
        else:
            spent.give_back()
        return user

    def reauthenticate(self, user, password):
        return self.authenticate(context.request, email=user.email, password=password) == user

    def is_reauthentication_required(self, *, app, **kwargs):
        """Signing in is fresh for a while, like being asked again."""
        records = get_authentication_records(context.request, context.request.user)
        newest = max((record["at"] for record in records), default=0)
        return time.time() - newest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": "Use your password",
            "mfa_reauthenticate": "Use a code from your app, or a recovery code",
            "mfa_reauthenticate:webauthn": "Use a passkey",
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]

    def set_password(self, user, password):
        workflow.choose_password(user, password)

    def respond_user_inactive(self, request, user):
        messages.error(request, WRONG)
        return redirect("sign_in")

    def add_message(self, request, level, message_template=None, *args, message=None, **kwargs):
        words = message or DONE.get(message_template)
        if words:
            messages.add_message(request, level, words)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        what = CHANGED[template_prefix]
        mail.send_soon(mail.letter("changed", user.email, name=user.name, what=what))


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first",
    }

    def build_totp_svg(self, url):
        """As an element of the page, since its policy allows no picture inside an address."""
        picture = super().build_totp_svg(url)
        element = picture[picture.index("<svg") :]
        marked = element.replace("<svg", '<svg class="app-qr" role="img" aria-label="QR code"', 1)
        return mark_safe(marked)  # noqa: S308 (squares, drawn by qrcode)

    def encrypt(self, text):
        return sealed_text.close(text)

    def decrypt(self, encrypted_text):
        return sealed_text.read(encrypted_text)

    def generate_authenticator_name(self, user, type):
        return "Passkey"

    def _get_site_name(self):
        return settings.SERVICE_NAME
