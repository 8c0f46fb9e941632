"""Planning: a further action for a recommendation that a body has accepted."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations.forms.plan import NewActionForm, next_ref
from recommendations.lifecycle.recommendation import PLANNED
from recommendations.models import Recommendation
from recommendations.workflow import action as workflow


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
            messages.success(request, f"{action.ref} is added to the plan.")
            return redirect(action)
    offered = form.is_bound or recommendation.status in PLANNED
    page = {"recommendation": recommendation, "form": form if offered else None}
    return render(request, "recommendations/action_new.html", page)


def plannable_by(user):
    """The recommendations that this person's body has to do with; every one for governance."""
    visible = Recommendation.objects.visible_to(user)
    return visible if user.is_governance else visible.for_body(user.own_body_ids)
