"""Updating an action: one page, the previous words in view."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import F, Q
from django.shortcuts import redirect, render
from django.utils import timezone

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations.forms.file import ask_again
from recommendations.forms.update import ProgressUpdateForm
from recommendations.models import Action, ProgressUpdate
from recommendations.views.uploaded import uploaded
from recommendations.workflow import action as workflow


@permission_required("recommendations.update_action", raise_exception=True)
def action_update(request, ref):
    mine = Action.objects.editable_by(request.user)
    with uploaded(request, "evidence_file", mine, ref=ref) as file:
        return _update(request, ref, file)


@in_one_transaction
def _update(request, ref, file):
    found = Action.objects.editable_by(request.user).select_related("lead_body")
    action = to_change(request, found, ref=ref)
    said = ProgressUpdate.objects.visible_within(request.user).filter(action=action)
    last = said.latest_first().first()
    form = ProgressUpdateForm(
        request.POST or None,
        request.FILES or None,
        action=action,
        last_update=last,
        uploaded=file,
    )
    asked = request.GET.get("status")
    if asked in dict(form.fields["status"].choices):
        form.fields["status"].initial = asked
    if form.is_valid():
        try:
            with form.recording():
                workflow.post_update(action, **form.update, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after(request, action)
    ask_again(form, "evidence_file")
    page = {"action": action, "form": form, "last_update": last}
    return render(request, "recommendations/action_update.html", page)


def _after(request, action):
    messages.success(request, f"Update of {action.ref} saved.")
    if "next_action" not in request.POST:
        return redirect(action)
    following = _next_due(action, request.user, on=timezone.localdate())
    if following is None:
        messages.success(request, "Nothing else is due from you.")
        return redirect(action)
    return redirect("action_update", ref=following.ref)


def _next_due(action, user, *, on):
    """The soonest of the body's actions that are overdue, due soon or silent, and were not updated
    today."""
    bodies = user.own_body_ids or {action.lead_body_id}
    mine = Action.objects.editable_by(user).led_by(bodies).exclude(pk=action.pk)
    due = [
        Q(pk__in=some.values("pk"))
        for some in (mine.overdue(on), mine.due_soon(on), mine.stale(on))
    ]
    waiting = mine.filter(due[0] | due[1] | due[2])
    waiting = waiting.filter(Q(last_update_on=None) | Q(last_update_on__lt=on))
    return waiting.order_by(F("due_on").asc(nulls_last=True), "sort_key").first()
