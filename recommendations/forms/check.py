"""What governance may decide about an action, by where it is.

`take(by)` decides what was typed, and answers with what is now so.
"""

from django import forms

from audit.versioned_form import VersionedForm
from recommendations.forms.update import text
from recommendations.lifecycle.action import OPEN, Status
from recommendations.workflow import action as workflow


class DecisionForm(VersionedForm):
    """`step` says which form was filled in: another may fit the action by the time it is posted."""

    step = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].initial = self.slug


class CheckForm(DecisionForm):
    """Of a claim of completion: is it so?"""

    slug, heading = "check", "Check a claim"
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

    def take(self, by):
        note = self.cleaned_data["note"]
        if self.cleaned_data["decision"] == "verify":
            workflow.verify(self.thing, reason=note, by=by)
            return f"{self.thing.ref} is verified."
        workflow.return_claim(self.thing, missing=note, by=by)
        return f"{self.thing.ref} is sent back."


class ReopenForm(DecisionForm):
    slug, heading = "reopen", "Open an action again"
    reason = text(
        "Why is it opened again?",
        max_length=1000,
        error_messages={"required": "Say why it is opened again"},
    )

    def take(self, by):
        workflow.reopen(self.thing, reason=self.cleaned_data["reason"], by=by)
        return f"{self.thing.ref} is open again."


class CancelForm(DecisionForm):
    slug, heading = "cancel", "Cancel an action"
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

    def take(self, by):
        data = self.cleaned_data
        workflow.cancel(
            self.thing, reason=data["reason"], approved_by_whom=data["approved_by_whom"], by=by
        )
        return f"{self.thing.ref} is cancelled."


FORMS = {form.slug: form for form in (CheckForm, ReopenForm, CancelForm)}


def form_for(action, step=None):
    """The form that was filled in as `step`; otherwise the one that fits the action's status, or
    None when nothing can be decided."""
    if step in FORMS:
        return FORMS[step]
    if action.status in OPEN:
        return CancelForm
    return {Status.REPORTED_COMPLETE: CheckForm, Status.VERIFIED: ReopenForm}.get(action.status)
