"""Governance's queue: what waits for it, each line leading to the page where it is done."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format

from accounts.people import People
from accounts.roles import Role
from bodies.models import Body, Decision, Meeting
from correspondence.ladder import Ladder
from correspondence.models import Letter, Mail, Question
from motions.models import Motion, MotionPoint
from recommendations.classified import list_url, waiting
from recommendations.lifecycle.recommendation import Status
from recommendations.lifecycle.referral import Status as ReferralStatus
from recommendations.models import Recommendation, Threshold
from recommendations.models.action import window_opens_on
from recommendations.workflow.plan import has_approver
from reporting.home.headline import headline
from reporting.home.rows import (
    Row,
    days,
    first_of,
    of_action,
    of_recommendation,
    overdue_words,
    question_row,
    state_words,
    with_an_action,
)
from reporting.home.scope import whole_register

#: Lines of one queue on the page.
MOST = 5
#: Days for which an answer is shown as new.
LOOKED_AT = 14
#: Days after which nobody looks for the decisions of a meeting any more.
RECORDED_WITHIN = 60
#: Bodies whose updates are still wanted: all of them, as a rule.
WINDOWS = 30


@dataclass(frozen=True)
class Queue:
    """`url` is the whole list, where a page has it; `together` the words and the address of a page
    where several are done at once."""

    key: str
    heading: str
    rows: list
    total: int
    url: str = ""
    together: tuple = ()

    @property
    def more(self):
        return self.total - len(self.rows)


def governance(user, on):
    scope = whole_register(user)
    standing = headline(scope.actions, on)
    queues = [
        *_of_recommendations(scope, on),
        *_of_actions(scope, on),
        *_of_replies(scope, on),
        *_of_meetings(on),
        *_of_updates(scope, on),
        _vacant(scope, on),
        *_of_motions(on),
        *_of_questions(user),
        *_of_letters(user, on),
        *_of_keeping(user, on),
    ]
    return {
        "on": on,
        "headline": standing,
        "parts": standing.parts(scope),
        "queues": [queue for queue in queues if queue.total],
        "clear": [queue.heading for queue in queues if not queue.total],
        "register_empty": not scope.recommendations.exists(),
    }


def _of_recommendations(scope, on):
    everything = scope.recommendations.select_related("lead_body")
    late = set(everything.not_forwarded(on).values_list("pk", flat=True)[:MOST])

    def queue(key, heading, found, why, url_name="recommendation_move", **filters):
        things, total = first_of(found.order_by("status_on", "sort_key"), MOST)
        rows = [of_recommendation(one, why(one), url_name) for one in things]
        url = scope.recommendations_url(**filters) if filters else ""
        return Queue(key, heading, rows, total, url, done_at.get(key, ()))

    done_at = {
        "adopt": ("Record what a meeting decided about several", reverse("meeting_list")),
        "forward": ("Forward several", reverse("recommendation_forward")),
    }
    return [
        queue("adopt", "To adopt or not", _suggested_at_a_meeting(everything, on), _suggested),
        queue(
            "forward",
            "To forward",
            everything.filter(status=Status.ADOPTED),
            lambda one: (
                f"Adopted on {date_format(one.status_on)}, no body has been told"
                + (": more than ten working days ago" if one.pk in late else "")
            ),
            status=Status.ADOPTED.value,
        ),
        queue(
            "plan",
            "Accepted, without a plan in time",
            everything.plan_overdue(on),
            lambda one: f"Accepted on {date_format(one.status_on)}, no action yet",
            flag="plan-overdue",
        ),
        queue(
            "rejected",
            "Rejected: to challenge, or the refusal to note",
            everything.filter(status=Status.REJECTED),
            lambda one: f"Rejected on {date_format(one.status_on)}",
            status=Status.REJECTED.value,
        ),
        queue(
            "plans",
            "Plans to agree",
            with_an_action(everything, plans_to_agree(scope.actions)),
            lambda one: "Approved by the body that leads, or nobody there approves",
            "recommendation_plan",
        ),
        queue(
            "assurance",
            "Assurance overdue",
            everything.assurance_overdue(on),
            lambda one: (
                f"Said to be done on {date_format(one.status_on)}, and the committee has met since"
            ),
            flag="assurance-overdue",
        ),
        queue(
            "follow-up",
            "To look at again: did it stick?",
            everything.filter(status=Status.CLOSED, follow_up_on__lte=on),
            lambda one: (
                f"Closed on {date_format(one.status_on)}, to be looked at again on "
                f"{date_format(one.follow_up_on)}"
            ),
        ),
        queue(
            "lead",
            "Recommendations that nobody leads",
            everything.owner_missing(on),
            lambda one: one.status_word.label,
            flag="no-owner",
        ),
    ]


def plans_to_agree(actions):
    """Approved by their body; or proposed by one for which nobody approves."""
    proposed, people = actions.plan_proposed(), People()
    bodies = set(proposed.order_by().values_list("lead_body", flat=True).distinct())
    without = [pk for pk in bodies if not has_approver(pk, people)]
    return actions.filter(
        Q(pk__in=actions.plan_approved().values("pk"))
        | Q(pk__in=proposed.filter(Q(lead_body__in=without) | Q(lead_body=None)).values("pk"))
    )


def _suggested_at_a_meeting(recommendations, on):
    """Suggested, and a meeting has been held to which the paper or the suggestion went."""
    since = Meeting.objects.filter(
        body=OuterRef("committee"), held_on__gt=OuterRef("status_on"), held_on__lte=on
    )
    return recommendations.filter(status=Status.SUGGESTED).filter(
        Q(next_at_committee_on__lte=on) | Q(document__meeting__held_on__lte=on) | Exists(since)
    )


def _suggested(recommendation):
    return f"Suggested on {date_format(recommendation.status_on)}"


def _of_actions(scope, on):
    everything = scope.actions.select_related("lead_body")

    def queue(key, heading, found, why, url_name, **filters):
        things, total = first_of(found, MOST)
        rows = [of_action(one, why(one), url_name) for one in things]
        return Queue(key, heading, rows, total, scope.actions_url(**filters))

    return [
        queue(
            "claims",
            "Claims to check",
            everything.waiting_for_check().order_by("status_on", "sort_key"),
            lambda one: f"Reported complete on {date_format(one.status_on)}",
            "action_check",
            status="reported-complete",
        ),
        _dates_to_agree(scope),
        queue(
            "overdue",
            "Overdue actions",
            everything.overdue(on).order_by("due_on", "sort_key"),
            lambda one: overdue_words(one, on),
            "action_update",
            flag="overdue",
        ),
        queue(
            "stale",
            "No update for a whole cycle",
            everything.stale(on).order_by("last_update_on", "sort_key"),
            lambda one: (
                f"Last update {date_format(one.last_update_on)}"
                if one.last_update_on
                else f"No update since it was opened on {date_format(one.opened_on)}"
            ),
            "action_update",
            flag="stale",
        ),
        queue(
            "owner",
            "Actions that nobody leads",
            everything.owner_missing(on).order_by("sort_key"),
            lambda one: state_words(one, on),
            "action_detail",
            flag="no-owner",
        ),
        queue(
            "date",
            "Actions without a date",
            everything.without_date().order_by("sort_key"),
            lambda one: f"Written as “{one.due_words}”" if one.due_words else "No date given",
            "action_date",
            flag="no-date",
        ),
    ]


def _dates_to_agree(scope):
    waiting = scope.date_changes.waiting().select_related("action__lead_body")
    changes, total = first_of(waiting.order_by("asked_on", "pk"), MOST)
    rows = [
        of_action(
            change.action,
            f"{change.asked_by_label} asks for {date_format(change.new_due_on)}: {change.reason}",
            "action_date",
            word=change.status_word,
        )
        for change in changes
    ]
    return Queue("dates", "Dates to agree", rows, total)


def _of_replies(scope, on):
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
    found = referrals.filter(
        status=ReferralStatus.ANSWERED, answered_on__gt=since, recorded_for_body=False
    )
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


def _of_meetings(on):
    """Meetings of committees that follow something: held with nothing on record, and those whose
    minutes are still a draft."""
    followed = Recommendation.objects.standing().filter(committee=OuterRef("body"))
    decided = Decision.objects.filter(meeting=OuterRef("pk"))
    held = Meeting.objects.filter(
        Exists(followed), held_on__lte=on, held_on__gt=on - timedelta(days=RECORDED_WITHIN)
    )
    silent, silent_total = first_of(held.exclude(Exists(decided)).order_by("held_on", "pk"), MOST)
    draft = Meeting.objects.filter(Exists(decided.filter(is_draft=True)))
    drafts, drafts_total = first_of(draft.order_by("held_on", "pk"), MOST)

    def row(meeting, why, page):
        return Row(
            ref=meeting.ref,
            title=str(meeting),
            why=why,
            url=reverse(page, args=[meeting.ref]),
        )

    return [
        Queue(
            "decisions",
            "Decisions to record",
            [
                row(one, f"Held on {date_format(one.held_on)}, nothing on record",
                    "meeting_decisions")
                for one in silent
            ],
            silent_total,
        ),
        Queue(
            "minutes",
            "Draft minutes to confirm",
            [
                row(one, f"Held on {date_format(one.held_on)}, minutes in draft",
                    "meeting_confirm")
                for one in drafts
            ],
            drafts_total,
        ),
    ]  # fmt: skip


def _vacant(scope, on):
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


def _of_updates(scope, on):
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


def _of_motions(on):
    late = Motion.objects.report_back_overdue(on).select_related("asked_of")
    motions, motions_total = first_of(late.order_by("report_back_due_on", "ref"), MOST)
    unanswered = MotionPoint.objects.unanswered().select_related("motion")
    points, points_total = first_of(unanswered.in_order(), MOST)
    return [
        Queue(
            "report-back",
            "Motions not reported back on",
            [
                Row(
                    ref=motion.ref,
                    title=motion.title,
                    why=f"Report asked for by {date_format(motion.report_back_due_on)}",
                    url=motion.get_absolute_url(),
                    body=motion.asked_of.short_name if motion.asked_of else "",
                )
                for motion in motions
            ],
            motions_total,
        ),
        Queue(
            "points",
            "Motion points without an answer",
            [
                Row(
                    ref=point.ref,
                    title=point.title,
                    why="Nobody has said how it was answered",
                    url=reverse("point_classify", args=[point.motion.ref, point.number]),
                    word=point.answer_word,
                )
                for point in points
            ],
            points_total,
        ),
    ]


def _of_questions(user):
    everything = Question.objects.visible_to(user).select_related("recommendation", "body")
    found, total = first_of(everything.to_route().oldest_first(), MOST)
    rows = [question_row(one, f"Asked on {date_format(one.asked_on)}") for one in found]
    return [Queue("questions", "Members’ questions to pass on", rows, total,
                  reverse("question_list"))]  # fmt: skip


def _of_letters(user, on):
    """What has come to a rung of the ladder, drafts that nobody has sent, and e-mails that a mail
    server refused."""
    late = Ladder(user, on).due()
    drafts = Letter.objects.drafts().select_related("body")
    letters, letters_total = first_of(drafts.order_by("dated_on", "pk"), MOST)
    mails, mails_total = first_of(Mail.objects.refused().order_by("-pk"), MOST)
    return [
        Queue(
            "escalations",
            "Escalations due",
            [
                Row(
                    ref=one.ref,
                    title=one.named.title,
                    why=f"{days(one.days)} late. Rung {one.rung.number}: {one.rung.who_hears}",
                    url=f"{reverse('escalation_new')}?{one.key}",
                    body=str(one.body),
                )
                for one in late[:MOST]
            ],
            len(late),
            reverse("escalation_list"),
        ),
        Queue(
            "letters",
            "Letters to send",
            [
                Row(
                    ref=letter.body.short_name,
                    title=letter.subject,
                    why=f"Drafted, dated {date_format(letter.dated_on)}",
                    url=letter.get_absolute_url(),
                    word=letter.status_word,
                )
                for letter in letters
            ],
            letters_total,
            reverse("letter_list"),
        ),
        Queue(
            "refused",
            "E-mails that were refused",
            [
                Row(
                    ref=mail.to_label,
                    title=mail.subject,
                    why=f"{mail.address}: {mail.fault}",
                    url=reverse("mail_detail", args=[mail.pk]),
                    word=mail.status_word,
                )
                for mail in mails
            ],
            mails_total,
            f"{reverse('mail_list')}?status=refused",
        ),
    ]


def _of_keeping(user, on):
    """Who may read what, and what was entered in error: a line for each kind of thing."""
    numbers = waiting(user, on)

    def queue(key, heading, why, url, url_of):
        rows = [
            Row(ref=str(number), title=kind.one if number == 1 else kind.many, why=why,
                url=url_of(kind))
            for kind, number in numbers[key].items()
        ]  # fmt: skip
        return Queue(key, heading, rows, sum(numbers[key].values()), url)

    everything = reverse("unclassified_list")
    void = reverse("void_list")
    again = f"{everything}#again"
    return [
        queue("classify", "To classify", "Nobody has said who may read them", everything, list_url),
        queue("look-again", "Classifications to look at again", "Not public, and the day has come",
              again, lambda kind: again),
        queue("void", "Said to be entered in error", "A second person has to agree", void,
              lambda kind: void),
    ]  # fmt: skip
