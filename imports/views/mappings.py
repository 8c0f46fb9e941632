"""Columns and words that were saved under a name: which there are, and putting them away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit.refusal import NotAllowed
from imports import workflow
from imports.models import SavedMapping
from imports.views.steps import may_import


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def mapping_list(request):
    """Posting `put_away` or `take_out` with the number of one."""
    if request.method == "POST":
        _do(request)
        return redirect("mapping_list")
    page = {
        "in_use": SavedMapping.objects.in_use(),
        "put_away": SavedMapping.objects.exclude(put_away_on=None).order_by("name"),
    }
    return render(request, "imports/mapping_list.html", page)


def _do(request):
    for name, verb, said in (
        ("put_away", workflow.put_away, "is put away. Saving under its name brings it back."),
        ("take_out", workflow.take_out, "is in use again."),
    ):
        number = request.POST.get(name, "")
        if number.isdecimal() and len(number) < 19:
            mapping = get_object_or_404(SavedMapping, pk=number)
            try:
                verb(mapping, by=request.user)
            except NotAllowed as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, f"“{mapping}” {said}")
