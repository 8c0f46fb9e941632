"""Actions: who does what by when, how it is going, and the dates as they moved."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from accounts.models import User
from accounts.visibility import Classified, ClassifiedQuerySet, is_among
from audit.record import Recorded, history
from audit.standing import once_standing
from bodies.models import Body, Meeting
from recommendations import clock
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from recommendations.lifecycle.action import COMPLETE, OPEN, Agreement, Status, View
from recommendations.lifecycle.plan import Standing
from recommendations.lifecycle.rating import Rating
from recommendations.lifecycle.recommendation import Priority
from recommendations.models.contribution import Contribution
from recommendations.models.rating import rating_of, severity_as
from recommendations.models.recommendation import Recommendation, lead_missing
from recommendations.models.reference import REFERENCE, SortKeyField
from recommendations.models.vocabulary import Theme, Threshold

S = Status
NEVER = Q(pk__in=[])


class ActionQuerySet(ClassifiedQuerySet):
    """Every method that takes `on` judges by the thresholds in force on that day."""

    def editable_by(self, user):
        """Governance updates any action, a body's people those that their body leads."""
        visible = self.visible_to(user)
        if user.is_governance:
            return visible
        if user.has_perm("recommendations.update_action"):
            return visible.filter(lead_body__in=user.own_body_ids)
        return self.none()

    def for_body(self, body_ids):
        """Led by one of these bodies, or with one contributing."""
        return self.filter(self.model.of_bodies(body_ids))

    def led_by(self, body_ids):
        return self.filter(lead_body__in=body_ids)

    def of_recommendations(self, recommendations):
        """The actions of these recommendations, each once though it may serve several."""
        links = ActionRecommendation.objects.filter(recommendation__in=recommendations.values("pk"))
        # Asked once for all actions: asked of each, SQLite tries every recommendation on it.
        return self.filter(pk__in=links.values("action"))

    def opened(self):
        """Work is still to be done: not started, in progress or blocked."""
        return self.filter(status__in=OPEN)

    def in_delivery(self):
        """A body has accepted at least one recommendation that the action serves."""
        return self.filter(self._in_delivery())

    def _in_delivery(self):
        serving = self._serving().filter(
            recommendation__status__in=recommendation_lifecycle.IN_DELIVERY
        )
        return Q(Exists(serving))

    def _serving(self):
        """Of each action, the links to recommendations that the reader of this query sees."""
        return ActionRecommendation.objects.filter(
            self.sees("recommendation", Recommendation), action=OuterRef("pk")
        )

    def overdue(self, on):
        return self.filter(self.is_overdue(on))

    def due_soon(self, on):
        return self.filter(self.is_due_soon(on))

    def wanted_for(self, meeting):
        """Those of which this meeting still wants to hear."""
        return self.filter(self.is_wanted_for(meeting))

    def reported_for(self, meeting):
        """Those of which this meeting wants to hear, or has heard in its window."""
        heard = Q(last_update_on__gte=window_opens_on(meeting))
        return self.filter(self._reported_to(meeting) & (Q(status__in=OPEN) | heard))

    def slipped(self):
        return self.filter(self.is_slipped())

    def stale(self, on, cycles=1):
        return self.filter(self.is_stale(on, cycles))

    def blocked_too_long(self, on):
        return self.filter(self.is_blocked_too_long(on))

    def claimed_without_evidence(self):
        return self.filter(self.is_claimed_without_evidence())

    def without_date(self):
        return self.filter(self.is_without_date())

    def owner_missing(self, on):
        return self.filter(self.is_without_owner(on))

    def never_reported(self):
        return self.filter(self.is_never_reported())

    def plan_proposed(self):
        """Nobody who may has stood by it yet."""
        return self.filter(plan_standing=Standing.PROPOSED, status__in=OPEN)

    def plan_approved(self):
        """For governance to agree."""
        return self.filter(plan_standing=Standing.APPROVED, status__in=OPEN)

    def waiting_for_check(self):
        return self.filter(status=S.REPORTED_COMPLETE)

    # Conditions on a row of this query

    def is_overdue(self, on):
        """The current date has passed. The due date itself is not overdue."""
        return _overdue(on)

    def is_due_soon(self, on):
        return _due_soon(on, Threshold.objects.rules_on(on))

    def is_slipped(self):
        """The date has moved past the original one, whether or not it has come."""
        return ~Q(status=S.CANCELLED) & Q(due_on__gt=F("original_due_on"))

    def is_wanted_for(self, meeting):
        """Followed by the committee that meets, open, in delivery, and silent since the window for
        updates opened."""
        silent = Q(last_update_on=None) | Q(last_update_on__lt=window_opens_on(meeting))
        return Q(status__in=OPEN) & silent & self._reported_to(meeting)

    def _reported_to(self, meeting):
        return self.model.of_committees([meeting.body_id]) & self._in_delivery()

    def is_stale(self, on, cycles=1):
        """Open, in delivery, and silent for this many whole reporting cycles before the present
        one."""
        return Q(status__in=OPEN) & _silent(on, cycles) & self._in_delivery()

    def is_blocked_too_long(self, on):
        return _blocked_too_long(on)

    def is_claimed_without_evidence(self):
        evidence = self.model._meta.get_field("evidence").related_model.objects
        given = evidence.standing().filter(action=OuterRef("pk"))
        return Q(status=S.REPORTED_COMPLETE) & ~Q(Exists(given))

    def is_without_date(self):
        return Q(status__in=OPEN, due_on=None)

    def is_without_owner(self, on):
        return Q(status__in=OPEN) & lead_missing(on)

    def is_never_reported(self):
        return Q(status__in=OPEN, last_update_on=None)

    def with_rating(self, on):
        """Annotates `derived_rating` (from dates and evidence), `rating` (that, or the body's own
        view where it is worse) and `severity`, by which lists sort worst first.

        The first condition that holds decides; see the tests for the table of cases.
        """
        return (
            self.with_severity(on)
            .alias(_derived=severity_as(*self._rated(on), default=Rating.GREEN))
            .annotate(rating=rating_of("severity"), derived_rating=rating_of("_derived"))
        )

    def with_severity(self, on):
        """Annotates `severity` alone, which is all that an order or a comparison needs."""
        shown = self._rated(on, off_track=Q(view=View.OFF_TRACK), at_risk=Q(view=View.AT_RISK))
        return self.annotate(severity=severity_as(*shown, default=Rating.GREEN))

    def _rated(self, on, off_track=NEVER, at_risk=NEVER):
        """Conditions and their ratings, in order. `off_track` and `at_risk` are what makes an
        action red or amber whatever its dates and evidence say."""
        rules = Threshold.objects.rules_on(on)
        red = (
            off_track
            | _overdue(on)
            | _blocked_too_long(on)
            | (Q(status__in=OPEN) & _silent(on, rules.stale_cycles_red))
            | (Q(status__in=OPEN) & _slipped_far(rules))
        )
        amber = (
            at_risk
            | (_due_soon(on, rules) & _unreported(on, rules))
            | (Q(status__in=OPEN) & self._slipped_since_last_meeting(on))
            | Q(status=S.BLOCKED)
            | (Q(status__in=OPEN) & _silent(on, 1))
            | self.is_claimed_without_evidence()
        )
        return (
            (Q(status=S.CANCELLED) | ~self._in_delivery(), Rating.GREY),
            (Q(status=S.VERIFIED), Rating.BLUE),
            (red, Rating.RED),
            (amber, Rating.AMBER),
        )

    def _slipped_since_last_meeting(self, on):
        """The date moved later after the last meeting of a committee that follows the action."""
        last_meeting = (
            Meeting.objects.filter(body=OuterRef("recommendation__committee"), held_on__lte=on)
            .order_by("-held_on")
            .values("held_on")[:1]
        )
        followed = (
            self._serving()
            .annotate(last_meeting=Subquery(last_meeting))
            .filter(last_meeting__lt=OuterRef("last_moved_on"))
        )
        return Q(last_moved_on__isnull=False, due_on__gt=F("original_due_on")) & Q(Exists(followed))

    def rated(self, rating, on):
        return self.with_rating(on).filter(rating=rating)

    def worst_first(self):
        """After `with_rating`: most severe first, then the longest overdue."""
        return self.order_by("-severity", F("due_on").asc(nulls_last=True), "sort_key")

    def in_reference_order(self):
        return self.order_by("sort_key")


