"""Passwords and codes: what may be typed, pasted and filled in by a password manager."""

from datetime import timedelta

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.tokens import default_token_generator

from accounts import mail, tries
from accounts.adapters import WRONG_CODE
from accounts.models import User

#: Longer than a code of an authenticator app is valid.
CODE_WITHIN = timedelta(minutes=2)

PASSWORD_HINT = "At least 12 characters. Three random words are easy to remember and hard to guess."  # noqa: S105 (words)


def email_field():
    return forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address such as name@example.org",
        },
    )


def password_field(label, autocomplete, missing, hint=""):
    return forms.CharField(
        label=label,
        strip=False,
        help_text=hint,
        widget=forms.PasswordInput({"autocomplete": autocomplete}),
        error_messages={"required": missing},
    )


class CodeField(forms.CharField):
    """Apps show their codes with a gap in the middle, and people type what they see."""

    def to_python(self, value):
        return "".join(super().to_python(value).split())


def code_field(label, hint=""):
    return CodeField(
        label=label,
        max_length=20,
        help_text=hint,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false",
             "class": "govuk-input--width-10"}
        ),
        error_messages={"required": "Enter the code"},
    )  # fmt: skip


class NewPassword(forms.Form):
    """A password, typed twice unless a manager fills it in."""

    password1 = password_field("New password", "new-password", "Choose a password", PASSWORD_HINT)
    password2 = password_field("New password again", "new-password", "Enter the password again")

    #: Whose it will be: it may not be like their name or address.
    owner = None

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.owner)
        return password

    def clean(self):
        super().clean()
        first, second = (self.cleaned_data.get(name) for name in ("password1", "password2"))
        if first and second and first != second:
            self.add_error("password2", "The two passwords are not the same")
        return self.cleaned_data


class SignIn(account.LoginForm):
    """Says the same whether the address or the password is wrong, or the person may no longer
    sign in: nobody learns from it who has an account."""

    password = password_field("Password", "current-password", "Enter your password")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.order_fields(["login", "password"])


class ChangePassword(NewPassword):
    oldpassword = password_field("Current password", "current-password", "Enter your password")
    field_order = ["oldpassword", "password1", "password2"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = self.owner = user

    def clean_oldpassword(self):
        from allauth.account.adapter import get_adapter

        adapter = get_adapter(context.request)
        password = self.cleaned_data["oldpassword"]
        if not adapter.reauthenticate(self.user, password):
            raise adapter.validation_error("enter_current_password")
        return password

    def save(self):
        from allauth.account.adapter import get_adapter

        get_adapter(context.request).set_password(self.user, self.cleaned_data["password1"])


class ForgottenPassword(forms.Form):
    """Does the same work for an address that nobody has, and sends nothing."""

    email = email_field()

    def save(self, request):
        email = self.cleaned_data["email"]
        tries.spend("password-reset", request, person=email.lower())
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        known = person is not None and person.has_usable_password()
        letter = self._letter(request, person if known else User(pk=0, email=email))
        if known:
            mail.send_soon(letter)
        return email

    def _letter(self, request, person):
        from allauth.account.adapter import get_adapter
        from allauth.account.utils import user_pk_to_url_str

        key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
        address = get_adapter(request).get_reset_password_from_key_url(key)
        return mail.letter("password_reset", person.email, name=person.name, link=address)


class ReplacePassword(NewPassword):
    """Reached by the link in a letter."""

    def __init__(self, *args, user=None, temp_key=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = self.owner = user

    def clean(self):
        tries.spend("password-replace", context.request)
        return super().clean()

    def save(self):
        from allauth.account.adapter import get_adapter

        get_adapter(context.request).set_password(self.user, self.cleaned_data["password1"])


class ConfirmPassword(account.ReauthenticateForm):
    password = password_field("Password", "current-password", "Enter your password")


class Code(forms.Form):
    """A code from the app or a recovery code. Ten tries, and each code once, whichever process
    is asked."""

    code = code_field("Code", "The six figures in your app, or one of your recovery codes.")

    def clean_code(self):
        spent = tries.spend("code", context.request, person=self.user.pk)
        code = super().clean_code()
        by_app = self.authenticator.type == Authenticator.Type.TOTP
        if by_app and not tries.first_use("code", f"{self.user.pk} {code}", CODE_WITHIN):
            raise forms.ValidationError(WRONG_CODE)
        spent.give_back()
        return code


class SecondFactor(Code, factor.AuthenticateForm):
    pass


class ConfirmSecondFactor(Code, factor.ReauthenticateForm):
    pass


class SetUpApp(totp.ActivateTOTPForm):
    code = code_field("Code", "The six figures that the app shows now.")

    def clean_code(self):
        spent = tries.spend("code", context.request, person=self.user.pk)
        code = super().clean_code()
        spent.give_back()
        return code


class AddPasskey(webauthn.AddWebAuthnForm):
    name = forms.CharField(
        label="Name of the passkey",
        max_length=60,
        required=False,
        help_text="So that you know it again, such as “Work laptop”.",
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )


class RenamePasskey(webauthn.EditWebAuthnForm):
    name = forms.CharField(
        label="Name of the passkey",
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"required": "Enter a name"},
    )
