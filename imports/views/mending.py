"""The file as it was read, with what to mend beside each line."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from imports.mending import sheet_to_mend
from imports.models import ImportBatch
from imports.views.steps import may_bring_something
from recommendations.writing import download_workbook


@may_bring_something
@require_safe
def import_to_mend(request, pk):
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=pk)
    rows = batch.rows.visible_to(request.user).in_order()
    title = f"What to mend in {batch.file_name}"
    return download_workbook(f"to-mend-{batch.pk}.xlsx", [sheet_to_mend(batch, rows)], title=title)
