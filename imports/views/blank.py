"""An empty workbook for each kind of line."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from imports.blank import to_fill_in
from imports.models import Kind
from imports.views.mending import XLSX
from imports.views.steps import may_import


@may_import
@require_safe
def import_blank(request, kind):
    if kind not in Kind.values:
        raise Http404
    response = HttpResponse(to_fill_in(Kind(kind), by=request.user), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{kind}-to-fill-in.xlsx"'
    return response
