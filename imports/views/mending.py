"""The file as it was read, with what to mend beside each line."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from imports.mending import workbook_to_mend
from imports.models import ImportBatch
from imports.views.steps import may_bring_something

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@may_bring_something
@require_safe
def import_to_mend(request, pk):
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=pk)
    rows = batch.rows.visible_to(request.user).in_order()
    response = HttpResponse(workbook_to_mend(batch, rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="to-mend-{batch.pk}.xlsx"'
    return response