def _overdue(on):
    return Q(status__in=OPEN, due_on__lt=on)


def _due_soon(on, rules):
    soon = on + timedelta(days=rules.due_soon_days)
    return Q(status__in=OPEN, due_on__gte=on, due_on__lte=soon)


def _silent(on, cycles):
    """Nothing heard since before the reporting cycle `cycles` before the present one began.

    With 1 it means that a whole cycle was missed. An action that has never had an update is
    counted from the day it was opened.
    """
    rules = Threshold.objects.rules_on(on)
    begins = clock.cycle_start(on, rules.cycle_months, back=cycles)
    return Q(last_update_on__lt=begins) | Q(last_update_on=None, opened_on__lt=begins)


def _unreported(on, rules):
    """No update in the present cycle. Having been opened in it is not an update."""
    begins = clock.cycle_start(on, rules.cycle_months)
    return Q(last_update_on__lt=begins) | Q(last_update_on=None)


def _blocked_too_long(on):
    rules = Threshold.objects.rules_on(on)
    return Q(status=S.BLOCKED, status_on__lt=on - timedelta(days=rules.blocked_days))


def _slipped_far(rules):
    far = Q(due_on__gt=F("original_due_on") + timedelta(days=rules.slipped_days_red))
    # Most dates have not moved, and SQLite leaves the program to add days to a date.
    return Q(times_moved__gte=rules.slipped_times_red) | (Q(due_on__gt=F("original_due_on")) & far)


