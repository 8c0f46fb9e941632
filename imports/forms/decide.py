"""Saving an import, and taking one back."""

from django import forms

from audit.screened_form import ReasonToKeep, ScreenedForm


class KeepForm(forms.Form):
    """Why cells that seem to hold personal data are saved as they are."""

    keep_because = ReasonToKeep()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keep_because"].reveal()

    def clean_keep_because(self):
        return self.fields["keep_because"].reason(self.cleaned_data["keep_because"])


class UndoForm(ScreenedForm, forms.Form):
    reason = forms.CharField(
        label="Why is it undone?",
        help_text="It stays in the record of everything that is put back.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is undone"},
    )
