"""What a body has to do: answers that it owes, actions that want an update, what came back, and
what waits for somebody else."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst

from accounts.people import People
from accounts.roles import Role
from bodies.models import Body
from correspondence.lifecycle import QuestionStatus
from correspondence.models import Question
from recommendations.lifecycle.action import COMPLETE, OPEN, Status
from recommendations.lifecycle.recommendation import Status as RecommendationStatus
from recommendations.models import ActionContributor, ActionRecommendation, Threshold
from recommendations.workflow.plan import APPROVE
from reporting.home.changes import rows_read_then
from reporting.home.headline import headline
from reporting.home.rows import (
    Row,
    first_of,
    heard_of,
    of_action,
    of_recommendation,
    overdue_words,
    question_row,
    state_words,
    with_an_action,
)
from reporting.home.scope import led_by, whole_register

#: Rows of one group on the page; the register lists the rest.
MOST = 15

CLOSED_WITHIN_DAYS = 90

_VACANT = {
    Role.BODY_OFFICER: "Reminders of updates go to the approver instead",
    Role.BODY_APPROVER: "Nobody answers for it, or approves its plans",
}


@dataclass(frozen=True)
class Group:
    """A reason to be on the page, and the first of what it is true of."""

    heading: str
    rows: list
    total: int
    hint: str = ""
    url: str = ""
    can_update: bool = False

    @property
    def more(self):
        return self.total - len(self.rows)


def bodies_of(user):
    """The bodies that a person holds a role for, not their parts, by name."""
    held = [m.body_id for m in user.current_memberships if m.body_id in user.own_body_ids]
    return list(Body.objects.filter(pk__in=held).by_name_first())


def work(user, on):
    bodies = bodies_of(user)
    scope = led_by(bodies, user)
    standing = headline(scope.actions, on)
    to_do = [group for group in _to_do(scope, on, user) if group.total]
    waiting = [group for group in _waiting(scope, user, on) if group.total]
    return {
        "bodies": bodies,
        "own_names": {body.short_name for body in bodies},
        "on": on,
        "headline": standing,
        "parts": standing.parts(scope),
        "to_do": to_do,
        "waiting": waiting,
        "vacant": _vacant(bodies, on),
        "next_due": _next_due(scope, on),
    }


def _to_do(scope, on, user):
    returned = _returned(scope.actions)
    overdue = scope.actions.overdue(on)
    soon = scope.actions.due_soon(on)
    silent = scope.actions.stale(on, cycles=0)
    # Each action stands once, under the first of its reasons.
    not_returned = ~Q(pk__in=returned.values("pk"))
    unscheduled = scope.actions.without_date().filter(not_returned)
    return [
        _replies(scope, on, user),
        _plans(scope, user),
        _plans_to_approve(scope, user),
        _actions(
            "Plans returned to us",
            scope.actions.plan_proposed().exclude(plan_note="").order_by("due_on", "sort_key"),
            lambda action: f"To change: {action.plan_note}",
            can_update=False,
            url_name="action_plan",
        ),
        _questions(user),
        _to_agree(user),
        _actions(
            "Returned to us",
            returned.order_by("-status_on", "sort_key"),
            lambda action: (
                f"Returned on {date_format(action.status_on)}: {action.returned_because}"
            ),
        ),
        _actions(
            "Overdue",
            overdue.filter(not_returned).order_by("due_on", "sort_key"),
            lambda action: overdue_words(action, on),
            url=scope.actions_url(flag="overdue"),
        ),
        _actions(
            "Due soon",
            soon.filter(not_returned).order_by("due_on", "sort_key"),
            lambda action: f"{state_words(action, on)}, {heard_of(action)}",
            url=scope.actions_url(flag="due-soon"),
        ),
        _actions(
            "Updates due this quarter" if _quarterly(on) else "Updates due in this cycle",
            silent.filter(not_returned)
            .exclude(scope.actions.is_overdue(on))
            .exclude(scope.actions.is_due_soon(on))
            .order_by("last_update_on", "sort_key"),
            lambda action: f"{capfirst(heard_of(action))}. {state_words(action, on)}",
        ),
        _actions(
            "No date set",
            unscheduled.exclude(scope.actions.is_stale(on, cycles=0)).order_by("sort_key"),
            _without_date,
            url=scope.actions_url(flag="no-date"),
        ),
    ]


def _questions(user):
    with_us = Question.objects.visible_to(user).filter(
        body__in=user.own_body_ids, status=QuestionStatus.ROUTED
    )
    found, total = first_of(with_us.select_related("recommendation", "body").oldest_first(), MOST)
    rows = [question_row(one, f"With us since {date_format(one.routed_on)}") for one in found]
    return Group("Questions to answer", rows, total)


def _vacant(bodies, on):
    """Kept with the rest of the page, until something changes in the register or the day does."""
    people = People(on)
    found = [
        (body, role)
        for body in bodies
        for role in (Role.BODY_OFFICER, Role.BODY_APPROVER)
        if not people.of(body.pk, role)
    ]
    return [(body, role.label.lower(), _VACANT[role]) for body, role in found]


def _to_agree(user):
    """Claims of others that we contribute to, of which we have not said whether they are so."""
    silent = ActionContributor.objects.filter(body__in=user.own_body_ids).filter(
        Q(agreed_on=None) | Q(agreed_on__lt=F("action__status_on"))
    )
    claimed = whole_register(user).actions.waiting_for_check()
    claimed = claimed.filter(pk__in=silent.values("action")).order_by("status_on", "sort_key")
    found, total = first_of(claimed.select_related("lead_body"), MOST)
    rows = [
        of_action(one, f"Said to be done since {date_format(one.status_on)}", "action_agree")
        for one in found
    ]
    return Group("We contribute: is it done?", rows, total)


def _waiting(scope, user, on):
    since = on - timedelta(days=CLOSED_WITHIN_DAYS)
    claimed = scope.actions.waiting_for_check().order_by("status_on", "sort_key")
    closed = scope.actions.filter(status=Status.VERIFIED, verified_on__gt=since)
    helping = (
        whole_register(user)
        .actions.opened()
        .for_body(user.own_body_ids)
        .exclude(lead_body__in=user.own_body_ids)
    )
    return [
        _dates_asked(scope),
        _actions(
            "Plans waiting for our approver",
            scope.actions.none() if user.has_perm(APPROVE) else _unsigned(scope.actions),
            lambda action: f"Proposed, due on {date_format(action.due_on)}",
            can_update=False,
        ),
        _actions(
            "Plans waiting for governance",
            scope.actions.plan_approved().order_by("due_on", "sort_key"),
            lambda action: f"Approved, due on {date_format(action.due_on)}",
            can_update=False,
        ),
        _actions(
            "Reported complete, waiting to be checked",
            claimed,
            lambda action: f"Since {date_format(action.status_on)}",
            url=scope.actions_url(status=Status.REPORTED_COMPLETE.value),
            can_update=False,
        ),
        _actions(
            "We contribute to",
            helping.order_by("due_on", "sort_key"),
            lambda action: state_words(action, on),
            can_update=False,
        ),
        _actions(
            f"Verified in the last {CLOSED_WITHIN_DAYS} days",
            closed.order_by("-verified_on", "sort_key"),
            lambda action: f"Verified on {date_format(action.verified_on)}",
            can_update=False,
        ),
    ]


def _unsigned(actions):
    """Proposed, and not returned to who proposed it."""
    return actions.plan_proposed().filter(plan_note="").order_by("due_on", "sort_key")


def _plans_to_approve(scope, user):
    found, total = [], 0
    if user.has_perm(APPROVE):
        theirs = with_an_action(whole_register(user).recommendations, _unsigned(scope.actions))
        found, total = first_of(
            theirs.select_related("lead_body").order_by("status_on", "sort_key"), MOST
        )
    rows = [
        of_recommendation(one, "Proposed by an officer of ours", "recommendation_plan")
        for one in found
    ]
    return Group("Plans to approve", rows, total)


def _actions(heading, queryset, why, url="", can_update=True, url_name="action_detail"):
    found, total = first_of(queryset.select_related("lead_body"), MOST)
    rows = [of_action(action, why(action), url_name) for action in found]
    return Group(heading, rows, total, url=url, can_update=can_update)


def _returned(actions):
    """Open again after a claim or a check, with `returned_because`, what was said then."""
    history = rows_read_then(actions).filter(id=OuterRef("pk"))
    earlier = history.exclude(status=OuterRef("status")).order_by("-history_id")
    before = earlier.values("status")[:1]
    said = (
        history.filter(status=OuterRef("status"), status_on=OuterRef("status_on"))
        .filter(effective_on=F("status_on"))
        .order_by("history_id")
        .values("history_change_reason")[:1]
    )
    return (
        actions.filter(status=Status.IN_PROGRESS)
        .annotate(status_before=Subquery(before), returned_because=Subquery(said))
        .filter(status_before__in=COMPLETE)
    )


def _replies(scope, on, user):
    owed = scope.referrals.unanswered().select_related("recommendation", "body", "rule")
    found, total = first_of(owed.soonest_first(), MOST)
    may_answer = user.has_perm("recommendations.answer_referral")
    rows = [
        Row(
            ref=referral.recommendation.ref,
            title=referral.recommendation.title,
            why=referral.arithmetic,
            url=reverse("referral_respond", args=[referral.pk])
            if may_answer
            else referral.recommendation.get_absolute_url(),
            word=referral.status_word,
            body=referral.body.short_name,
            due_on=referral.due_on,
        )
        for referral in found
    ]
    hint = "" if may_answer else "Your approver gives the formal response."
    return Group("Responses we owe", rows, total, hint)


def _plans(scope, user):
    """Accepted, and without an action yet, whether or not the plan is late."""
    planned = ActionRecommendation.objects.filter(
        recommendation=OuterRef("pk"), action__in=whole_register(user).actions.values("pk")
    )
    accepted = scope.recommendations.filter(
        ~Exists(planned),
        status=RecommendationStatus.ACCEPTED,
        lead_body__in=user.own_body_ids,
    )
    found, total = first_of(
        accepted.select_related("lead_body").order_by("status_on", "sort_key"), MOST
    )
    rows = [
        of_recommendation(
            recommendation,
            f"Accepted on {date_format(recommendation.status_on)}; no action has been entered",
        )
        for recommendation in found
    ]
    return Group("Action plans to send", rows, total)


def _dates_asked(scope):
    waiting = scope.date_changes.waiting().select_related("action__lead_body")
    found, total = first_of(waiting.order_by("asked_on", "pk"), MOST)
    rows = [
        of_action(
            change.action,
            f"{date_format(change.new_due_on)} asked for on {date_format(change.asked_on)}",
            word=change.status_word,
        )
        for change in found
    ]
    return Group("New dates waiting for governance", rows, total)


def _next_due(scope, on):
    """The next day on which anything is due, for a body that has nothing to do today."""
    actions = scope.actions.filter(status__in=OPEN, due_on__gte=on).order_by("due_on")
    replies = scope.referrals.unanswered().order_by("due_on")
    days = [*actions.values_list("due_on", flat=True)[:1]]
    days += replies.values_list("due_on", flat=True)[:1]
    return min(days, default=None)


def _quarterly(on):
    return Threshold.objects.rules_on(on).cycle_months == 3


def _without_date(action):
    return f"Written as “{action.due_words}”" if action.due_words else "Nobody has given a date"
