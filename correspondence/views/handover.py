"""Handing over: some of what a body or a post leads, or all of a body that is replaced."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.models import Membership
from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from bodies.models import Body
from correspondence.forms.handover import FromForm, ReplaceForm, TransferForm
from correspondence.models import Letter, Question
from correspondence.workflow import question as questions
from recommendations.workflow import handover as workflow
from recommendations.workflow.handover import InHand

#: Recommendations and actions that are handed over at once; a second round takes the rest.
MOST = 200


@permission_required(workflow.MOVE, raise_exception=True)
@in_one_transaction
def handover(request):
    """`?body=` and `?post=` say whose work it is, `?all=1` that all of it is chosen."""
    whose = FromForm(request.GET if "body" in request.GET else None)
    form, led = TransferForm(request.POST or None), []
    if whose.is_valid():
        hand = InHand.of(whose.cleaned_data["body"], request.user, whose.cleaned_data["post"])
        recommendations, actions = list(hand.recommendations[:MOST]), list(hand.actions[:MOST])
        led = [*recommendations, *actions]
        chosen = set(request.POST.getlist("on_this"))
        if form.is_valid():
            told = {name: form.cleaned_data[name] for name in ("to", "post", "on", "reason")}
            try:
                with form.recording():
                    number = workflow.transfer(
                        [one for one in recommendations if one.ref in chosen],
                        [one for one in actions if one.ref in chosen],
                        by=request.user,
                        **told,
                    )
            except NotAllowed as refusal:
                form.add_error(None, str(refusal))
            else:
                said = "1 thing is" if number == 1 else f"{number} things are"
                messages.success(request, f"{said} handed over to {told['to']}.")
                return redirect(f"{request.path}?{request.GET.urlencode()}")
    page = {
        "whose": whose,
        "form": form,
        "led": led,
        "chosen": _chosen(request, led),
        "body": whose.cleaned_data["body"] if led or whose.is_valid() else None,
        "most": MOST if len(led) >= MOST else None,
    }
    return render(request, "correspondence/handover.html", page)


def _chosen(request, led):
    if request.method == "POST":
        return request.POST.getlist("on_this")
    return [one.ref for one in led] if "all" in request.GET else []


@permission_required(workflow.MOVE, raise_exception=True)
@in_one_transaction
def body_replace(request, slug):
    """All that a body has in hand goes to its successor."""
    body = to_change(request, Body.objects.all(), slug=slug)
    form = ReplaceForm(request.POST or None, thing=body)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("successor", "on", "reason")}
        try:
            with form.recording():
                number = workflow.replace_body(body, by=request.user, **told)
                number += questions.hand_over(body, to=told["successor"], by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            said = "1 thing went" if number == 1 else f"{number} things went"
            messages.success(request, f"{said} over from {body} to {told['successor']}.")
            return redirect(body)
    hand = InHand.of(body, request.user)
    held = Membership.objects.current(timezone.localdate()).filter(body=body)
    page = {
        "body": body,
        "form": form,
        "counts": [
            ("recommendation", "recommendations", hand.recommendations.count()),
            ("action", "actions", hand.actions.count()),
            ("answer that it owes", "answers that it owes", hand.referrals.count()),
            (
                "part in what others lead",
                "parts in what others lead",
                hand.contributions.count() + hand.action_contributions.count(),
            ),
            ("question", "questions", Question.objects.with_body(body).count()),
        ],
        "people": held.select_related("user").order_by("user__name", "pk"),
        "letters": Letter.objects.drafts().filter(body=body).count(),
        "parts": body.parts.filter(ended_on=None).by_name_first(),
    }
    return render(request, "correspondence/body_replace.html", page)
