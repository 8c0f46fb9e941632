"""What an import would do or did, row by row, and the decision on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit.refusal import NotAllowed
from audit.route import Route, coming_by
from bodies.models import Body, Meeting
from imports import workflow
from imports.forms import KeepForm
from imports.models import ImportBatch, Kind, Outcome, State
from imports.reading import Refused
from imports.views.steps import may_bring_something, steps
from imports.views.working import LeadsTo, working
from imports.wording import is_long, parts_of_change
from motions.models import Motion, MotionPoint
from recommendations.models import Action, Recommendation
from reviews.models import Finding, Review

ROWS_ON_A_PAGE = 50
#: Saving more takes longer than people wait without a word.
MANY_ROWS = 2_000

#: The choices of rows to show, by the word in the address.
_SHOWN = {
    "all": ("All rows", lambda rows: rows),
    "mend": ("To mend", lambda rows: rows.to_mend()),
    "new": ("New", lambda rows: rows.new()),
    "changed": ("Changed", lambda rows: rows.changed()),
    "warnings": ("With warnings", lambda rows: rows.with_warnings()),
    "differing": ("Other than shown before", lambda rows: rows.differing()),
}

#: What the rows of a kind may be about, as far as a person may read it.
_PAGES = {
    Kind.BODIES: [lambda user: Body.objects.all()],
    Kind.MEETINGS: [lambda user: Meeting.objects.all()],
    Kind.MOTIONS: [lambda user: Motion.objects.all()],
    Kind.MOTION_POINTS: [lambda user: MotionPoint.objects.select_related("motion")],
    Kind.REVIEWS: [lambda user: Review.objects.all()],
    Kind.FINDINGS: [lambda user: Finding.objects.visible_to(user).select_related("review")],
}
_PAGES_OF_THE_REGISTER = [Action.objects.visible_to, Recommendation.objects.visible_to]


@may_bring_something
@require_http_methods(["GET", "HEAD", "POST"])
def import_preview(request, pk):
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=pk)
    personal = batch.personal if batch.can_be_saved else []
    form = KeepForm(request.POST if "confirm" in request.POST else None) if personal else None
    if request.method == "POST" and (answer := _decide(request, batch, form)):
        return answer
    shown = request.GET.get("show", "")
    shown = shown if shown in _SHOWN else "mend" if batch.counts.get(Outcome.ERROR) else "all"
    visible = batch.rows.visible_to(request.user)
    rows = _SHOWN[shown][1](visible.in_order())
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    _give_addresses(page.object_list, batch.kind, request.user)
    for row in page.object_list:
        _mark_words(row)
    context = {
        "batch": batch,
        "page": page,
        "shown": shown,
        "choices": _choices(batch, visible, shown),
        "rows_are_others": _are_others(batch, request.user),
        "parts": [(word, batch.counts.get(word.value, 0)) for word in Outcome],
        "saved_before": _saved_before(batch),
        "personal": personal,
        "form": form,
        "waits": _waits_for(request.user, batch),
        "steps": steps(batch, "preview") if request.user.has_perm(workflow.IMPORT) else [],
        "undo_url": _undo_url(batch) if request.user.has_perm(workflow.IMPORT) else "",
    }
    return render(request, "imports/import_preview.html", context)


def _decide(request, batch, form):
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


def _waits_for(user, batch):
    waits = batch.state == State.PREVIEWED and not batch.is_expired
    return waits and batch.created_by == user


def _undo_url(batch):
    can_be = batch.state == State.SAVED and not batch.undoing
    return reverse("import_undo", args=[batch.pk]) if can_be else ""


def _mark_words(row):
    """In a long text, the words that go and those that come."""
    for change in row.changes:
        if is_long(change["old"], change["new"]):
            change["parts"] = parts_of_change(change["old"], change["new"])


def _are_others(batch, user):
    """Whether there are rows that only others may look at."""
    return bool(sum(batch.counts.values())) and not batch.rows.visible_to(user).exists()


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


def _give_addresses(rows, kind, user):
    """A link for each row whose thing exists by now, and may be read."""
    field = "slug" if kind == Kind.BODIES else "ref"
    refs = [row.ref for row in rows]
    refs += [warning["ref"] for row in rows for warning in row.warnings if "ref" in warning]
    found = {}
    for things in _PAGES.get(kind, _PAGES_OF_THE_REGISTER):
        for thing in things(user).filter(**{f"{field}__in": refs}):
            found[getattr(thing, field)] = thing.get_absolute_url()
    for row in rows:
        row.address = found.get(row.ref, "")
        for warning in row.warnings:
            warning["address"] = found.get(warning.get("ref"), "")


def _saved_before(batch):
    """The latest earlier import of the same file, while this one waits."""
    if batch.state != State.PREVIEWED:
        return None
    return ImportBatch.objects.saved().filter(sha256=batch.sha256).latest_first().first()
