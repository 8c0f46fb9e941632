"""What somebody has to be reminded of on a day, whoever that is."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from accounts.roles import Role
from accounts.visibility import Visibility
from bodies.models import Meeting
from correspondence.lifecycle import QuestionStatus
from correspondence.models import Question, Reminder
from recommendations.flags import plan_due_on
from recommendations.lifecycle.recommendation import Status
from recommendations.models import Action, Recommendation, Referral, Threshold

About = Reminder.About

#: Days from the date on which a reminder goes. A run that was missed catches up with the latest.
BEFORE_AND_AFTER = (-14, -7, -1, 1)
OCCASIONS = {
    About.UPDATE: BEFORE_AND_AFTER,
    About.ACTION: BEFORE_AND_AFTER,
    About.RESPONSE: BEFORE_AND_AFTER,
    About.PLAN: (1,),
    About.FOLLOW_UP: (-14, 0),
    About.QUESTION: (-3, 1, 15),
}
#: Days in which a body is expected to answer a member; no law says so.
ANSWERED_WITHIN = 10
#: Who is reminded: the first of these roles that anybody holds for the body.
ROLES = {
    About.UPDATE: (Role.BODY_OFFICER, Role.BODY_APPROVER),
    About.ACTION: (Role.BODY_OFFICER, Role.BODY_APPROVER),
    About.RESPONSE: (Role.BODY_APPROVER, Role.BODY_OFFICER),
    About.PLAN: (Role.BODY_APPROVER, Role.BODY_OFFICER),
    About.QUESTION: (Role.BODY_OFFICER, Role.BODY_APPROVER),
}


@dataclass(frozen=True)
class Due:
    """`thing` is what must be readable to whoever is reminded of it; `body` is None where
    governance is reminded."""

    about: About
    thing: object
    ref: str
    title: str
    body: object
    due_on: date
    occasion: int
    path: str
    key: int

    @property
    def is_public(self):
        return _named(self.thing).visibility == Visibility.PUBLIC


def _named(thing):
    """What a person knows it by."""
    return thing.recommendation if isinstance(thing, Referral | Question) else thing


def occasion_of(about, due_on, on):
    """The latest occasion that has come by `on`, or None."""
    come = [one for one in OCCASIONS[about] if due_on + timedelta(days=one) <= on]
    return max(come, default=None)


def due_on(on):
    """Everything whose latest occasion has come, whether or not somebody was told already."""
    for about, found in (
        (About.RESPONSE, _responses(on)),
        (About.PLAN, _plans(on)),
        (About.UPDATE, _updates(on)),
        (About.ACTION, _actions(on)),
        (About.FOLLOW_UP, _follow_ups(on)),
        (About.QUESTION, _questions()),
    ):
        for thing, body, day, path, key in found:
            occasion = occasion_of(about, day, on)
            if occasion is not None:
                named = _named(thing)
                yield Due(about, thing, named.ref, named.title, body, day, occasion, path, key)


def _soon(on):
    return on + timedelta(days=max(-one for one in BEFORE_AND_AFTER))


def _responses(on):
    found = Referral.objects.unanswered().filter(due_on__lte=_soon(on))
    found = found.filter(recommendation__voided_on=None).select_related("recommendation", "body")
    for one in found.soonest_first():
        yield one, one.body, one.due_on, reverse("referral_respond", args=[one.pk]), one.pk


def _plans(on):
    found = Recommendation.objects.standing().plan_overdue(on).select_related("lead_body")
    for one in found.order_by("status_on", "sort_key"):
        path = reverse("action_new", args=[one.ref])
        yield one, one.lead_body, plan_due_on(one), path, one.pk


def _updates(on):
    """An action that two meetings want to hear of is asked about once, for the earlier."""
    days = Threshold.objects.rules_on(on).update_window_days
    asked = set()
    for meeting in Meeting.objects.wanting_updates(on, days).order_by("updates_due_on", "pk"):
        wanted = Action.objects.standing().wanted_for(meeting).exclude(pk__in=asked)
        for one in wanted.select_related("lead_body").in_reference_order():
            asked.add(one.pk)
            path = reverse("action_update", args=[one.ref])
            yield one, one.lead_body, meeting.updates_due_on, path, one.pk


def _actions(on):
    found = Action.objects.standing().opened().in_delivery().filter(due_on__lte=_soon(on))
    found = found.filter(~Q(due_on=None)).select_related("lead_body")
    for one in found.order_by("due_on", "sort_key"):
        yield one, one.lead_body, one.due_on, reverse("action_update", args=[one.ref]), one.pk


def _follow_ups(on):
    found = Recommendation.objects.standing().filter(
        status=Status.CLOSED, follow_up_on__lte=_soon(on)
    )
    for one in found.order_by("follow_up_on", "sort_key"):
        yield one, None, one.follow_up_on, one.get_absolute_url(), one.pk


def _questions():
    waiting = Question.objects.filter(status=QuestionStatus.ROUTED)
    for one in waiting.select_related("recommendation", "body").oldest_first():
        day = one.routed_on + timedelta(days=ANSWERED_WITHIN)
        yield one, one.body, day, one.get_absolute_url(), one.pk
