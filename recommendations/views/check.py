"""Governance looks at a claim, opens a verified action again, or cancels one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render

from audit.refusal import NotAllowed
from recommendations.forms.check import form_for
from recommendations.lifecycle.action import OPEN, Status
from recommendations.models import Action
from recommendations.views.editing import in_one_transaction, to_change
from recommendations.workflow import action as workflow


@permission_required("recommendations.check_action", raise_exception=True)
@in_one_transaction
def action_check(request, ref):
    found = Action.objects.editable_by(request.user).select_related("lead_body")
    action = to_change(request, found, ref=ref)
    form_class = form_for(action)
    form = form_class(request.POST or None, thing=action) if form_class else None
    if form and form.is_valid():
        try:
            messages.success(request, _decide(action, form.cleaned_data, request.user))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(action)
    page = {
        "action": action,
        "form": form,
        "heading": _heading(action),
        "evidence": action.evidence.select_related("held_by").order_by("-given_on", "-pk"),
        "last_update": action.updates.latest_first().first(),
    }
    return render(request, "recommendations/action_check.html", page)


def _heading(action):
    if action.status in OPEN:
        return "Cancel an action"
    if action.status == Status.VERIFIED:
        return "Open an action again"
    return "Check a claim"


def _decide(action, data, by):
    if action.status in OPEN:
        workflow.cancel(
            action, reason=data["reason"], approved_by_whom=data["approved_by_whom"], by=by
        )
        return f"{action.ref} is cancelled."
    if action.status == Status.VERIFIED:
        workflow.reopen(action, reason=data["reason"], by=by)
        return f"{action.ref} is open again."
    if data["decision"] == "verify":
        workflow.verify(action, reason=data["note"], by=by)
        return f"{action.ref} is verified."
    workflow.return_claim(action, missing=data["note"], by=by)
    return f"{action.ref} is sent back."
