"""Addresses about signing in. Of allauth's own, those that we offer and no others.

Some have two names: ours, and the one by which allauth looks for them.
"""

from allauth.account import views as allauth_account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.conf import settings
from django.urls import include, path, register_converter

from accounts.views import account, invitations, people, signing_in


class Base36:
    """Ends where the key begins, which has dashes of its own."""

    regex = "[0-9A-Za-z]+"

    def to_python(self, value):
        return value

    to_url = to_python


register_converter(Base36, "base36")

urlpatterns = [
    path("sign-in/", allauth_account.login, name="sign_in"),
    path("sign-in/", allauth_account.login, name="account_login"),
    path("sign-in/second-factor/", factor.authenticate, name="mfa_authenticate"),
    path("sign-in/start-again/", signing_in.start_again, name="start_again"),
    path("sign-out/", account.SignOut.as_view(), name="sign_out"),
    path("password-reset/", allauth_account.password_reset, name="account_reset_password"),
    path(
        "password-reset/sent/",
        allauth_account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "password-reset/done/",
        allauth_account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "password-reset/<base36:uidb36>-<str:key>/",
        signing_in.ReplacePassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("account/", account.account, name="account"),
    path("account/", account.account, name="mfa_index"),
    path("account/", account.account, name="mfa_list_webauthn"),
    path("account/password/", account.PasswordChange.as_view(), name="account_change_password"),
    path("account/confirm/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        passkey.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/second-factor/", account.second_factor_first, name="second_factor_first"),
    path("account/app/", signing_in.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("account/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/passkeys/add/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("account/sign-out-everywhere/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/session/", account.session_left, name="session_left"),
    path("account/session/stay/", account.session_stay, name="session_stay"),
    path("invitations/", invitations.invitation_list, name="invitation_list"),
    path("invitations/new/", invitations.invitation_new, name="invitation_new"),
    path("invitations/<int:pk>/resend/", invitations.invitation_resend, name="invitation_resend"),
    path(
        "invitations/<int:pk>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("invitations/open/<str:token>/", invitations.invitation_open, name="invitation_open"),
    path("invitations/accept/", invitations.invitation_accept, name="invitation_accept"),
    path(
        "invitations/accept/sign-out/",
        invitations.invitation_sign_out,
        name="invitation_sign_out",
    ),
    path(
        "people/<int:pk>/second-factor/remove/",
        people.second_factor_remove,
        name="second_factor_remove",
    ),
]

if settings.OIDC_ISSUER:
    urlpatterns.append(path("sign-in/council/", include("accounts.single_sign_on.urls")))