def window_opens_on(meeting):
    """The first day on which an update counts as one for this meeting."""
    rules = Threshold.objects.rules_on(meeting.updates_due_on)
    return meeting.updates_due_on - timedelta(days=rules.update_window_days)


class Action(Classified):
    """`due_on` is the date now in force; `original_due_on` the first, which never changes.
    `due_words` keeps what was written where a date should be ("TBC"), or what a date was taken
    from ("March 2023"). Why the body's view is what
    it is stands in the update that says it, which not everybody may read; `view_reason` is from
    before updates had readers of their own."""

    ref = models.CharField("reference", max_length=70, unique=True, validators=[REFERENCE])
    sort_key = SortKeyField()
    title = models.CharField(max_length=200)
    summary = models.TextField("what is to be done", blank=True)
    source = models.CharField(max_length=300, blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="actions")
    priority = models.CharField(max_length=10, choices=Priority, blank=True)
    lead_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="led_actions"
    )
    lead_post = models.CharField("lead officer (post)", max_length=120, blank=True)
    lead_person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="led_actions"
    )
    lead_basis = models.CharField("why this lead", max_length=200, blank=True)
    intended_effect = models.TextField(blank=True)
    how_we_will_know = models.TextField(blank=True)
    constraints = models.TextField(blank=True)
    implications = models.JSONField(default=list, blank=True)

    plan_standing = models.CharField(
        "how far its plan is agreed", max_length=10, choices=Standing, blank=True
    )
    plan_note = models.TextField("what has to change in its plan", blank=True)
    opened_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    original_due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField("date, as written", max_length=200, blank=True)
    times_moved = models.PositiveSmallIntegerField(default=0)
    last_moved_on = models.DateField(null=True, blank=True)
    last_update_on = models.DateField(null=True, blank=True)

    status = models.CharField(max_length=20, choices=Status, default=Status.NOT_STARTED)
    status_on = models.DateField("in this status since")
    view = models.CharField("the body’s own view", max_length=12, choices=View, blank=True)
    view_reason = models.TextField(blank=True)
    blocked_on_what = models.TextField("blocked on", blank=True)
    unblocked_by_whom = models.CharField("who can unblock it", max_length=200, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    claimed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    effect = models.TextField("effect, as claimed", blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verified_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)
    cancelled_by_whom = models.CharField("who approved the cancelling", max_length=200, blank=True)
    history = history()
    follow_from_others = (
        "sort_key",
        "status_on",
        "times_moved",
        "last_moved_on",
        *Classified.follow_from_others,
    )

    objects = ActionQuerySet.as_manager()

    class Meta(Classified.Meta):
        abstract = False
        constraints = [
            *Classified.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status__in=[str(s.value) for s in S]), name="action_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(plan_standing__in=["", *(s.value for s in Standing)]),
                name="action_plan_standing_is_known",
            ),
            models.CheckConstraint(
                condition=Q(plan_note="") | Q(plan_standing=Standing.PROPOSED.value),
                name="action_plan_returned_is_a_proposal",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in COMPLETE], completed_on__isnull=False)
                | Q(~Q(status__in=[s.value for s in COMPLETE]), completed_on=None),
                name="action_completed_on_set_exactly_when_complete",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=S.VERIFIED.value, verified_on__isnull=False, verified_by__isnull=False
                )
                | Q(~Q(status=S.VERIFIED.value), verified_on=None, verified_by=None),
                name="action_verifier_named_exactly_when_verified",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None)
                | Q(claimed_by=None)
                | ~Q(verified_by=F("claimed_by")),
                name="action_is_not_verified_by_its_claimant",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, original_due_on=None)
                | Q(due_on__isnull=False, original_due_on__isnull=False),
                name="action_original_date_is_kept_with_every_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.BLOCKED.value)
                | (~Q(blocked_on_what="") & ~Q(unblocked_by_whom="")),
                name="action_blocked_says_on_what_and_who_can_unblock",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.CANCELLED.value)
                | (~Q(cancelled_reason="") & ~Q(cancelled_by_whom="")),
                name="action_cancelled_says_why_and_who_approved",
            ),
        ]
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["status", "due_on"], name="action_by_status_and_date"),
            models.Index(fields=["lead_body", "status"], name="action_by_lead"),
            models.Index(fields=["due_on"], name="action_by_date"),
            models.Index(fields=["last_update_on"], name="action_by_last_update"),
            models.Index(
                fields=["plan_standing"],
                condition=Q(plan_standing__in=[str(Standing.PROPOSED), str(Standing.APPROVED)]),
                name="action_plan_to_settle",
            ),
        ]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return reverse("action_detail", args=[self.ref])

    @classmethod
    def of_committees(cls, body_ids):
        links = ActionRecommendation.objects.filter(recommendation__committee__in=body_ids)
        return Q(id__in=links.values("action"))

    @classmethod
    def of_bodies(cls, body_ids):
        contributors = ActionContributor.objects.filter(body__in=body_ids)
        return Q(lead_body__in=body_ids) | Q(id__in=contributors.values("action"))

    @classmethod
    def belongs_to_what_is_read_by(cls, user):
        """One of the recommendations that it serves, if it serves any."""
        served = ActionRecommendation.objects.filter(action=OuterRef("id"))
        read = served.filter(is_among(Recommendation.objects.visible_to(user), "recommendation"))
        return Q(Exists(read)) | ~Q(Exists(served))

    @property
    def status_word(self):
        return Status(self.status)

    @property
    def plan_word(self):
        """None for what was taken on as its source states it."""
        return Standing(self.plan_standing) if self.plan_standing else None

    @property
    def view_word(self):
        return View(self.view) if self.view else None

    @property
    def is_open(self):
        return self.status in OPEN

    def days_overdue(self, on):
        """Days past the current date while open; 0 when not overdue or without a date."""
        if not self.is_open or self.due_on is None:
            return 0
        return max(0, (on - self.due_on).days)

    @property
    def days_slipped(self):
        """Days between the original and the current date; never negative."""
        if self.due_on is None:
            return 0
        return max(0, (self.due_on - self.original_due_on).days)


