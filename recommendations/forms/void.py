"""Entered in error: one person asks, a second agrees or refuses, the first may take it back.

`take(by)` does what was typed, and answers with what is now so.
"""

from django import forms

from audit.versioned_form import VersionedForm
from recommendations.classified import counted, name_of
from recommendations.forms.update import text
from recommendations.workflow import classification as workflow


class VoidForm(VersionedForm):
    """`step` says which form was filled in: another may fit by the time it is posted."""

    button = "Save"
    step = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].initial = self.slug

    @property
    def agrees(self):
        """Whether pressing would take things out of the register."""
        return False


class AskForm(VoidForm):
    slug, heading, button = "ask", "Entered in error?", "Ask a colleague to agree"
    reason = text(
        "What was entered in error?",
        max_length=1000,
        help_text="Say where the right entry is, if there is one. This stays in the history.",
        error_messages={"required": "Say what was entered in error"},
    )

    def take(self, by):
        workflow.ask_to_void(self.thing, reason=self.cleaned_data["reason"], by=by)
        return "Asked. It stays as it is until a second person in governance agrees."


class TakeBackForm(VoidForm):
    slug, heading, button = "take-back", "You said it was entered in error", "Take it back"
    reason = text(
        "Why do you take it back?",
        max_length=1000,
        error_messages={"required": "Say why it stays"},
    )

    def take(self, by):
        workflow.refuse_to_void(self.thing, reason=self.cleaned_data["reason"], by=by)
        return f"Taken back. {name_of(self.thing)} stays."


class SettleForm(VoidForm):
    """`confirmed` is how many things the reader has agreed to take out."""

    slug, heading, button = "settle", "Entered in error?", "Go on"
    decision = forms.ChoiceField(
        label="Was it entered in error?",
        widget=forms.RadioSelect,
        choices=[
            ("agree", "Yes: it counts no more, and is shown in the history only"),
            ("refuse", "No: it stays"),
        ],
        error_messages={"required": "Say whether it was entered in error"},
    )
    note = text(
        "Why does it stay?", rows=2, required=False, max_length=1000,
        help_text="Needed when it stays.",
    )  # fmt: skip
    confirmed = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self):
        data = self.cleaned_data
        if data.get("decision") == "refuse" and not data.get("note", "").strip():
            self.add_error("note", "Say why it stays")
        super().clean()

    @property
    def agrees(self):
        return self.cleaned_data["decision"] == "agree"

    def take(self, by):
        if not self.agrees:
            workflow.refuse_to_void(self.thing, reason=self.cleaned_data["note"], by=by)
            return f"{name_of(self.thing)} stays."
        gone = workflow.agree_to_void(self.thing, by=by)
        return f"Marked as entered in error: {counted(gone)}."


FORMS = {form.slug: form for form in (AskForm, TakeBackForm, SettleForm)}


def form_for(item, user, step=None):
    """The form that was filled in as `step`; otherwise the one that fits."""
    if step in FORMS:
        return FORMS[step]
    if not item.void_asked_on:
        return AskForm
    return TakeBackForm if item.void_asked_by_id == user.pk else SettleForm
