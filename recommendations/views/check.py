"""Governance looks at a claim, opens a verified action again, or cancels one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations.forms.check import form_for
from recommendations.models import Action, ActionContributor, Evidence, ProgressUpdate
from recommendations.versions import latest_of


@permission_required("recommendations.check_action", raise_exception=True)
@in_one_transaction
def action_check(request, ref):
    found = Action.objects.editable_by(request.user).select_related("lead_body")
    action = to_change(request, found, ref=ref)
    form_class = form_for(action, request.POST.get("step"))
    form = form_class(request.POST or None, thing=action) if form_class else None
    if form and form.is_valid():
        try:
            with form.recording():
                messages.success(request, form.take(request.user))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(action)
    page = {
        "action": action,
        "form": form,
        "heading": form.heading if form else "Check an action",
        "evidence": latest_of(
            _seen(Evidence, action, request.user).select_related("held_by").latest_first()
        ),
        "contributors": ActionContributor.objects.filter(action=action).select_related(
            "action", "body"
        ),
        "last_update": _seen(ProgressUpdate, action, request.user).latest_first().first(),
    }
    return render(request, "recommendations/action_check.html", page)


def _seen(model, action, user):
    return model.objects.visible_within(user).filter(action=action)
