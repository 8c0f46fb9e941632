"""Every import, the latest first."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from imports.models import ImportBatch
from imports.views.steps import may_look

_ON_A_PAGE = 25


@may_look
@require_safe
def import_list(request):
    batches = ImportBatch.objects.for_user(request.user).select_related(
        "created_by", "undoes", "undone_by"
    )
    page = Paginator(batches.latest_first(), _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/import_list.html", {"page": page})
