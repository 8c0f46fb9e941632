"""Another date for an action: asking for it, and settling what was asked."""

from django import forms
from django.utils import timezone

from audit.versioned_form import VersionedForm
from bodies.forms import DayField
from recommendations.forms.update import text
from recommendations.lifecycle.date_change import Because


class DateChangeForm(VersionedForm):
    new_due_on = DayField(
        label="New date",
        earliest=timezone.localdate,
        error_messages={"required": "Give the new date"},
    )
    because = forms.ChoiceField(
        label="What kind of reason is it?",
        widget=forms.RadioSelect,
        required=False,
        choices=Because.choices,
        initial=Because.OTHER,
    )
    reason = text(
        "Why does the date have to move?",
        max_length=1000,
        help_text="It stays on record beside the old date.",
        error_messages={"required": "Say why the date has to move"},
    )


class SettleForm(VersionedForm):
    decision = forms.ChoiceField(
        label="Does the date move?",
        widget=forms.RadioSelect,
        choices=[("agree", "Agree: the date moves"), ("refuse", "Refuse: the date stays")],
        error_messages={"required": "Say whether you agree or refuse"},
    )
    note = text(
        "Note",
        rows=2,
        required=False,
        max_length=1000,
        help_text="Say why if you refuse.",
    )

    def clean(self):
        data = self.cleaned_data
        if data.get("decision") == "refuse" and not data.get("note", "").strip():
            self.add_error("note", "Say why the date can’t move")
        super().clean()
