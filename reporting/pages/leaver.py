"""Somebody leaves: what is in their hands, whom it goes to, and which posts become vacant."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts import security_log
from accounts import workflow as accounts
from accounts.models import Membership, User, with_parts
from audit.editing import in_one_transaction
from audit.refusal import NotAllowed
from audit.screened_form import ScreenedForm
from bodies.forms import DayField
from correspondence.models import Question
from imports.models import ImportBatch
from recommendations.forms.update import text
from recommendations.models import DateChange
from recommendations.workflow import handover
from recommendations.workflow.handover import InPerson


class LeavingForm(ScreenedForm, forms.Form):
    last_day = DayField(
        label="Last day",
        initial=timezone.localdate,
        error_messages={"required": "Give the last day"},
    )
    to = forms.ModelChoiceField(
        label="Who takes over? (optional)",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="Somebody who holds a role for one of the same bodies by now.",
    )
    reason = text("Why?", rows=2, required="Say why", max_length=500)

    def __init__(self, data=None, *, person, body_ids):
        super().__init__(data)
        today = timezone.localdate()
        same = Membership.objects.current(today).filter(
            Q(body__in=body_ids) if body_ids else Q(role__in=person.roles)
        )
        people = User.objects.filter(pk__in=same.values("user"), is_active=True)
        self.fields["to"].queryset = people.exclude(pk=person.pk).order_by("name", "pk")


@permission_required("accounts.change_membership", raise_exception=True)
@in_one_transaction
def person_leaving(request, pk):
    person = get_object_or_404(User, pk=pk)
    today = timezone.localdate()
    held = list(person.memberships.current(today).select_related("body").order_by("pk"))
    body_ids = with_parts({one.body_id for one in held if one.body_id})
    form = LeavingForm(request.POST or None, person=person, body_ids=body_ids)
    if form.is_valid():
        try:
            with form.recording():
                _leave(person, body_ids, form.cleaned_data, request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            security_log.note("leaves", request=request, user=request.user, of=person.email)
            messages.success(request, f"{person} leaves. Their roles have a last day.")
            return redirect("admin:accounts_user_change", person.pk)
    page = {
        "person": person,
        "form": form,
        "roles": [(one, _others(one, today)) for one in held],
        "hands": _in_hand(person, body_ids),
    }
    return render(request, "accounts/person_leaving.html", page)


def _leave(person, body_ids, told, by):
    if told["to"]:
        handover.succeed(person, to=told["to"], body_ids=body_ids, by=by)
    accounts.leave(person, last_day=told["last_day"], reason=told["reason"], by=by)


def _others(membership, on):
    """How many others hold the same role for the same body from tomorrow on."""
    same = Membership.objects.current(on + timedelta(days=1)).filter(
        role=membership.role, body=membership.body_id, user__is_active=True
    )
    return same.exclude(user=membership.user_id).values("user").distinct().count()


def _in_hand(person, body_ids):
    """Numbers alone: whoever gives roles may not read everything."""
    hand = InPerson.of(person, body_ids)
    return [
        ("Actions that name them", hand.by_name.count()),
        (f"Actions that name their post, {person.post or 'none'}", hand.by_post.count()),
        ("Drafts of updates that they were given", hand.drafts.count()),
        (
            "New dates that they asked for, waiting for governance",
            DateChange.objects.waiting().filter(asked_by=person).count(),
        ),
        (
            "Questions that they asked, without an answer",
            Question.objects.unanswered().filter(asked_by=person).count(),
        ),
        ("Imports that they have not saved", ImportBatch.objects.waiting_of(person).count()),
    ]
