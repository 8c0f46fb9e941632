"""Recommendations that wait for governance."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format

from accounts.people import People
from bodies.models import Meeting
from recommendations.lifecycle.recommendation import Status
from reporting.home.queue.line import MOST, Queue
from reporting.home.rows import first_of, of_recommendation, with_an_action


def of_recommendations(scope, on):
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
            with_an_action(everything, _plans_to_agree(scope.actions)),
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


def _plans_to_agree(actions):
    """Approved by their body; or proposed by one for which nobody approves."""
    proposed, people = actions.plan_proposed(), People()
    bodies = set(proposed.order_by().values_list("lead_body", flat=True).distinct())
    without = [pk for pk in bodies if not people.approves_for(pk)]
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
