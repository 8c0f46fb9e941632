"""A body's formal answer to a recommendation."""

from django import forms
from django.utils import timezone

from audit.versioned_form import VersionedForm
from bodies.forms import DayField
from recommendations.forms.update import text
from recommendations.lifecycle.referral import Response


class ResponseForm(VersionedForm):
    response = forms.ChoiceField(
        label="What is the answer?",
        widget=forms.RadioSelect,
        choices=Response.choices,
        error_messages={"required": "Say whether it is accepted"},
    )
    words = text(
        "The response",
        rows=6,
        max_length=6000,
        help_text="As it was given. If it is rejected, with the reasons.",
        error_messages={"required": "Give the words of the response"},
    )
    not_accepted = text(
        "What is not accepted, and why?",
        required=False,
        max_length=4000,
        help_text="Needed when it is accepted in part.",
    )
    decision_maker = forms.CharField(
        label="Who decided? (post)",
        max_length=200,
        error_messages={"required": "Say who made the decision, by post"},
    )
    answered_on = DayField(
        label="Day of the answer",
        latest=timezone.localdate,
        error_messages={"required": "Give the day of the answer"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answered_on"].initial = timezone.localdate()

    def clean(self):
        data = self.cleaned_data
        if data.get("response") == Response.PARTLY and not data.get("not_accepted", "").strip():
            self.add_error("not_accepted", "Say what is not accepted, and why")
        super().clean()

    @property
    def answer(self):
        """What `workflow.referral.answer` is told."""
        names = ("response", "words", "not_accepted", "decision_maker", "answered_on")
        return {name: self.cleaned_data[name] for name in names}


class WithdrawForm(VersionedForm):
    reason = text(
        "Why need it not answer?",
        max_length=2000,
        error_messages={"required": "Say why the request is withdrawn"},
    )


class ReceivedForm(VersionedForm):
    received_on = DayField(
        label="On which day was it received?",
        latest=timezone.localdate,
        error_messages={"required": "Give the day on which it was received"},
    )
