"""Saying which column is which, and what the words of the file mean."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.refusal import NotAllowed
from imports import workflow
from imports.forms import ColumnsForm
from imports.models import SavedMapping
from imports.planning import Choices, words_of_file
from imports.reading import Refused
from imports.staging import staged_table
from imports.views.steps import may_import, own_preview, steps


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request, pk):
    batch = own_preview(request, pk)
    table = staged_table(batch)
    if not table.headings:
        return redirect("import_table", batch.pk)
    fitting = _fitting(table, batch)
    choices = Choices.kept(batch.choices)
    if saved := next((one for one in fitting if str(one.pk) == request.GET.get("use")), None):
        choices = Choices.for_headings(saved.choices, table.headings)
    vocabularies = words_of_file(table, kind=batch.kind, choices=choices, by=request.user)
    form = ColumnsForm(
        request.POST or None, table=table, kind=batch.kind, choices=choices,
        vocabularies=vocabularies,
    )  # fmt: skip
    if form.is_valid():
        try:
            with form.recording():
                workflow.choose(
                    batch, form.choices, by=request.user, save_as=form.cleaned_data["save_as"]
                )
            messages.success(request, "The columns and words are taken as you said.")
            return redirect(batch)
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
    context = {
        "batch": batch, "form": form, "fitting": fitting, "used": saved,
        "steps": steps(batch, "columns"),
    }  # fmt: skip
    return render(request, "imports/import_columns.html", context)


def _fitting(table, batch):
    """Saved mappings of the same kind that say something of a column of this file."""
    saved = SavedMapping.objects.in_use().filter(kind=batch.kind)
    return [one for one in saved if Choices.for_headings(one.choices, table.headings).columns]
