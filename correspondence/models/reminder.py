"""That somebody was reminded of something: the log by which nobody hears of it twice."""

from django.db import models

from accounts.models import User
from audit.record import Recorded, history
from correspondence.models.mail import Mail


class Reminder(Recorded):
    """One thing in one e-mail. `occasion` is the day counted from `due_on`: -7 is a week before,
    1 the day after."""

    class About(models.TextChoices):
        UPDATE = "update", "Update for a meeting"
        ACTION = "action", "Action"
        RESPONSE = "response", "Response"
        PLAN = "plan", "Action plan"
        FOLLOW_UP = "follow-up", "Follow-up review"
        QUESTION = "question", "Member’s question"

    mail = models.ForeignKey(Mail, models.PROTECT, related_name="reminders")
    to = models.ForeignKey(User, models.PROTECT, related_name="reminders")
    about = models.CharField(max_length=12, choices=About)
    object_id = models.PositiveBigIntegerField()
    ref = models.CharField("reference", max_length=100)
    due_on = models.DateField()
    occasion = models.SmallIntegerField("days from the date")
    history = history()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["to", "about", "object_id", "due_on", "occasion"],
                name="person_is_reminded_once_an_occasion",
            )
        ]
        indexes = [models.Index(fields=["about", "object_id"], name="reminder_by_thing")]

    def __str__(self):
        return f"{self.get_about_display()} {self.ref}, to {self.to}"
