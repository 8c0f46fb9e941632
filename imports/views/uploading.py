"""Choosing a file."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from imports import workflow
from imports.forms import UploadForm
from imports.models import Kind
from imports.reading import Refused
from imports.views.steps import may_import, next_page


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request):
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        file = given.pop("file")
        try:
            with form.recording():
                batch = workflow.preview(
                    file_name=file.name, data=file.read(), by=request.user, **given
                )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(next_page(batch))
    return render(request, "imports/import_new.html", {"form": form, "kinds": Kind.choices})