class ActionRecommendation(Recorded):
    """An action serves a recommendation; one action may serve several."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="recommendation_links")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="action_links")
    history = history()
    belongs_to = "action"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "recommendation"], name="action_serves_a_recommendation_once"
            )
        ]

    def __str__(self):
        return f"{self.action} serves {self.recommendation}"


class ActionContributor(Contribution):
    """A body that contributes to an action which another leads."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="contributors")
    body = models.ForeignKey(Body, models.PROTECT, related_name="action_contributions")
    agrees = models.CharField(
        "whether it agrees that it is done", max_length=10, choices=Agreement, blank=True
    )
    agreed_on = models.DateField("day on which it said so", null=True, blank=True)
    agreed_words = models.TextField("what it said about that", blank=True)
    history = history()
    belongs_to = "action"

    class Meta(Contribution.Meta):
        abstract = False
        constraints = [
            once_standing("action", "body", name="body_contributes_to_action_once"),
            models.CheckConstraint(
                condition=~Q(agrees="disagrees", agreed_words=""),
                name="contributor_that_disagrees_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.body} contributes to {self.action}"

    @property
    def agreement(self):
        """What it says of the claim that stands now; of an earlier one it says nothing any more."""
        claimed_on = self.action.status_on if self.action.status in COMPLETE else None
        if not self.agrees or claimed_on is None or self.agreed_on < claimed_on:
            return None
        return Agreement(self.agrees)
