"""What is asked of the lines of a file, at first and again once it was read."""

from django import forms

from audit.screened_form import ScreenedForm
from imports.models import Kind


class LinesForm(ScreenedForm, forms.Form):
    kind = forms.ChoiceField(
        label="What is each line?",
        choices=[("", "Find out from the columns"), *Kind.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    source = forms.CharField(
        label="Review that all lines belong to (optional)",
        help_text="Its reference or title. Its reference is then put before each line’s own: "
        "R4.3 becomes the action R4.3 of that review. Leave empty when the references are whole.",
        max_length=200,
        required=False,
    )
