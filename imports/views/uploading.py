"""Choosing a file."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit.route import Route, coming_by
from imports import workflow
from imports.forms import UploadForm
from imports.models import Kind
from imports.reading import Refused, read_file
from imports.views.steps import may_import, next_page
from imports.views.working import LeadsTo, working

#: A file of more bytes takes longer to look at than people wait without a word.
LARGE = 300_000


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request):
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("file")
        given |= {"file_name": file.name, "data": file.read(), "by": request.user}
        if file.size > LARGE:
            title = f"Looking at {file.name}"
            return working(request, title, _in_steps(form, given), back=reverse("import_new"))
        try:
            with form.recording():
                batch = workflow.preview(**given)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(next_page(batch))
    return render(request, "imports/import_new.html", {"form": form, "kinds": Kind.choices})


def _in_steps(form, given):
    yield "The file is being read."
    sheets = read_file(given["data"])
    number = sum(len(sheet.rows) for sheet in sheets)
    yield f"{number:,} rows are read. They are being compared with the register."
    with coming_by(Route.PAGE), form.recording():
        batch = workflow.preview(**given, sheets=sheets)
    yield LeadsTo(next_page(batch), "Look at what it would do")
