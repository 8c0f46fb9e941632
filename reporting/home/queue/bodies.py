"""What bodies owe and sent: answers, updates, and posts that nobody holds."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format

from accounts.people import People
from accounts.roles import Role
from bodies.models import Body, Meeting
from recommendations.lifecycle.referral import Status
from recommendations.models import Threshold
from recommendations.models.action import window_opens_on
from reporting.home.queue.line import MOST, Queue
from reporting.home.rows import Row, days, first_of

#: Days for which an answer is shown as new.
LOOKED_AT = 14
#: Bodies whose updates are still wanted: all of them, as a rule.
WINDOWS = 30


def of_replies(scope, on):
    everything = scope.referrals.select_related("recommendation", "body")

    def queue(key, heading, found, flag):
        referrals, total = first_of(found.soonest_first(), MOST)
        rows = [_reply(referral, on) for referral in referrals]
        return Queue(key, heading, rows, total, scope.recommendations_url(flag=flag))

    return [
        queue("replies", "Responses overdue", everything.overdue(on), "response-overdue"),
        queue("replies-soon", "Responses due soon", everything.due_soon(on), "response-due-soon"),
        _answers(everything, on),
    ]


def _answers(referrals, on):
    """What bodies answered of late, for somebody to see whether it is whole."""
    since = on - timedelta(days=LOOKED_AT)
    found = referrals.filter(status=Status.ANSWERED, answered_on__gt=since, recorded_for_body=False)
    shown, total = first_of(found.order_by("-answered_on", "pk"), MOST)
    rows = [
        Row(
            ref=one.recommendation.ref,
            title=one.recommendation.title,
            why=f"Answered on {date_format(one.answered_on)}, decided by {one.decision_maker}",
            url=one.recommendation.get_absolute_url(),
            word=one.status_word,
            body=one.body.short_name,
        )
        for one in shown
    ]
    return Queue("answers", f"Answers of the last {LOOKED_AT} days, to check", rows, total)


def _reply(referral, on):
    late = referral.days_late(on)
    last = f"Last day {date_format(referral.due_on)}"
    return Row(
        ref=referral.recommendation.ref,
        title=referral.recommendation.title,
        why=f"{last}, {days(late)} ago" if late else last,
        url=reverse("referral_respond", args=[referral.pk]),
        word=referral.status_word,
        body=referral.body.short_name,
    )


def of_updates(scope, on):
    """How far each body is with what the next meetings want to hear: those that are not done."""
    days = Threshold.objects.rules_on(on).update_window_days
    rows = []
    for meeting in Meeting.objects.wanting_updates(on, days).order_by("updates_due_on", "pk"):
        heard = Q(last_update_on__gte=window_opens_on(meeting))
        bodies = (
            scope.actions.reported_for(meeting)
            .order_by()
            .values("lead_body__short_name", "lead_body__slug")
            .annotate(wanted=Count("pk"), heard=Count("pk", filter=heard))
            .order_by("lead_body__short_name")
        )
        rows += [_window(meeting, one) for one in bodies if one["heard"] < one["wanted"]]
    return [Queue("updates", "Updates for the next meeting", rows[:WINDOWS], len(rows))]


def _window(meeting, body):
    name = body["lead_body__short_name"]
    return Row(
        ref=name or "Nobody leads",
        title=f"{body['heard']} of {body['wanted']} on record",
        why=f"Wanted by {date_format(meeting.updates_due_on)} for {meeting.ref}",
        url=reverse("body_detail", args=[body["lead_body__slug"]])
        if name
        else meeting.get_absolute_url(),
    )


def vacant_posts(scope, on):
    """Bodies that owe something, and for which nobody here speaks."""
    owing = set(scope.actions.opened().order_by().values_list("lead_body", flat=True).distinct())
    owing |= set(scope.referrals.unanswered().order_by().values_list("body", flat=True).distinct())
    people = People(on)
    vacant = [
        key for key in owing - {None} if not people.of(key, Role.BODY_OFFICER, Role.BODY_APPROVER)
    ]
    bodies = Body.objects.filter(pk__in=vacant).by_name_first()
    rows = [
        Row(
            ref=body.short_name,
            title=body.name,
            why="It owes something, and nobody here speaks for it",
            url=body.get_absolute_url(),
        )
        for body in bodies[:MOST]
    ]
    return Queue("vacant", "Bodies that nobody speaks for", rows, len(vacant))
