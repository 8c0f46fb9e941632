"""Taking a whole import back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit.refusal import NotAllowed
from imports.forms import UndoForm
from imports.models import ImportBatch
from imports.undoing import check_undoable, plan_undo, undo
from imports.views.steps import may_import
from imports.wording import told

_ON_A_PAGE = 50


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request, pk):
    """What undoing would do or is kept from doing by, row by row, before anybody confirms it."""
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=pk)
    try:
        check_undoable(batch)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(batch)
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            with form.recording():
                undoing, _ = undo(batch, reason=form.cleaned_data["reason"], by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Import {batch.pk} is undone.")
            return redirect(undoing)
    plan = plan_undo(batch, by=request.user)
    rows = plan.blocked or plan.rows
    page = Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page"))
    if not plan.blocked:
        for row in page.object_list:
            row.told = [told(one.field, one.old, one.new) for one in row.changes]
    context = {"batch": batch, "plan": plan, "page": page, "form": form}
    return render(request, "imports/import_undo.html", context)
