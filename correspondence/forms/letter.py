"""A letter before it is sent, and how it went."""

from django import forms
from django.utils import timezone

from audit.screened_form import ScreenedForm
from audit.versioned_form import VersionedForm
from bodies.forms import DayField
from correspondence.models import Letter
from recommendations.forms.update import text


class LetterForm(VersionedForm):
    to_post = forms.CharField(label="To (post) (optional)", max_length=200, required=False)
    address = forms.EmailField(
        label="E-mail address (optional)",
        required=False,
        help_text="Needed to send it by e-mail from here.",
        error_messages={"invalid": "Give an e-mail address such as chief.officer@example.org"},
    )
    subject = forms.CharField(
        label="Subject", max_length=200, error_messages={"required": "Give the subject"}
    )
    words = text(
        "Words of the e-mail",
        rows=18,
        required="Give the words of the e-mail",
        max_length=20_000,
        help_text="Of what is not public, no more than the reference.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("to_post", "address", "subject", "words"):
            self.fields[name].initial = getattr(self.thing, name)


class SendForm(VersionedForm):
    way = forms.ChoiceField(
        label="How does it go?",
        widget=forms.RadioSelect,
        choices=Letter.Way.choices,
        error_messages={"required": "Say how it goes"},
    )
    sent_on = DayField(
        label="On which day?",
        required=False,
        latest=timezone.localdate,
        help_text="Today, unless it went earlier by post.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].initial = timezone.localdate()
        if not self.thing.address:
            self.fields["way"].choices = [(Letter.Way.OTHER.value, Letter.Way.OTHER.label)]
            self.fields["way"].help_text = "Give an e-mail address first to send it from here."
        else:
            self.fields["way"].initial = Letter.Way.EMAIL

    def clean(self):
        data = self.cleaned_data
        if data.get("way") == Letter.Way.EMAIL and data.get("sent_on") != timezone.localdate():
            self.add_error("sent_on", "An e-mail goes today. For an earlier day choose another way")
        super().clean()


class DiscardForm(VersionedForm):
    reason = text("Why is it not sent?", rows=2, required="Say why it is not sent", max_length=500)


class TemplateForm(ScreenedForm, forms.Form):
    file = forms.FileField(
        label="Another template",
        help_text="A Word document (.docx), 2 MB at most.",
        error_messages={"required": "Choose a Word document", "empty": "The file is empty"},
    )

    MOST_BYTES = 2 * 1024 * 1024

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > self.MOST_BYTES:
            raise forms.ValidationError("The file is larger than 2 MB. Save it smaller.")
        return file
