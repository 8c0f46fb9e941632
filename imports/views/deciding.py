"""The decision on a preview: to save it, or to throw it away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from audit.refusal import NotAllowed
from audit.route import Route, coming_by
from imports import workflow
from imports.models import Outcome
from imports.reading import Refused
from imports.views.working import LeadsTo, working

#: Saving more takes longer than people wait without a word.
MANY_ROWS = 2_000


def decide(request, batch, form):
    """Where to go on, or None when a reason is missing."""
    if batch.created_by != request.user:
        raise Http404
    try:
        if "discard" in request.POST:
            workflow.discard(batch, by=request.user)
            messages.success(request, "The preview is discarded. Nothing was saved.")
            imports = request.user.has_perm(workflow.IMPORT)
            return redirect("import_list" if imports else "own_updates")
        if form and not form.is_valid():
            return None
        reason = form.cleaned_data["keep_because"] if form else ""
        if sum(batch.counts.values()) > MANY_ROWS:
            saving = _in_steps(batch, request.user, reason)
            return working(
                request, f"Saving {batch.file_name}", saving, back=batch.get_absolute_url()
            )
        if workflow.confirm(batch, by=request.user, keep_because=reason):
            messages.success(request, "The import is saved.")
        else:
            messages.warning(
                request,
                "The register has changed since this preview was made, so nothing is saved yet. "
                "Look at what the import would do now, and confirm again.",
            )
            return redirect(f"{batch.get_absolute_url()}?show=differing")
    except (NotAllowed, Refused) as refusal:
        messages.error(request, str(refusal))
    return redirect(batch)


def _in_steps(batch, user, reason):
    number = batch.counts.get(Outcome.NEW, 0) + batch.counts.get(Outcome.CHANGED, 0)
    yield f"{number:,} rows are being saved, all of them or none."
    with coming_by(Route.PAGE):
        saved = workflow.confirm(batch, by=user, keep_because=reason)
    if saved:
        yield LeadsTo(batch.get_absolute_url(), "The import is saved")
    else:
        yield LeadsTo(
            f"{batch.get_absolute_url()}?show=differing",
            "Nothing is saved: the register has changed. Look at what it would do now",
        )
