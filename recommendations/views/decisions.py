"""After a meeting: what it decided about each recommendation, recorded in one go."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from audit.editing import in_one_transaction
from audit.refusal import NotAllowed
from bodies.models import Decision, Meeting
from recommendations.forms.decisions import ConfirmMinutesForm, DecisionsForm
from recommendations.lifecycle.resolution import MAY_CORRECT, MAY_DECIDE
from recommendations.models import Recommendation
from recommendations.workflow import decision as workflow
from recommendations.workflow.sitting import record_decisions
from reviews.models import Review

MOVE = workflow.MOVE
#: To choose from on one page, and to decide about on one form.
PER_PAGE = 50
MOST = 40


@permission_required(MOVE, raise_exception=True)
@in_one_transaction
def meeting_decisions(request, ref):
    """`?on=` names the recommendations, by reference; without it, the choice. `?corrects=` is the
    number of an earlier decision of the same body."""
    meeting = get_object_or_404(Meeting.objects.select_related("body"), ref=ref)
    meeting.body_name = meeting.body.name_on(meeting.held_on)
    corrects = _corrected(request, meeting)
    page = {
        "meeting": meeting,
        "corrects": corrects,
        "is_coming": meeting.held_on > timezone.localdate(),
    }
    chosen = request.GET.getlist("on")
    if page["is_coming"] or not (chosen or (corrects and "words" in request.GET)):
        page |= _choice(request, meeting, corrects)
        return render(request, "recommendations/meeting_decisions_choose.html", page)
    found = _decidable(request.user, corrects).filter(ref__in=chosen[:MOST])
    if request.method == "POST":
        found = found.select_for_update(of=("self",))
    form = DecisionsForm(
        request.POST or None, meeting=meeting, recommendations=list(found), corrects=corrects
    )
    if form.is_valid() and _record(form, meeting, request.user):
        number = len(form.parts)
        about = "1 recommendation" if number == 1 else f"{number} recommendations"
        messages.success(request, f"Recorded under minute {form.told['minute']}: {about}.")
        return redirect(meeting)
    page |= {
        "form": form,
        "left_out": sorted(set(chosen) - {p.recommendation.ref for p in form.parts}),
    }
    return render(request, "recommendations/meeting_decisions.html", page)


def _record(form, meeting, by):
    """Whether it is recorded; a refusal is put on the form, and nothing is kept."""
    try:
        with transaction.atomic(), form.recording():
            record_decisions(meeting, **form.told, by=by)
    except NotAllowed as refusal:
        form.refuse(refusal)
        return False
    return True


def _corrected(request, meeting):
    asked = request.GET.get("corrects", "")
    if not asked:
        return None
    of_body = Decision.objects.filter(meeting__body=meeting.body).select_related("meeting")
    return get_object_or_404(of_body, pk=int(asked) if asked.isdecimal() and len(asked) < 10 else 0)


def _decidable(user, corrects):
    """The recommendations that a meeting may decide about; a correction reaches those of the
    decision that it corrects as well."""
    statuses = [*MAY_DECIDE, *(MAY_CORRECT if corrects else ())]
    found = Recommendation.objects.editable_by(user).filter(status__in=statuses)
    return found.select_related("lead_body").in_reference_order()


def _choice(request, meeting, corrects):
    found = _decidable(request.user, corrects)
    if corrects:
        found = found.filter(resolutions__decision=corrects).distinct()
    reviews = Review.objects.filter(pk__in=found.order_by().values("review")).order_by("title")
    review = request.GET.get("review", "")
    if review:
        found = found.filter(review__ref=review)
    pages = Paginator(found.select_related("review"), PER_PAGE)
    return {
        "page": pages.get_page(request.GET.get("page")),
        "reviews": reviews,
        "review": review,
        "most": MOST,
    }


@permission_required(MOVE, raise_exception=True)
@in_one_transaction
def meeting_confirm(request, ref):
    """The minutes are confirmed: no decision of the meeting is a draft any more."""
    meeting = get_object_or_404(Meeting.objects.select_related("body"), ref=ref)
    drafts = meeting.decisions.filter(is_draft=True).in_minute_order()
    form = ConfirmMinutesForm(request.POST or None)
    if form.is_valid():
        try:
            with form.recording():
                workflow.confirm_minutes(meeting, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The minutes are confirmed.")
            return redirect(meeting)
    page = {"meeting": meeting, "drafts": drafts, "form": form}
    return render(request, "recommendations/meeting_confirm.html", page)
