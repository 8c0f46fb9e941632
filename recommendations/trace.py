"""What led to what: motion point, finding, recommendation, answers, actions, updates, evidence,
decision. Where nothing stands, the gap is a sentence."""

from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from django.db.models import OuterRef, Q, Subquery
from django.utils.formats import date_format

from accounts.visibility import Visibility
from audit.differences import differences
from recommendations import next_date
from recommendations.flags import ACTION_FLAGS, days, plan_due_on, with_flags
from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle import referral as referral_lifecycle
from recommendations.lifecycle.rating import SEVERITY, Rating
from recommendations.lifecycle.recommendation import IN_DELIVERY, Status
from recommendations.lifecycle.resolution import Resolved
from recommendations.models import (
    Action,
    Evidence,
    ProgressUpdate,
    Recommendation,
    RecommendationLink,
    RecommendationPoint,
)
from recommendations.versions import latest_of
from reviews.models import Finding


@dataclass(frozen=True)
class Answer:
    """A referral, and how it stands on the day."""

    referral: object
    standing: str
    late: bool


@dataclass
class Step:
    """An action, its evidence, and in `gap` what it lacks, or nothing. The action carries what its
    latest update said as `said` and `said_on`; `said_to` is who may read that, unless everybody
    may."""

    action: Action
    rating: Rating
    next_date: next_date.NextDate
    evidence: list = field(default_factory=list)
    gap: str = ""

    @property
    def said_to(self):
        to = self.action.said_visibility
        return None if to in (None, Visibility.PUBLIC) else Visibility(to)


@dataclass(frozen=True)
class Link:
    words: str
    other: object
    note: str


#: How a link reads from the later and from the earlier recommendation.
_LINK_WORDS = {
    "repeats": ("Repeats", "Said again in"),
    "supersedes": ("Takes the place of", "Its place was taken by"),
    "restates": ("Restates", "Restated in"),
}


def _actions(recommendation, user, on):
    latest = ProgressUpdate.objects.visible_within(user).filter(action=OuterRef("pk"))
    latest = latest.latest_first()
    serving = (
        Action.objects.visible_to(user)
        .filter(recommendation_links__recommendation=recommendation)
        .with_severity(on)
        .annotate(
            said=Subquery(latest.values("done")[:1]),
            said_on=Subquery(latest.values("effective_on")[:1]),
            said_visibility=Subquery(latest.values("visibility")[:1]),
        )
    )
    return with_flags(serving, ACTION_FLAGS, on).select_related("lead_body").in_reference_order()


def _evidence(actions, user):
    """Of actions that `user` sees."""
    given = Evidence.objects.visible_within(user).filter(action__in=[one.pk for one in actions])
    return given.select_related("held_by").order_by("given_on", "pk")


def _points(recommendation):
    links = RecommendationPoint.objects.filter(recommendation=recommendation)
    return links.select_related("point__motion")


def _findings(recommendation, user):
    findings = Finding.objects.visible_to(user).filter(
        recommendations__recommendation=recommendation
    )
    return findings.select_related("review").in_order()


def _links(recommendation, user):
    """Those to recommendations that `user` sees: the others do not exist for them."""
    seen = Recommendation.objects.visible_to(user)
    found = RecommendationLink.objects.filter(
        Q(later=recommendation) | Q(earlier=recommendation),
        seen.sees("later", Recommendation),
        seen.sees("earlier", Recommendation),
    )
    return found.select_related("later", "earlier").order_by("kind", "pk")


_RATINGS = {severity: rating for rating, severity in SEVERITY.items()}


