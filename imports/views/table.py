"""Saying which sheet and which row of headings are meant, and what the lines are."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.refusal import NotAllowed
from imports import workflow
from imports.forms import TableForm
from imports.reading import Refused, first_rows
from imports.reading.sheet import as_text, column_letters
from imports.views.steps import may_import, next_page, own_preview, steps

_ROWS_SHOWN, _COLUMNS_SHOWN, _LETTERS_SHOWN = 10, 12, 60


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request, pk):
    batch = own_preview(request, pk)
    try:
        sheets = [sheet for sheet in workflow.sheets_of(batch) if sheet.rows]
    except (Refused, NotAllowed) as refusal:
        messages.error(request, str(refusal))
        return redirect(batch)
    form = TableForm(request.POST or None, sheets=sheets, batch=batch)
    chosen = request.GET.get("sheet") or batch.sheet
    if request.method == "POST" and "show" in request.POST:
        chosen = request.POST.get("sheet", chosen)
        form = TableForm(sheets=sheets, batch=batch, initial={"sheet": chosen, "header_row": None})
    elif form.is_valid():
        try:
            with form.recording():
                batch = workflow.choose_table(batch, by=request.user, **form.cleaned_data)
            return redirect(next_page(batch))
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
    context = {"batch": batch, "form": form, "steps": steps(batch, "table")}
    return render(request, "imports/import_table.html", context | _first_rows(sheets, chosen))


def _first_rows(sheets, name):
    named = [sheet for sheet in sheets if sheet.name == name] or sheets
    rows = first_rows(named, n=_ROWS_SHOWN)
    width = min(max((len(row.cells) for row in rows), default=0), _COLUMNS_SHOWN)
    return {
        "sheet_shown": named[0].name,
        "letters": [column_letters(position) for position in range(width)],
        "first_rows": [
            (row.number, [as_text(cell)[:_LETTERS_SHOWN] for cell in row.cells[:width]])
            for row in rows
        ],
    }
