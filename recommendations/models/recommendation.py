"""Recommendations, what they came from, and how they relate to one another."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from accounts.models import User
from accounts.visibility import Classified, ClassifiedQuerySet
from audit.record import history
from bodies.models import Body, Decision, Meeting
from recommendations import clock
from recommendations.lifecycle.plan import Standing
from recommendations.lifecycle.rating import SEVERITY, Rating
from recommendations.lifecycle.recommendation import (
    ENDED,
    IN_DELIVERY,
    Impact,
    Kind,
    Outcome,
    Priority,
    Status,
)
from recommendations.lifecycle.referral import Duty
from recommendations.models.rating import rating_of, severity_as
from recommendations.models.reference import REFERENCE, SortKeyField
from recommendations.models.vocabulary import Theme, Threshold
from reviews.models import Review, SourceDocument

S = Status


class RecommendationQuerySet(ClassifiedQuerySet):
    def editable_by(self, user):
        """Those whose status this person may move: every one for governance; for a body approver
        those that their body leads."""
        visible = self.visible_to(user)
        if user.has_perm("recommendations.move_recommendation"):
            return visible
        if user.has_perm("recommendations.answer_referral"):
            return visible.filter(lead_body__in=user.own_body_ids)
        return self.none()

    def for_committee(self, body_ids):
        return self.filter(committee__in=body_ids)

    def for_body(self, body_ids):
        """Led by one of these bodies, referred to one, or with one contributing."""
        return self.filter(self.model.of_bodies(body_ids))

    def in_delivery(self):
        return self.filter(status__in=IN_DELIVERY)

    def ended(self):
        return self.filter(status__in=ENDED)

    def not_forwarded(self, on):
        return self.filter(self.is_not_forwarded(on))

    def plan_overdue(self, on):
        return self.filter(self.is_plan_overdue(on))

    def assurance_overdue(self, on):
        return self.filter(self.is_assurance_overdue(on))

    def response_due_soon(self, on):
        return self.filter(self.is_response_due_soon(on))

    def response_overdue(self, on, duty=None):
        return self.filter(self.is_response_overdue(on, duty))

    def owner_missing(self, on):
        return self.filter(self.is_without_owner(on))

    # Conditions on a row of this query

    def is_not_forwarded(self, on):
        """Adopted more than ten working days ago, and no body has been told."""
        rules = Threshold.objects.rules_on(on)
        before = clock.add_working_days(on, -rules.forward_working_days)
        return Q(status=S.ADOPTED, status_on__lt=before)

    def is_plan_overdue(self, on):
        """Accepted more than 28 days ago, and no action yet that anybody stands by."""
        rules = Threshold.objects.rules_on(on)
        before = on - timedelta(days=rules.plan_days)
        planned = Exists(self._actions_of(OuterRef("pk")).exclude(plan_standing=Standing.PROPOSED))
        return Q(status=S.ACCEPTED, status_on__lt=before) & ~Q(planned)

    def is_assurance_overdue(self, on):
        """Reported complete, and two meetings of its committee have passed since. This is the
        committee's lateness, not the body's."""
        rules = Threshold.objects.rules_on(on)
        meetings = (
            Meeting.objects.filter(
                body=OuterRef("committee"), held_on__gt=OuterRef("status_on"), held_on__lte=on
            )
            .order_by()
            .values("body")
            .annotate(n=Count("pk"))
            .values("n")
        )
        enough = GreaterThanOrEqual(Subquery(meetings), rules.assurance_meetings)
        return Q(status=S.REPORTED_COMPLETE) & Q(enough)

    def is_response_due_soon(self, on):
        return self._with_referral(lambda r: r.due_soon(on))

    def is_response_overdue(self, on, duty=None):
        return self._with_referral(lambda r: r.overdue(on), duty)

    def is_without_owner(self, on):
        """Past the committee's adoption, and led by nobody, or by a body that has ended without a
        successor."""
        return ~Q(status__in=(S.SUGGESTED, *ENDED)) & lead_missing(on)

    def _actions_of(self, recommendation):
        """Its actions, as the reader of this query sees them."""
        links = self.model._meta.get_field("action_links").related_model
        action = links._meta.get_field("action").related_model
        return self.others(action).filter(recommendation_links__recommendation=recommendation)

    def _related(self, name):
        return self.model._meta.get_field(name).related_model.objects

    def _with_referral(self, narrow, duty=None):
        """Asked once for all recommendations: asked of each, SQLite goes through every referral
        of that status for it."""
        found = narrow(self._related("referrals").all())
        if duty:
            found = found.filter(duty=duty)
        return Q(pk__in=found.values("recommendation"))

    def with_rating(self, on):
        """Annotates `rating` (the worst of its open actions, red when a must-respond reply is
        overdue) and `severity`, by which lists sort worst first."""
        worst = (
            self._actions_of(OuterRef("pk"))
            .opened()
            .with_severity(on)
            .order_by("-severity")
            .values("severity")[:1]
        )
        rated = (
            (
                Q(status=S.CLOSED, outcome__in=(Outcome.IMPLEMENTED, Outcome.DIFFERENTLY)),
                Rating.BLUE,
            ),
            (
                ~Q(status__in=ENDED) & self.is_response_overdue(on, Duty.MUST_RESPOND),
                Rating.RED,
            ),
            (~Q(status__in=IN_DELIVERY) | Q(status=S.CLOSED), Rating.GREY),
        )
        nothing_open = Value(SEVERITY[Rating.GREEN])
        return self.annotate(
            severity=severity_as(*rated, default=Coalesce(Subquery(worst), nothing_open))
        ).annotate(rating=rating_of("severity"))

    def rated(self, rating, on):
        return self.with_rating(on).filter(rating=rating)

    def in_reference_order(self):
        return self.order_by("sort_key")


def lead_missing(on):
    """Led by nobody, or by a body that ended before `on` and has no successor."""
    return Q(lead_body=None) | Q(lead_body__ended_on__lt=on, lead_body__successor=None)


def _recommendations_of(name, body_ids):
    linked = Recommendation._meta.get_field(name).related_model.objects
    return linked.filter(body__in=body_ids).values("recommendation")


class Recommendation(Classified):
    ref = models.CharField("reference", max_length=60, unique=True, validators=[REFERENCE])
    sort_key = SortKeyField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SUGGESTED)
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    number = models.CharField("number in its source", max_length=40, blank=True)
    document = models.ForeignKey(
        SourceDocument, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    page = models.CharField(max_length=60, blank=True)
    source = models.CharField("where it comes from", max_length=300, blank=True)
    published_words = models.TextField(blank=True)
    summary = models.TextField("in our words", blank=True)
    adopted_words = models.TextField("as adopted", blank=True)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    priority = models.CharField(max_length=10, choices=Priority, blank=True)
    committee = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="followed_recommendations"
    )
    lead_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="led_recommendations"
    )
    lead_post = models.CharField("lead officer (post)", max_length=120, blank=True)
    lead_basis = models.CharField("why this lead", max_length=200, blank=True)
    lead_duty = models.CharField("duty of the lead", max_length=20, choices=Duty, blank=True)

    status = models.CharField(max_length=20, choices=Status, default=Status.SUGGESTED)
    status_on = models.DateField("in this status since")
    status_reason = models.TextField(blank=True)
    adopted_by = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="adopted"
    )
    intended_effect = models.TextField(blank=True)
    how_we_will_know = models.TextField(blank=True)
    constraints = models.TextField(blank=True)
    implications = models.JSONField(default=list, blank=True)
    next_at_committee_on = models.DateField(null=True, blank=True)

    claimed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    effect = models.TextField("effect, as claimed", blank=True)
    closed_by = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="closed"
    )
    outcome = models.CharField(max_length=24, choices=Outcome, blank=True)
    impact = models.CharField(max_length=16, choices=Impact, blank=True)
    impact_note = models.TextField(blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    risk_of_not_doing = models.TextField(blank=True)
    history = history()
    follow_from_others = ("sort_key", "status_on", *Classified.follow_from_others)

    objects = RecommendationQuerySet.as_manager()

    class Meta(Classified.Meta):
        abstract = False
        constraints = [
            *Classified.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status__in=[str(s.value) for s in S]),
                name="recommendation_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.ADOPTED.value, S.AWAITING_RESPONSE.value])
                | Q(lead_body__isnull=False),
                name="recommendation_adopted_has_a_lead_body",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(outcome=""), ~Q(impact=""), status=S.CLOSED.value, closed_by__isnull=False
                )
                | Q(~Q(status=S.CLOSED.value), outcome="", impact="", closed_by=None),
                name="recommendation_closed_exactly_with_decision_outcome_and_impact",
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=[S.NOT_PROGRESSED.value, S.NOT_TAKEN_FORWARD.value],
                    status_reason="",
                ),
                name="recommendation_stopped_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.NOT_PROGRESSED.value, risk_of_not_doing=""),
                name="recommendation_not_progressed_names_the_risk",
            ),
            models.CheckConstraint(
                condition=~Q(impact=Impact.NOT_ASSESSED, impact_note=""),
                name="recommendation_impact_not_assessed_says_why",
            ),
        ]
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["status", "status_on"], name="recommendation_by_status"),
            models.Index(fields=["review", "sort_key"], name="recommendation_by_review"),
            models.Index(fields=["lead_body", "status"], name="recommendation_by_lead"),
            models.Index(fields=["committee", "status"], name="recommendation_by_committee"),
        ]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return reverse("recommendation_detail", args=[self.ref])

    @classmethod
    def of_committees(cls, body_ids):
        return Q(committee__in=body_ids)

    @classmethod
    def of_bodies(cls, body_ids):
        return (
            Q(lead_body__in=body_ids)
            | Q(id__in=_recommendations_of("contributors", body_ids))
            | Q(id__in=_recommendations_of("referrals", body_ids))
        )

    @property
    def status_word(self):
        return Status(self.status)

    @property
    def words_in_force(self):
        """As adopted; before that, of its source, or ours where those are not known."""
        return self.adopted_words or self.published_words or self.summary or self.title

    @property
    def in_delivery(self):
        return self.status in IN_DELIVERY
