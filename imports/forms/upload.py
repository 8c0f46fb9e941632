"""Choosing a file."""

from django import forms
from django.conf import settings
from django.utils import timezone

from audit.screened_form import ScreenedForm
from bodies.forms import DayField
from imports.forms.lines import LinesForm
from imports.models import SavedMapping
from imports.reading import Refused, check_size


class SpreadsheetField(forms.FileField):
    """A spreadsheet of any kind that is read, no larger than is read."""

    widget = forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt,.json"})

    def __init__(self, **kwargs):
        super().__init__(
            label="Spreadsheet",
            help_text="Excel (.xlsx, .xlsm, .xls), OpenDocument (.ods), CSV, or JSON as it is "
            f"exported here; up to {settings.IMPORT_MAX_MB} MB and {settings.IMPORT_MAX_ROWS:,} "
            "rows. Formulas are not run, and macros are not opened.",
            error_messages={
                "required": "Choose a file",
                "empty": "The file is empty. Choose the file that holds the register.",
            },
            **kwargs,
        )

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        try:
            check_size(file.size)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return file


class OwnUpdatesForm(ScreenedForm, forms.Form):
    file = SpreadsheetField()


class UploadForm(LinesForm):
    file = SpreadsheetField()
    sheet = forms.CharField(
        label="Sheet (optional)",
        help_text="Leave empty to take the sheet with the most headings that we know. You can "
        "choose another one afterwards.",
        max_length=100,
        required=False,
    )
    mapping = forms.ModelChoiceField(
        label="Columns and words saved earlier (optional)",
        queryset=SavedMapping.objects.in_use(),
        empty_label="None",
        required=False,
    )
    effective_on = DayField(
        label="When was this the position?",
        help_text="The day on which what the file says was true. It becomes the effective date of "
        "every change.",
        latest=timezone.localdate,
        required=True,
        initial=timezone.localdate,
    )
    field_order = ("file",)
