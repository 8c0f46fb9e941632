from django import forms

from audit.versioned_form import VersionedForm
from motions.lifecycle import Answer


class ClassifyForm(VersionedForm):
    answer = forms.ChoiceField(
        label="How was this point answered?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it was answered"},
    )
    note = forms.CharField(
        label="What the answer says, in our words (optional)",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    source = forms.CharField(
        label="Where the answer is",
        help_text="The document and the page, such as “Review report, page 21”.",
        max_length=300,
        error_messages={"required": "Give the document and the page"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        point = self.thing
        self.fields["answer"].initial = point.answer
        self.fields["note"].initial = point.answer_note
        self.fields["source"].initial = point.answer_source
        self.fields["answer"].choices = [
            (answer.value, answer.label) for answer in Answer if answer != Answer.NOT_ANSWERED
        ]
