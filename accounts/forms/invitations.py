"""Whom an administrator invites, and what the invited person is asked."""

from django import forms
from django.utils import timezone

from accounts.forms.secrets import PASSWORD_HINT, NewPassword, password_field
from accounts.models import User
from accounts.roles import ROLES_OF_A_BODY, Role
from audit.screened_form import ScreenedForm
from bodies.forms import DayField
from bodies.models import Body


def text(label, hint="", missing="", **options):
    return forms.CharField(
        label=label,
        max_length=120,
        help_text=hint,
        required=bool(missing),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": missing},
        **options,
    )


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        help_text="At work. The link goes there, and it is what they sign in with.",
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address such as name@example.org",
        },
    )
    name = text("Name", missing="Enter a name")
    post = text("Post (optional)", "Their job title: posts outlive people.")
    role = forms.ChoiceField(
        label="Role",
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role"},
    )
    body = forms.ModelChoiceField(
        label="Body",
        queryset=Body.objects.by_name_first(),
        required=False,
        empty_label="None: the whole register",
        help_text="Members, body officers and body approvers hold their role for one body.",
    )
    starts_on = DayField(
        label="First day",
        initial=timezone.localdate,
        help_text="Before that day they can sign in and see nothing.",
        error_messages={"required": "Enter the first day"},
    )
    ends_on = DayField(
        label="Last day (optional)", required=False, help_text="The last day counts."
    )

    def clean(self):
        given = super().clean()
        held_for_a_body = given.get("role") in ROLES_OF_A_BODY
        if held_for_a_body and not given.get("body"):
            self.add_error("body", "This role is held for a body: choose which one")
        if given.get("role") and not held_for_a_body and given.get("body"):
            self.add_error("body", "This role is held for the whole register: choose none")
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day is before the first day")
        return given


class AcceptForm(NewPassword):
    password1 = password_field("Password", "new-password", "Choose a password", PASSWORD_HINT)
    password2 = password_field("Password again", "new-password", "Enter the password again")

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner = User(email=invitation.email, name=invitation.name)


class ReasonForm(ScreenedForm, forms.Form):
    reason = forms.CharField(
        label="Why",
        max_length=500,
        help_text="How you made sure that it is really them. Kept in the history.",
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Say why"},
    )
