"""One recommendation put to one body: its duty, its clock, its answer."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.visibility import is_among
from audit.record import Recorded, history
from bodies.models import Body
from recommendations.lifecycle.referral import Duty, Response, Status
from recommendations.models.recommendation import Recommendation
from recommendations.models.vocabulary import ClockRule, Threshold


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(self.model.readable_by(user))

    def answerable_by(self, user):
        visible = self.visible_to(user)
        if user.has_perm("recommendations.move_recommendation"):
            return visible
        if user.has_perm("recommendations.answer_referral"):
            return visible.filter(body__in=user.own_body_ids)
        return self.none()

    def unanswered(self):
        return self.filter(status=Status.ISSUED)

    def due_soon(self, on):
        rules = Threshold.objects.rules_on(on)
        soon = on + timedelta(days=rules.response_soon_days)
        return self.unanswered().filter(due_on__gte=on, due_on__lte=soon)

    def overdue(self, on):
        """Unanswered after the last day; the last day itself is not overdue."""
        return self.unanswered().filter(due_on__lt=on)

    def late(self):
        """Answered after the last day. Late for ever."""
        return self.filter(status=Status.ANSWERED, answered_on__gt=F("due_on"))

    def for_body(self, body_ids):
        return self.filter(body__in=body_ids)

    def soonest_first(self):
        return self.order_by("due_on", "pk")


class Referral(Recorded):
    """`noticed_on` is the day of the written notice, `received_on` the day it reached the body.
    The clock starts on the later of the two; while receipt is unknown, on the notice, and the
    last day is an estimate."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="referrals")
    body = models.ForeignKey(Body, models.PROTECT, related_name="referrals")
    duty = models.CharField(max_length=20, choices=Duty)
    rule = models.ForeignKey(ClockRule, models.PROTECT, related_name="referrals")
    status = models.CharField(max_length=12, choices=Status, default=Status.ISSUED)
    noticed_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    due_on = models.DateField("last day to answer")
    response = models.CharField(max_length=20, choices=Response, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    response_words = models.TextField(blank=True)
    not_accepted = models.TextField("what is not accepted, and why", blank=True)
    decision_maker = models.CharField(max_length=200, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_for_body = models.BooleanField("entered for the body by governance", default=False)
    history = history()
    belongs_to = "recommendation"
    follow_from_others = ("answered_by", "recorded_for_body")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "body"],
                condition=Q(status=Status.ISSUED.value),
                name="body_has_one_open_referral_a_recommendation",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(response=""),
                    ~Q(response_words=""),
                    ~Q(decision_maker=""),
                    status=Status.ANSWERED.value,
                    answered_on__isnull=False,
                )
                | Q(~Q(status=Status.ANSWERED.value), response="", answered_on=None),
                name="referral_answered_exactly_with_words_and_decision_maker",
            ),
            models.CheckConstraint(
                condition=~Q(response=Response.PARTLY.value, not_accepted=""),
                name="referral_partly_accepted_says_what_is_not",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("noticed_on")), name="referral_is_not_due_before_notice"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="referral_by_status_and_day"),
            models.Index(fields=["body", "status"], name="referral_by_body"),
            models.Index(
                fields=["recommendation", "status", "due_on"], name="referral_by_recommendation"
            ),
        ]

    def __str__(self):
        return f"{self.recommendation} to {self.body}"

    @classmethod
    def readable_by(cls, user):
        """A condition: the recommendation is read by `user`."""
        return is_among(Recommendation.objects.visible_to(user), "recommendation")

    @property
    def status_word(self):
        return Response(self.response) if self.response else Status(self.status)

    @property
    def clock_starts_on(self):
        return max(self.noticed_on, self.received_on or self.noticed_on)

    @property
    def arithmetic(self):
        estimated = not self.received_on and not self.rule.is_as_resolved
        word = "Received" if self.received_on else "Sent"
        if estimated:
            word = "Sent (receipt not known, so estimated)"
        return self.rule.arithmetic(self.clock_starts_on, self.due_on, word)

    def days_late(self, on):
        """Days past the last day: of the answer, or of `on` while there is none. Never negative."""
        day = self.answered_on or on
        if self.status == Status.WITHDRAWN:
            return 0
        return max(0, (day - self.due_on).days)
