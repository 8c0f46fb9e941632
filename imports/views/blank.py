"""An empty workbook for each kind of line."""

from django.http import Http404
from django.views.decorators.http import require_safe

from imports.blank import sheets_to_fill_in
from imports.models import Kind
from imports.views.steps import may_import
from recommendations.writing import download_workbook


@may_import
@require_safe
def import_blank(request, kind):
    if kind not in Kind.values:
        raise Http404
    kind = Kind(kind)
    sheets = sheets_to_fill_in(kind, by=request.user)
    return download_workbook(
        f"{kind.value}-to-fill-in.xlsx", sheets, title=f"To fill in: {kind.label}"
    )
