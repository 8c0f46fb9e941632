"""Updates of a body's own actions, many at once: a workbook to fill in, and the way back."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from imports import workflow
from imports.blank import own_updates_to_fill_in
from imports.forms import OwnUpdatesForm
from imports.models import Kind
from imports.reading import Refused
from imports.views.steps import may_bring_updates
from recommendations.models import Action
from recommendations.writing import download_workbook


@may_bring_updates
@require_http_methods(["GET", "HEAD", "POST"])
def own_updates(request):
    form = OwnUpdatesForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with form.recording():
                batch = workflow.preview(
                    file_name=file.name, data=file.read(), by=request.user, kind=Kind.UPDATES
                )
            if not batch.refusal:
                return redirect(batch)
            workflow.discard(batch, by=request.user)
            form.add_error("file", batch.refusal)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "number": _own_open(request.user).count()}
    return render(request, "imports/own_updates.html", context)


@may_bring_updates
@require_safe
def own_updates_workbook(request):
    sheets = own_updates_to_fill_in(_own_open(request.user), on=timezone.localdate())
    return download_workbook("updates.xlsx", sheets, title="Updates to fill in")


def _own_open(user):
    return Action.objects.editable_by(user).opened().order_by("sort_key")
