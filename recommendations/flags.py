"""What time and the record say about a thing without anybody typing it: overdue, slipped, no owner.

A flag is a condition of a QuerySet with a word, a rule and a sentence. The register filters by
flags; the page of one thing reads all that hold along with the thing.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.formats import date_format

from recommendations.models import Action, Referral, Threshold


@dataclass(frozen=True)
class Flag:
    """`holds(queryset, on)` is the condition on its rows; `sentence(thing, on)` says it of one;
    `rule` says when it holds, for readers."""

    slug: str
    label: str
    rule: str
    holds: Callable
    sentence: Callable

    def narrow(self, found, on):
        """The things among `found` that have it."""
        return found.filter(self.holds(found, on))

    def rule_on(self, day):
        """The rule with the numbers that were in force on `day`."""
        return self.rule.format(**asdict(Threshold.objects.rules_on(day)))


@dataclass(frozen=True)
class Raised:
    """A flag that holds for one thing."""

    flag: Flag
    sentence: str


def days(count):
    return "1 day" if count == 1 else f"{count:,} days"


def times(count):
    return "once" if count == 1 else f"{count} times"


def with_flags(found, flags, on):
    """Annotates whether each of `flags` holds, for `raised`."""
    return found.annotate(
        **{_holds(flag): ExpressionWrapper(flag.holds(found, on), BooleanField()) for flag in flags}
    )


def _holds(flag):
    return f"flag_{flag.slug.replace('-', '_')}"


def raised(thing, flags, on):
    """The flags that hold for `thing` on `on`, after `with_flags`."""
    return [
        Raised(flag, flag.sentence(thing, on)) for flag in flags if getattr(thing, _holds(flag))
    ]


def _overdue(action, on):
    return f"{days(action.days_overdue(on))} past {date_format(action.due_on)}."


def _due_soon(action, on):
    left = (action.due_on - on).days
    return f"Due {'today' if left == 0 else 'in ' + days(left)}, on {date_format(action.due_on)}."


def _slipped(action, on):
    return (
        f"First due on {date_format(action.original_due_on)}, now {date_format(action.due_on)}: "
        f"{days(action.days_slipped)} later. Moved {times(action.times_moved)}."
    )


def _stale(action, on):
    if action.last_update_on is None:
        return f"No update since it was opened on {date_format(action.opened_on)}."
    return f"No update since {date_format(action.last_update_on)}."


def _blocked(action, on):
    return (
        f"Blocked for {days((on - action.status_on).days)}, since {date_format(action.status_on)}."
    )


def _no_date(action, on):
    return (
        f"No date set. Its source says “{action.due_words}”."
        if action.due_words
        else "No date set."
    )


def _no_owner(thing, on):
    if thing.lead_body is None:
        return "No body leads this."
    return (
        f"{thing.lead_body} led this, ended on {date_format(thing.lead_body.ended_on)}, and has no "
        "successor."
    )


ACTION_FLAGS = (
    Flag(
        "overdue",
        "Overdue",
        "Open, and its current date has passed. The date itself is not overdue.",
        lambda found, on: found.is_overdue(on),
        _overdue,
    ),
    Flag(
        "due-soon",
        "Due soon",
        "Open, and due today or in the next {due_soon_days} days.",
        lambda found, on: found.is_due_soon(on),
        _due_soon,
    ),
    Flag(
        "stale",
        "No update this cycle",
        "Open and in delivery, with no update for a whole reporting cycle.",
        lambda found, on: found.is_stale(on),
        _stale,
    ),
    Flag(
        "not-reported",
        "Never reported",
        "Open, and nobody has posted an update yet.",
        lambda found, on: found.is_never_reported(),
        lambda action, on: "No update yet.",
    ),
    Flag(
        "slipped",
        "Slipped",
        "Its current date is later than its original one.",
        lambda found, on: found.is_slipped(),
        _slipped,
    ),
    Flag(
        "no-date",
        "No date set",
        "Open, without a date.",
        lambda found, on: found.is_without_date(),
        _no_date,
    ),
    Flag(
        "no-owner",
        "No owner",
        "Led by nobody, or by a body that has ended without a successor.",
        lambda found, on: found.is_without_owner(on),
        _no_owner,
    ),
    Flag(
        "blocked-too-long",
        "Blocked too long",
        "Blocked for more than {blocked_days} days.",
        lambda found, on: found.is_blocked_too_long(on),
        _blocked,
    ),
    Flag(
        "claim-without-evidence",
        "Claim without evidence",
        "Reported complete, with no evidence on record.",
        lambda found, on: found.is_claimed_without_evidence(),
        lambda action, on: "Reported complete, with no evidence on record.",
    ),
)


def raised_by_actions(actions):
    """The flags that any of these has, each naming those that do, after `with_flags`."""
    found = []
    for flag in ACTION_FLAGS:
        refs = [action.ref for action in actions if getattr(action, _holds(flag))]
        if refs:
            words = "Action" if len(refs) == 1 else "Actions"
            found.append(Raised(flag, f"{words} {', '.join(refs)}."))
    return found


def _of_actions(flag):
    """The same flag as a filter of recommendations: one of its actions has it."""

    def holds(found, on):
        actions = flag.narrow(found.others(Action), on).filter(
            recommendation_links__recommendation=OuterRef("pk")
        )
        return Q(Exists(actions))

    return Flag(flag.slug, f"Action: {flag.label.lower()}", flag.rule, holds, flag.sentence)


def _unanswered(recommendation, on, overdue):
    waiting = [
        referral
        for referral in recommendation.referrals.all()
        if referral.status == "issued" and (referral.due_on < on) == overdue
    ]
    if overdue:
        return " ".join(
            f"{one.body} has not answered; the last day was {date_format(one.due_on)}, "
            f"{days(one.days_late(on))} ago."
            for one in waiting
        )
    return " ".join(f"{one.body} is to answer by {date_format(one.due_on)}." for one in waiting)


def plan_due_on(recommendation):
    rules = Threshold.objects.rules_on(recommendation.status_on)
    return recommendation.status_on + timedelta(days=rules.plan_days)


def _plan_overdue(recommendation, on):
    due = plan_due_on(recommendation)
    return f"No action plan yet. It was due on {date_format(due)}, {days((on - due).days)} ago."


#: What holds of a recommendation itself.
OWN_FLAGS = (
    Flag(
        "response-overdue",
        "Response overdue",
        "A body has not answered, and the last day for its answer has passed.",
        lambda found, on: found.is_response_overdue(on),
        lambda recommendation, on: _unanswered(recommendation, on, overdue=True),
    ),
    Flag(
        "response-due-soon",
        "Response due soon",
        "A body has not answered, and has {response_soon_days} days or fewer left.",
        lambda found, on: found.is_response_due_soon(on),
        lambda recommendation, on: _unanswered(recommendation, on, overdue=False),
    ),
    Flag(
        "not-forwarded",
        "Not forwarded",
        "Adopted more than {forward_working_days} working days ago, and sent to nobody.",
        lambda found, on: found.is_not_forwarded(on),
        lambda recommendation, on: (
            f"Adopted on {date_format(recommendation.status_on)}, and not yet sent to any body."
        ),
    ),
    Flag(
        "plan-overdue",
        "Plan overdue",
        "Accepted more than {plan_days} days ago, and there is no action yet.",
        lambda found, on: found.is_plan_overdue(on),
        _plan_overdue,
    ),
    Flag(
        "assurance-overdue",
        "Assurance overdue",
        "Reported complete, and {assurance_meetings} meetings of its committee have passed since.",
        lambda found, on: found.is_assurance_overdue(on),
        lambda recommendation, on: (
            f"Reported complete on {date_format(recommendation.status_on)}. Its committee has met "
            "since without looking at it."
        ),
    ),
    Flag(
        "no-owner",
        "No owner",
        "Adopted or later, and led by nobody, or by a body that has ended without a successor.",
        lambda found, on: found.is_without_owner(on),
        _no_owner,
    ),
)

#: What the register may be filtered by: an answer that is still to come, its own flags, and those
#: of its actions.
RECOMMENDATION_FLAGS = (
    Flag(
        "no-reply",
        "No reply yet",
        "A body was asked and has not answered.",
        lambda found, on: Q(
            Exists(Referral.objects.unanswered().filter(recommendation=OuterRef("pk")))
        ),
        lambda recommendation, on: "A body was asked and has not answered.",
    ),
    *OWN_FLAGS,
    *(_of_actions(flag) for flag in ACTION_FLAGS if flag.slug not in ("no-owner", "not-reported")),
)
