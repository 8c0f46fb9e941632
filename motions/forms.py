from django import forms

from motions.lifecycle import NEXT, Answer


class ClassifyForm(forms.Form):
    answer = forms.ChoiceField(label="How was this point answered?", widget=forms.RadioSelect)
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
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, point, **kwargs):
        self.point = point
        initial = {
            "note": point.answer_note, "source": point.answer_source, "version": point.version,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["answer"].choices = [
            (answer.value, answer.label) for answer in Answer if answer in NEXT[point.answer_word]
        ]

    def clean(self):
        """Whoever saves second sees what the first one said, and may save again."""
        if self.cleaned_data.get("version") != self.point.version:
            self.data = self.data.copy()
            self.data["version"] = self.point.version
            raise forms.ValidationError(
                f"{self.point.classified_by_label or 'Somebody'} changed this while you were "
                f"typing: it is now “{self.point.answer_word.label}”. What you typed is still "
                "here. Save again if yours is to stand."
            )
        return self.cleaned_data
