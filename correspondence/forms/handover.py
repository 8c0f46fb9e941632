"""Who takes over what, and from when."""

from django import forms
from django.utils import timezone

from audit.screened_form import ScreenedForm
from audit.versioned_form import VersionedForm
from bodies.forms import DayField
from bodies.models import Body
from recommendations.forms.update import text

_REASON = "Say why it is handed over"


def _body(label):
    return forms.ModelChoiceField(
        label=label,
        queryset=Body.objects.by_name_first(),
        empty_label="Choose a body",
        error_messages={"required": "Name the body that takes over"},
    )


def _day():
    return DayField(
        label="From which day?",
        latest=timezone.localdate,
        initial=timezone.localdate,
        error_messages={"required": "Give the day on which it takes over"},
    )


class FromForm(forms.Form):
    """Whose work it is, in the address."""

    body = forms.ModelChoiceField(
        label="Whose work?",
        queryset=Body.objects.by_name_first(),
        to_field_name="slug",
        empty_label="Choose a body",
    )
    post = forms.CharField(label="Lead officer (post, optional)", required=False, max_length=120)


class TransferForm(ScreenedForm, forms.Form):
    to = _body("Which body takes over?")
    post = forms.CharField(
        label="Lead officer there (post, optional)",
        required=False,
        max_length=120,
        help_text="Left empty, the post stays as it is.",
    )
    on = _day()
    reason = text("Why?", rows=2, required=_REASON, max_length=500)


class ReplaceForm(VersionedForm):
    successor = _body("Which body takes its place?")
    on = _day()
    reason = text("Why?", rows=2, required=_REASON, max_length=500)

    def __init__(self, data=None, *, thing):
        super().__init__(data, thing=thing)
        self.fields["successor"].queryset = Body.objects.exclude(pk=thing.pk).by_name_first()
        self.fields["successor"].initial = thing.successor_id
        if thing.ended_on:
            self.fields["on"].initial = thing.ended_on + timezone.timedelta(days=1)
        self.fields["on"].help_text = "Its first day. The other one ends the day before."
