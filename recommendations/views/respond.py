"""A body answers a recommendation that was put to it, or governance records its answer."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations.forms.respond import ReceivedForm, ResponseForm, WithdrawForm
from recommendations.lifecycle.referral import Status
from recommendations.models import Referral
from recommendations.workflow import referral as workflow


@permission_required("recommendations.answer_referral", raise_exception=True)
@in_one_transaction
def referral_respond(request, pk):
    found = Referral.objects.answerable_by(request.user).select_related(
        "recommendation", "body", "rule"
    )
    referral = to_change(request, found, pk=pk)
    form = ResponseForm(request.POST or None, thing=referral)
    if form.is_valid():
        try:
            with form.recording():
                answered = workflow.answer(referral, **form.answer, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            label = answered.status_word.label.lower()
            messages.success(request, f"The answer of {referral.body} is on record: {label}.")
            return redirect(referral.recommendation)
    page = {
        "referral": referral,
        "recommendation": referral.recommendation,
        "form": form,
        "days_late": referral.days_late(timezone.localdate()),
    }
    return render(request, "recommendations/referral_respond.html", page)


@permission_required("recommendations.move_recommendation", raise_exception=True)
@in_one_transaction
def referral_withdraw(request, pk):
    found = Referral.objects.answerable_by(request.user).select_related("recommendation", "body")
    referral = to_change(request, found, pk=pk)
    offered = referral.status == Status.ISSUED or request.method == "POST"
    form = WithdrawForm(request.POST or None, thing=referral) if offered else None
    if form and form.is_valid():
        try:
            with form.recording():
                workflow.withdraw(referral, reason=form.cleaned_data["reason"], by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{referral.body} need not answer.")
            return redirect(referral.recommendation)
    page = {"referral": referral, "recommendation": referral.recommendation, "form": form}
    return render(request, "recommendations/referral_withdraw.html", page)


@permission_required("recommendations.answer_referral", raise_exception=True)
@in_one_transaction
def referral_received(request, pk):
    found = Referral.objects.answerable_by(request.user).select_related(
        "recommendation", "body", "rule"
    )
    referral = to_change(request, found, pk=pk)
    form = ReceivedForm(request.POST or None, thing=referral)
    if form.is_valid():
        try:
            with form.recording():
                told = workflow.receive(
                    referral, received_on=form.cleaned_data["received_on"], by=request.user
                )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told.arithmetic)
            return redirect(referral.recommendation)
    page = {"referral": referral, "recommendation": referral.recommendation, "form": form}
    return render(request, "recommendations/referral_received.html", page)
