"""What an import would do or did, row by row."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.visibility import Classified
from imports import workflow
from imports.forms import KeepForm
from imports.models import ImportBatch, Outcome, State
from imports.planning.things import THINGS
from imports.views.addresses import give_addresses
from imports.views.deciding import decide
from imports.views.steps import may_bring_something, steps
from imports.wording import told

ROWS_ON_A_PAGE = 50
#: The choices of rows to show, by the word in the address.
_SHOWN = {
    "all": ("All rows", lambda rows: rows),
    "mend": ("To mend", lambda rows: rows.to_mend()),
    "new": ("New", lambda rows: rows.new()),
    "changed": ("Changed", lambda rows: rows.changed()),
    "warnings": ("With warnings", lambda rows: rows.with_warnings()),
    "differing": ("Other than shown before", lambda rows: rows.differing()),
}


@may_bring_something
@require_http_methods(["GET", "HEAD", "POST"])
def import_preview(request, pk):
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=pk)
    personal = batch.personal if batch.can_be_saved else []
    form = KeepForm(request.POST if "confirm" in request.POST else None) if personal else None
    if request.method == "POST" and (answer := decide(request, batch, form)):
        return answer
    shown = request.GET.get("show", "")
    shown = shown if shown in _SHOWN else "mend" if batch.counts.get(Outcome.ERROR) else "all"
    visible = batch.rows.visible_to(request.user)
    rows = _SHOWN[shown][1](visible.in_order())
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    give_addresses(page.object_list, batch.kind, request.user)
    for row in page.object_list:
        row.told = [told(one["field"], one["old"], one["new"]) for one in row.changes]
    has_rows = batch.rows.exists()
    context = {
        "batch": batch,
        "page": page,
        "shown": shown,
        "choices": _choices(batch, visible, shown),
        "has_rows": has_rows,
        "rows_are_others": has_rows and not visible.exists(),
        "parts": [(word, batch.counts.get(word.value, 0)) for word in Outcome],
        "saved_before": _saved_before(batch),
        "to_classify": batch.kind not in THINGS or issubclass(THINGS[batch.kind].model, Classified),
        "personal": personal,
        "form": form,
        "waits": _waits_for(request.user, batch),
        "steps": steps(batch, "preview") if request.user.has_perm(workflow.IMPORT) else [],
        "undo_url": _undo_url(batch) if request.user.has_perm(workflow.IMPORT) else "",
    }
    return render(request, "imports/import_preview.html", context)


def _waits_for(user, batch):
    waits = batch.state == State.PREVIEWED and not batch.is_expired
    return waits and batch.created_by == user


def _undo_url(batch):
    can_be = batch.state == State.SAVED and not batch.undoing
    return reverse("import_undo", args=[batch.pk]) if can_be else ""


def _choices(batch, rows, shown):
    counts = {
        "all": sum(batch.counts.values()),
        "mend": batch.counts.get(Outcome.ERROR, 0),
        "new": batch.counts.get(Outcome.NEW, 0),
        "changed": batch.counts.get(Outcome.CHANGED, 0),
        "warnings": rows.with_warnings().count(),
        "differing": rows.differing().count(),
    }
    return [
        {"name": name, "label": label, "count": counts[name], "current": name == shown}
        for name, (label, _) in _SHOWN.items()
        if name != "differing" or counts[name]
    ]


def _saved_before(batch):
    """The latest earlier import of the same file, while this one waits."""
    if batch.state != State.PREVIEWED:
        return None
    return ImportBatch.objects.saved().filter(sha256=batch.sha256).latest_first().first()
