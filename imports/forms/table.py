"""Which table of a file is meant, and what its lines are."""

from django import forms

from imports.forms.lines import LinesForm


class TableForm(LinesForm):
    sheet = forms.ChoiceField(label="Sheet", widget=forms.RadioSelect)
    header_row = forms.IntegerField(
        label="Row with the headings",
        help_text="Its number in the spreadsheet. Leave empty to take the first row with headings "
        "that we know.",
        min_value=1,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={"invalid": "Give the number of a row, such as 4"},
    )
    field_order = ("sheet", "header_row")

    def __init__(self, *args, sheets, batch, initial=None, **kwargs):
        started = {
            "sheet": batch.sheet,
            "header_row": batch.header_row if batch.headings else None,
            "kind": batch.kind if batch.headings else "",
            "source": batch.source_words,
        }
        super().__init__(*args, initial=started | (initial or {}), **kwargs)
        if len(sheets) == 1:
            del self.fields["sheet"]
        else:
            self.fields["sheet"].choices = [(one.name, _named(one)) for one in sheets]


def _named(sheet):
    rows = "1 row" if len(sheet.rows) == 1 else f"{len(sheet.rows):,} rows"
    return f"{sheet.name} ({rows}{', hidden' if sheet.is_hidden else ''})"
