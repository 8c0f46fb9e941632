"""Another date for an action: asked for by its body, settled by governance."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations.forms.date import DateChangeForm, SettleForm
from recommendations.lifecycle.date_change import Status
from recommendations.models import Action, Threshold
from recommendations.workflow import date_change as workflow


@permission_required("recommendations.ask_for_date", raise_exception=True)
@in_one_transaction
def action_date(request, ref):
    """Where a request waits, the page is about settling it; only governance may."""
    found = Action.objects.editable_by(request.user).select_related("lead_body")
    action = to_change(request, found, ref=ref)
    asked = action.date_changes.latest_first().first()
    waiting = asked if asked and asked.status == Status.ASKED else None
    settling = _settles(request, asked, waiting)
    form_class, save, thing = (
        (SettleForm, _settle, asked) if settling else (DateChangeForm, _ask, action)
    )
    form = form_class(request.POST or None, thing=thing)
    if form.is_valid():
        try:
            with form.recording():
                messages.success(request, save(thing, form.cleaned_data, request.user))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(action)
    page = {
        "action": action,
        "form": form,
        "waiting": waiting,
        "settling": settling,
        "agreement": agreement_words(action, request.user, on=timezone.localdate()),
    }
    return render(request, "recommendations/action_date.html", page)


def _settles(request, asked, waiting):
    """What was posted is answered as what it was filled in as, though somebody else may have asked
    or settled meanwhile."""
    if not (asked and request.user.has_perm(workflow.AGREE)):
        return False
    return "decision" in request.POST or (waiting and "reason" not in request.POST)


def _told(data):
    return {name: data[name] for name in ("new_due_on", "because", "reason")}


def _ask(action, data, by):
    change = workflow.ask(action, by=by, **_told(data))
    day = date_format(change.new_due_on)
    if change.status == Status.ASKED:
        return f"You asked for {day}. Governance has to agree; until then the date stays."
    return f"The date of {action.ref} is now {day}."


def _settle(change, data, by):
    ref = change.action.ref
    if data["decision"] == "agree":
        workflow.agree(change, note=data["note"], by=by)
        return f"The date of {ref} is now {date_format(change.new_due_on)}."
    workflow.refuse(change, note=data["note"], by=by)
    return f"Refused. The date of {ref} stays."


def agreement_words(action, user, *, on):
    """Whether governance will have to agree, said before anything is saved."""
    if user.has_perm(workflow.AGREE):
        return "You are in governance, so the date moves as soon as you save."
    if action.due_on is None:
        return "It has no date yet, so the one you give counts at once."
    if workflow.needs_agreement(action, action.due_on, on=on):
        return "This date has moved before, so governance has to agree to another change."
    limit = action.due_on + timedelta(days=Threshold.objects.rules_on(on).date_change_days)
    return (
        f"Up to {date_format(limit)} the date moves as soon as you save. For a later one "
        "governance has to agree first."
    )
