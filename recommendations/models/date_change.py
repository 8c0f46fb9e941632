"""Every date that an action has had, who asked to move it, and who agreed."""

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.visibility import is_among
from audit.record import Recorded, history
from recommendations.lifecycle.date_change import Because, Status
from recommendations.models.action import Action


class DateChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(self.model.readable_by(user))

    def waiting(self):
        return self.filter(status=Status.ASKED)

    def agreed(self):
        return self.filter(status=Status.AGREED)

    def moved_between(self, start, end):
        """Agreed after `start`, or ever when that is None, and by `end`; a first date moves
        nothing."""
        found = self.agreed().exclude(old_due_on=None).filter(settled_on__lte=end)
        return found.filter(settled_on__gt=start) if start else found

    def latest_first(self):
        return self.order_by("-asked_on", "-pk")


class DateChange(Recorded):
    action = models.ForeignKey(Action, models.PROTECT, related_name="date_changes")
    old_due_on = models.DateField(null=True, blank=True)
    new_due_on = models.DateField()
    because = models.CharField("kind of reason", max_length=16, choices=Because, blank=True)
    reason = models.TextField()
    status = models.CharField(max_length=10, choices=Status)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_by_label = models.CharField(max_length=200)
    asked_on = models.DateField()
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_by_label = models.CharField(max_length=200, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_note = models.TextField(blank=True)
    history = history()
    belongs_to = "action"
    follow_from_others = ("settled_by", "settled_by_label", "settled_on")

    objects = DateChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="date_change_has_a_reason"),
            models.CheckConstraint(
                condition=Q(old_due_on=None) | ~Q(old_due_on=F("new_due_on")),
                name="date_change_changes_the_date",
            ),
            models.CheckConstraint(
                condition=Q(status="asked", settled_on=None)
                | Q(~Q(status="asked"), ~Q(settled_by_label=""), settled_on__isnull=False),
                name="date_change_settled_by_somebody_exactly_when_settled",
            ),
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(status="asked"),
                name="action_waits_for_one_date_change_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["action", "-asked_on"], name="date_change_by_action")]

    @classmethod
    def readable_by(cls, user):
        """A condition: the action is read by `user`."""
        return is_among(Action.objects.visible_to(user), "action")

    def __str__(self):
        return f"{self.action}: {self.new_due_on}"

    @property
    def status_word(self):
        return Status(self.status)

    @property
    def days(self):
        """How far the date moves; None for a first date."""
        return None if self.old_due_on is None else (self.new_due_on - self.old_due_on).days
