"""The action plan of a recommendation that a body has accepted: proposing, approving, agreeing."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations.forms.plan import ChangePlanForm, NewActionForm, PlanForm, next_ref
from recommendations.lifecycle.action import Status
from recommendations.lifecycle.plan import Standing
from recommendations.lifecycle.recommendation import PLANNED
from recommendations.models import Action, ActionContributor, Recommendation
from recommendations.workflow import action as workflow
from recommendations.workflow import plan as plans


@permission_required("recommendations.update_action", raise_exception=True)
@in_one_transaction
def action_new(request, ref):
    recommendation = to_change(request, plannable_by(request.user), ref=ref)
    form = NewActionForm(request.POST or None, recommendation=recommendation, user=request.user)
    if form.is_valid():
        try:
            ref = next_ref(recommendation)
            with form.recording():
                action = workflow.add(recommendation, ref=ref, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{action.ref} is added to the plan.{_what_next(action)}")
            if action.status == Status.IN_PROGRESS:
                query = urlencode({"status": Status.REPORTED_COMPLETE.value})
                return redirect(f"{reverse('action_update', args=[action.ref])}?{query}")
            return redirect(action)
    offered = form.is_bound or recommendation.status in PLANNED
    page = {"recommendation": recommendation, "form": form if offered else None}
    return render(request, "recommendations/action_new.html", page)


def _what_next(action):
    if action.plan_standing == Standing.PROPOSED:
        return f" It waits for the approver of {action.lead_body}."
    if action.plan_standing == Standing.APPROVED:
        return " It waits for governance to agree it."
    return ""


@permission_required(workflow.UPDATE, raise_exception=True)
@in_one_transaction
def recommendation_plan(request, ref):
    """The plan as a whole; whoever may, approves, agrees or returns what is chosen of it."""
    user = request.user
    if request.method == "POST" and not _steps(user):
        raise PermissionDenied
    recommendation = to_change(request, plannable_by(user), ref=ref)
    actions = _actions_of(recommendation, user)
    steps = _steps(user)
    form = PlanForm(request.POST or None)
    if form.is_valid():
        chosen = [one for one in actions if one.ref in request.POST.getlist("on")]
        try:
            with form.recording():
                done = _do(request.POST.get("do"), steps, chosen, form.cleaned_data["note"], user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("recommendation_plan", recommendation.ref)
    page = {
        "recommendation": recommendation,
        "actions": actions,
        "form": form,
        "steps": steps if any(_is_for(one, user) for one in actions) else {},
        "chosen": request.POST.getlist("on"),
        "may_add": recommendation.status in PLANNED,
        "for_them": [one.pk for one in actions if _is_for(one, user)],
    }
    return render(request, "recommendations/recommendation_plan.html", page)


def _actions_of(recommendation, user):
    found = Action.objects.visible_to(user).filter(
        recommendation_links__recommendation=recommendation
    )
    return list(
        found.select_related("lead_body")
        .prefetch_related(
            Prefetch("contributors", ActionContributor.objects.select_related("body"))
        )
        .in_reference_order()
    )


APPROVE, AGREE, RETURN = "approve", "agree", "return"


def _steps(user):
    if user.has_perm(plans.AGREE):
        return {AGREE: "Agree those chosen", RETURN: "Return those chosen"}
    if user.has_perm(plans.APPROVE):
        return {APPROVE: "Approve those chosen", RETURN: "Return those chosen"}
    return {}


def _is_for(action, user):
    """Whether it waits for what this person may do."""
    if not action.is_open:
        return False
    if user.has_perm(plans.AGREE):
        return action.plan_standing in (Standing.PROPOSED, Standing.APPROVED)
    own = user.has_perm(plans.APPROVE) and action.lead_body_id in user.own_body_ids
    return own and action.plan_standing == Standing.PROPOSED


def _do(step, steps, chosen, note, user):
    """What it says afterwards."""
    if step not in steps:
        raise NotAllowed("Choose what to do with the plan.")
    refs = ", ".join(one.ref for one in chosen)
    if step == RETURN:
        plans.return_plan(chosen, note=note, by=user)
        return f"Returned: {refs}."
    if step == AGREE:
        plans.agree_plan(chosen, by=user)
        return f"Agreed: {refs}."
    plans.approve_plan(chosen, by=user)
    return f"Approved: {refs}. It goes to governance."


@permission_required(workflow.UPDATE, raise_exception=True)
@in_one_transaction
def action_plan(request, ref):
    """What is proposed, changed."""
    action = to_change(request, Action.objects.editable_by(request.user), ref=ref)
    form = ChangePlanForm(request.POST or None, thing=action)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in plans.CHANGEABLE}
        try:
            with form.recording():
                action = plans.change_plan(action, by=request.user, **told)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The plan of {action.ref} is changed.{_what_next(action)}")
            return redirect(action)
    offered = form.is_bound or action.plan_standing == Standing.PROPOSED
    page = {"action": action, "form": form if offered else None}
    return render(request, "recommendations/action_plan.html", page)


def plannable_by(user):
    """The recommendations that this person's body has to do with; every one for governance."""
    visible = Recommendation.objects.visible_to(user)
    return visible if user.is_governance else visible.for_body(user.own_body_ids)
