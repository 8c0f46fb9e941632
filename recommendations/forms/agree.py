"""Whether a contributing body agrees that an action is done."""

from django import forms

from audit.versioned_form import VersionedForm
from recommendations.forms.update import text
from recommendations.lifecycle.action import Agreement


class AgreeForm(VersionedForm):
    agrees = forms.ChoiceField(
        label="Is it done?",
        widget=forms.RadioSelect,
        choices=[
            (Agreement.AGREES.value, "Yes, as far as we are concerned"),
            (Agreement.DISAGREES.value, "No: something is not done"),
        ],
        error_messages={"required": "Say whether it is done"},
    )
    words = text("What is not done?", rows=3, required=False, max_length=1000)

    def clean(self):
        data = self.cleaned_data
        if data.get("agrees") == Agreement.DISAGREES and not data.get("words"):
            self.add_error("words", "Say what is not done")
        super().clean()
