"""What somebody began to say about an action before a meeting. Not part of the record."""

from django.db import models

from accounts.models import User
from bodies.models import Meeting
from recommendations.lifecycle.update import KEPT, Standing
from recommendations.models.action import Action


class UpdateDraft(models.Model):
    """One for an action and a meeting, read by the people of the body that leads alone. It goes
    when its update is on record. `typed` holds the fields of the form as lists; `note` says why it
    was returned; `given_to` is the colleague who is to write it."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="drafts")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="drafts")
    standing = models.CharField(
        max_length=12, choices=[(one.value, one.label) for one in KEPT], default=Standing.DRAFT
    )
    typed = models.JSONField(default=dict)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    given_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "meeting"], name="action_has_one_draft_a_meeting"
            )
        ]

    def __str__(self):
        return f"{self.action} for {self.meeting}"
