"""What governance may decide about an action, by where it is."""

from django import forms

from recommendations.forms.update import text
from recommendations.forms.version import VersionedForm
from recommendations.lifecycle.action import OPEN, Status


class CheckForm(VersionedForm):
    """Of a claim of completion: is it so?"""

    decision = forms.ChoiceField(
        label="Is it done?",
        widget=forms.RadioSelect,
        choices=[
            ("verify", "Yes: we have seen that it is done"),
            ("return", "No: send it back and say what is missing"),
        ],
        error_messages={"required": "Say whether it is done"},
    )
    note = text(
        "What you saw, or what is missing",
        required=False,
        max_length=1000,
        help_text="Needed when you send it back.",
    )

    def clean(self):
        data = self.cleaned_data
        if data.get("decision") == "return" and not data.get("note", "").strip():
            self.add_error("note", "Say what is missing, so that the body can supply it")
        super().clean()


class ReopenForm(VersionedForm):
    reason = text(
        "Why is it opened again?",
        max_length=1000,
        error_messages={"required": "Say why it is opened again"},
    )


class CancelForm(VersionedForm):
    reason = text(
        "Why will it not be done?",
        max_length=1000,
        error_messages={"required": "Say why it is cancelled"},
    )
    approved_by_whom = forms.CharField(
        label="Who approved that? (post or meeting)",
        max_length=200,
        error_messages={"required": "Say who approved that it is cancelled"},
    )


def form_for(action):
    """The form that fits the action's status, or None when nothing can be decided."""
    if action.status in OPEN:
        return CancelForm
    return {Status.REPORTED_COMPLETE: CheckForm, Status.VERIFIED: ReopenForm}.get(action.status)
