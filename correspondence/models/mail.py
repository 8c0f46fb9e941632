"""An e-mail that the register sends, kept as it was sent."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from audit.record import Recorded, history
from correspondence.lifecycle import MailStatus


class MailQuerySet(models.QuerySet):
    def latest_first(self):
        return self.order_by("-pk")

    def unsent(self):
        """Those that the next run tries: not yet tried, or the server could not be reached."""
        return self.filter(status__in=[MailStatus.WAITING, MailStatus.FAILED])

    def refused(self):
        return self.filter(status=MailStatus.REFUSED)


class Mail(Recorded):
    """Holds no text that is not public: a reference, and where to sign in to read the rest.
    `tries` counts how often a server was asked to take it. `unsubscribe_url` is what a mail program
    offers to press."""

    class Kind(models.TextChoices):
        LETTER = "letter", "Letter"
        REMINDER = "reminder", "Reminder"
        DIGEST = "digest", "Digest"
        QUESTION = "question", "About a question"

    kind = models.CharField(max_length=12, choices=Kind)
    to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    to_label = models.CharField("to", max_length=200)
    address = models.EmailField("e-mail address")
    subject = models.CharField(max_length=200)
    words = models.TextField()
    status = models.CharField(max_length=12, choices=MailStatus, default=MailStatus.WAITING)
    written_on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField("what the server said", max_length=300, blank=True)
    unsubscribe_url = models.URLField(max_length=300, blank=True)
    history = history()

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "e-mail"
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False, status=MailStatus.SENT.value)
                | Q(~Q(status=MailStatus.SENT.value), sent_at=None),
                name="mail_has_a_moment_exactly_when_sent",
            )
        ]
        indexes = [models.Index(fields=["status"], name="mail_by_status")]

    def __str__(self):
        return f"{self.subject}, to {self.to_label}"

    @property
    def status_word(self):
        return MailStatus(self.status)
