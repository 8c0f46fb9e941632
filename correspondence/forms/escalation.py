"""What is done about something that is late, and what came of it."""

from django import forms
from django.utils import timezone

from audit.screened_form import ScreenedForm
from audit.versioned_form import VersionedForm
from bodies.forms import DayField
from recommendations.forms.update import text

RAISE, HOLD = "raise", "hold"


class LateForm(ScreenedForm, forms.Form):
    step = forms.ChoiceField(
        label="What now?",
        widget=forms.RadioSelect,
        choices=[(RAISE, "Draft a letter to them"), (HOLD, "Hold it for now")],
        error_messages={"required": "Say what to do"},
    )
    reason = text("If it is held: why?", rows=2, required=False, max_length=1000)
    until = DayField(label="If it is held: until when?", required=False)

    def clean(self):
        data = super().clean()
        if data.get("step") == HOLD:
            if not data.get("reason"):
                self.add_error("reason", "Say why it is held")
            if not data.get("until") and "until" not in self.errors:
                self.add_error("until", "Say until when it is held")
            elif data.get("until") and data["until"] <= timezone.localdate():
                self.add_error("until", "Hold it until a day that is still to come")
        return data


class OutcomeForm(VersionedForm):
    outcome = text("What came of it?", rows=3, required="Say what came of it", max_length=2000)


class AheadForm(forms.Form):
    on = DayField(
        label="On which day?",
        earliest=timezone.localdate,
        error_messages={"required": "Give the day"},
    )
