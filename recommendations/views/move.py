"""Moving a recommendation on: first which step, then what the step has to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations.forms.move import SupersedeForm
from recommendations.models import Recommendation
from recommendations.moves import steps_from, steps_of
from recommendations.workflow.recommendation import ANSWER, MOVE


@login_required
@in_one_transaction
def recommendation_move(request, ref):
    """`?step=` names the step; without it, or with one that is not allowed now, the choice. A step
    that was filled in while it was allowed is refused in words, over what was typed."""
    if not (request.user.has_perm(MOVE) or request.user.has_perm(ANSWER)):
        raise PermissionDenied
    found = Recommendation.objects.editable_by(request.user).select_related("lead_body")
    recommendation = to_change(request, found, ref=ref)
    steps = steps_from(recommendation, request.user)
    choice = steps_of(request.user) if request.method == "POST" else steps
    step = next((step for step in choice if step.slug == request.GET.get("step")), None)
    if step and step.elsewhere:
        return redirect(f"{reverse(step.elsewhere)}?{urlencode({'on': recommendation.ref})}")
    page = {"recommendation": recommendation, "steps": steps, "step": step}
    if step:
        page["form"] = _form(step, request, recommendation)
        if page["form"].is_valid():
            moved = _take(page["form"], request.user)
            if moved:
                label = moved.status_word.label.lower()
                messages.success(request, f"{moved.ref} is now: {label}.")
                return redirect(recommendation)
    return render(request, "recommendations/recommendation_move.html", page)


def _form(step, request, recommendation):
    user = {"user": request.user} if issubclass(step.form, SupersedeForm) else {}
    return step.form(request.POST or None, thing=recommendation, **user)


def _take(form, by):
    """The recommendation after the step, or None with the refusal put on the form. A decision
    that was entered for a refused step is not kept."""
    try:
        with transaction.atomic(), form.recording():
            return form.take(by)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None
