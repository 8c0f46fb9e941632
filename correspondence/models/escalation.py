"""The ladder that is climbed when nobody answers, and each time that it was."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.visibility import is_among
from audit.record import Recorded, history
from correspondence.lifecycle import EscalationStatus
from correspondence.models.letter import Letter
from recommendations.models import Action, Referral


class RungQuerySet(models.QuerySet):
    def lowest_first(self):
        return self.order_by("about", "number")


class Rung(Recorded):
    """Who hears of what is `after` days late or more. The reminders are enough for a rung that is
    theirs; on any other a person presses send."""

    class About(models.TextChoices):
        ACTION = "action", "An overdue action"
        RESPONSE = "response", "A response that is overdue"
        UPDATE = "update", "An update that a meeting did not get"

    about = models.CharField(max_length=12, choices=About)
    number = models.PositiveSmallIntegerField("rung")
    after = models.PositiveSmallIntegerField("days late")
    who_hears = models.CharField(max_length=200)
    by_reminder = models.BooleanField("the reminders are enough", default=False)
    history = history()

    objects = RungQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "number"], name="rung_has_a_number_of_its_own")
        ]

    def __str__(self):
        return f"Rung {self.number}: {self.who_hears}"


class EscalationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(self.model.readable_by(user))

    def latest_first(self):
        return self.order_by("-pk")


class Escalation(Recorded):
    """Of one action or referral, on one rung. `late_since` is the date that passed: with another
    date the ladder begins again."""

    rung = models.ForeignKey(Rung, models.PROTECT, related_name="escalations")
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    referral = models.ForeignKey(
        Referral, models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    late_since = models.DateField()
    status = models.CharField(max_length=12, choices=EscalationStatus)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    held_until = models.DateField(null=True, blank=True)
    reason = models.TextField("why it is held", blank=True)
    outcome = models.TextField("what came of it", blank=True)
    letter = models.OneToOneField(
        Letter, models.PROTECT, null=True, blank=True, related_name="escalation"
    )
    history = history()

    #: Who reads the log reads that there was one; its page is for fewer.
    page_needs = "correspondence.read_letters"

    objects = EscalationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, referral=None)
                | Q(action=None, referral__isnull=False),
                name="escalation_is_of_one_action_or_one_referral",
            ),
            models.CheckConstraint(
                condition=Q(~Q(reason=""), status="held", held_until__isnull=False)
                | ~Q(status="held"),
                name="escalation_held_says_why_and_until_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="settled", outcome=""),
                name="escalation_settled_says_what_came_of_it",
            ),
            models.UniqueConstraint(
                fields=["rung", "action", "late_since"],
                condition=Q(action__isnull=False),
                name="action_is_on_a_rung_once_a_date",
            ),
            models.UniqueConstraint(
                fields=["rung", "referral", "late_since"],
                condition=Q(referral__isnull=False),
                name="referral_is_on_a_rung_once_a_date",
            ),
        ]
        indexes = [models.Index(fields=["status"], name="escalation_by_status")]

    def __str__(self):
        return f"{self.thing}, rung {self.rung.number}"

    def get_absolute_url(self):
        return reverse("escalation_detail", args=[self.pk])

    @classmethod
    def readable_by(cls, user):
        """A condition: what it is of is read by `user`."""
        return is_among(Action.objects.visible_to(user), "action") | is_among(
            Referral.objects.visible_to(user), "referral"
        )

    @property
    def thing(self):
        return self.action or self.referral

    @property
    def status_word(self):
        return EscalationStatus(self.status)
