"""The ladder: what is late and for whom, letters to draft, what is held, and what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from correspondence.forms.escalation import RAISE, AheadForm, LateForm, OutcomeForm
from correspondence.ladder import About, Ladder
from correspondence.lifecycle import EscalationStatus
from correspondence.models import Escalation, Rung
from correspondence.views.letter import READ
from correspondence.workflow import escalation as workflow

PER_PAGE = 50


@permission_required(READ, raise_exception=True)
@require_safe
def escalation_list(request):
    """`?on=` looks ahead: what will be due on that day, as things stand."""
    today = timezone.localdate()
    look = AheadForm(request.GET if "on_day" in request.GET or "on" in request.GET else None)
    on = look.cleaned_data["on"] if look.is_valid() else today
    ladder = Ladder(request.user, on)
    known = Escalation.objects.visible_to(request.user).exclude(status=EscalationStatus.HELD)
    known = known.select_related("rung", "action", "referral__recommendation", "letter")
    page = {
        "on": on,
        "ahead": on != today,
        "look": look,
        "may_raise": on == today and request.user.has_perm(workflow.SEND),
        "due": Paginator(ladder.due(), PER_PAGE).get_page(request.GET.get("due")),
        "held": ladder.held(),
        "page": Paginator(known.latest_first(), PER_PAGE).get_page(request.GET.get("page")),
        "rungs": Rung.objects.lowest_first(),
    }
    return render(request, "correspondence/escalation_list.html", page)


@permission_required(workflow.SEND, raise_exception=True)
@in_one_transaction
def escalation_new(request):
    """`?action=` or `?response=` names what is late by its number."""
    late = _late(request)
    form = LateForm(request.POST or None)
    if form.is_valid():
        try:
            with form.recording():
                return _take(request, late, form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    page = {"late": late, "form": form, "on": timezone.localdate()}
    return render(request, "correspondence/escalation_new.html", page)


def _late(request):
    ladder = Ladder(request.user, timezone.localdate())
    for about in About.values:
        pk = request.GET.get(about, "")
        if pk.isdecimal() and len(pk) < 19 and (late := ladder.find(about, int(pk))):
            return late
    raise Http404


def _take(request, late, data):
    if data["step"] == RAISE:
        escalation = workflow.raise_late(late, by=request.user)
        messages.success(request, "The letter is drafted. Look at it, and send it.")
        return redirect(escalation.letter)
    workflow.hold(late, reason=data["reason"], until=data["until"], by=request.user)
    messages.success(request, f"{late.ref} is held. It comes back by itself.")
    return redirect("escalation_list")


@permission_required(READ, raise_exception=True)
@in_one_transaction
def escalation_detail(request, pk):
    found = Escalation.objects.visible_to(request.user)
    escalation = to_change(request, found, pk=pk)
    may_settle = request.user.has_perm(workflow.SEND)
    is_open = escalation.status != EscalationStatus.SETTLED
    form = OutcomeForm(request.POST or None, thing=escalation) if may_settle else None
    if form and form.is_valid():
        try:
            with form.recording():
                workflow.settle(escalation, outcome=form.cleaned_data["outcome"], by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "What came of it is on record.")
            return redirect("escalation_list")
    page = {
        "escalation": escalation,
        "thing": escalation.action or escalation.referral.recommendation,
        "form": form if is_open or request.method == "POST" else None,
    }
    return render(request, "correspondence/escalation_detail.html", page)