class Trace:
    """Of one recommendation, as `user` may see it, on a day."""

    def __init__(self, recommendation, user, *, on):
        self.recommendation, self.user, self.on = recommendation, user, on

    @cached_property
    def points(self):
        return sorted(
            (link.point for link in _points(self.recommendation)), key=attrgetter("number")
        )

    @cached_property
    def findings(self):
        return list(_findings(self.recommendation, self.user))

    @cached_property
    def amended(self):
        """The words as adopted beside those of the source, word by word."""
        recommendation = self.recommendation
        source = recommendation.published_words or recommendation.summary or recommendation.title
        if not recommendation.adopted_words or recommendation.adopted_words == source:
            return ()
        return differences(source, recommendation.adopted_words)

    @cached_property
    def put_off(self):
        found = self.recommendation.resolutions.filter(outcome=Resolved.DEFERRED)
        return list(found.select_related("decision__meeting").order_by("pk"))

    @cached_property
    def answers(self):
        referrals = self.recommendation.referrals.all()
        return [
            self._answer(one) for one in sorted(referrals, key=lambda one: (one.due_on, one.pk))
        ]

    def _answer(self, referral):
        statuses = referral_lifecycle.Status
        if referral.status == statuses.WITHDRAWN:
            return Answer(referral, "No answer needed.", False)
        apart = (referral.due_on - (referral.answered_on or self.on)).days
        if referral.status == statuses.ANSWERED:
            when = f"Answered on {date_format(referral.answered_on)}"
            if apart < 0:
                return Answer(referral, f"{when}, {days(-apart)} late.", True)
            return Answer(referral, f"{when}, {days(apart)} before the last day.", False)
        if apart < 0:
            return Answer(referral, f"No reply, {days(-apart)} over.", True)
        return Answer(referral, f"No reply yet, {days(apart)} left.", False)

    @cached_property
    def steps(self):
        actions = _actions(self.recommendation, self.user, self.on)
        evidence = {}
        for item in _evidence(actions, self.user) if actions else ():
            evidence.setdefault(item.action_id, []).append(item)
        return [
            Step(
                action=action,
                rating=_RATINGS[action.severity],
                next_date=next_date.of_action(action, self.on),
                evidence=latest_of(evidence.get(action.pk, [])),
                gap=_gap(action),
            )
            for action in actions
        ]

    @cached_property
    def plan_gap(self):
        """Why there are no actions, or empty."""
        recommendation = self.recommendation
        if self.steps:
            return ""
        if recommendation.status not in IN_DELIVERY:
            return "No action yet. A body plans its actions when it accepts the recommendation."
        if recommendation.status != Status.ACCEPTED:
            return "No action is recorded."
        due = plan_due_on(recommendation)
        late = (self.on - due).days
        if late > 0:
            return f"No action plan yet. It was due on {date_format(due)}, {days(late)} ago."
        return f"No action plan yet. It is due on {date_format(due)}."

    @cached_property
    def links(self):
        return [self._link(one) for one in _links(self.recommendation, self.user)]

    def _link(self, link):
        of_later, of_earlier = _LINK_WORDS[link.kind]
        if link.later_id == self.recommendation.pk:
            return Link(of_later, link.earlier, link.note)
        return Link(of_earlier, link.later, link.note)

    @property
    def successor(self):
        return next(
            (link.other for link in self.links if link.words == _LINK_WORDS["supersedes"][1]), None
        )

    @cached_property
    def state(self):
        """Where it stands, in one or two sentences."""
        return " ".join(part for part in (self._standing(), self._progress()) if part)

    def _standing(self):
        recommendation = self.recommendation
        since = date_format(recommendation.status_on)
        lead = recommendation.lead_body or "The lead body"
        status = recommendation.status_word
        if status == Status.AWAITING_RESPONSE:
            return self._awaited(since)
        sentences = {
            Status.SUGGESTED: "Suggested. No committee has decided on it yet.",
            Status.ADOPTED: f"Adopted on {since}, and not yet sent to any body.",
            Status.ACCEPTED: f"{lead} accepted this on {since}.",
            Status.REJECTED: f"{lead} rejected this on {since}.",
            Status.IN_PROGRESS: f"In progress since {since}, led by {lead}.",
            Status.REPORTED_COMPLETE: (
                f"{lead} reported this complete on {since}. The committee has yet to decide."
            ),
            Status.CLOSED: (
                f"Closed on {since}: {recommendation.get_outcome_display().lower()}, "
                f"{recommendation.get_impact_display().lower()}."
            ),
            Status.NOT_PROGRESSED: f"Not progressed since {since}.",
            Status.NOT_TAKEN_FORWARD: f"Not taken forward, decided on {since}.",
            Status.SUPERSEDED: f"Superseded on {since}.",
        }
        return sentences[status]

    def _awaited(self, since):
        open_ones = [one for one in self.answers if one.referral.status == "issued"]
        bodies = ", ".join(f"{one.referral.body} ({one.standing.rstrip('.')})" for one in open_ones)
        return f"Waiting for an answer since {since}{': ' + bodies if bodies else ''}."

    def _progress(self):
        actions = [step.action for step in self.steps]
        if not actions or not self.recommendation.in_delivery:
            return ""
        done = sum(action.status == action_lifecycle.Status.VERIFIED for action in actions)
        said = sum(action.status == action_lifecycle.Status.REPORTED_COMPLETE for action in actions)
        late = [late for action in actions if (late := action.days_overdue(self.on))]
        noun = "action" if len(actions) == 1 else "actions"
        parts = [f"{done} of {len(actions)} {noun} {'is' if done == 1 else 'are'} verified"]
        if said:
            parts.append(f"{said} said to be done")
        if len(late) == 1:
            parts.append(f"1 is {days(late[0])} overdue")
        elif late:
            parts.append(f"{len(late)} are overdue, the longest by {days(max(late))}")
        return ", ".join(parts) + "."


def _gap(action):
    if not action.is_open:
        return ""
    lacks = [
        what
        for what, missing in (("owner", action.lead_body is None), ("date", action.due_on is None))
        if missing
    ]
    return f"{action.ref} has no {' and no '.join(lacks)}." if lacks else ""
