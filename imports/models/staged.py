"""What waits for a confirmation. Not part of the record."""

from django.db import models

from accounts.visibility import READ_EVERYTHING
from imports.models.batch import ImportBatch, Outcome


class StagedRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A row shows what the register had, which whoever uploaded it might read."""
        return self if user.has_perm(READ_EVERYTHING) else self.filter(batch__created_by=user)

    def in_order(self):
        return self.order_by("number")

    def to_mend(self):
        return self.filter(outcome=Outcome.ERROR)

    def new(self):
        return self.filter(outcome=Outcome.NEW)

    def changed(self):
        return self.filter(outcome=Outcome.CHANGED)

    def differing(self):
        return self.exclude(previously=None)

    def with_warnings(self):
        return self.filter(has_warnings=True)


class StagedRow(models.Model):
    """A row as read and as planned.

    Where the register changed while it waited, and the row would now do something else,
    `previously` holds the outcome and the changes that had been shown."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("row in the sheet")
    cells = models.JSONField()
    section = models.CharField(max_length=500, blank=True)
    ref = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome)
    changes = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    has_warnings = models.BooleanField(default=False)
    previously = models.JSONField(null=True, blank=True)

    objects = StagedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_is_staged_once")
        ]

    def __str__(self):
        return f"{self.batch}, row {self.number}"

    @property
    def outcome_word(self):
        return Outcome(self.outcome)

    @property
    def previous_outcome_word(self):
        return Outcome(self.previously["outcome"]) if self.previously else None


class UploadedFile(models.Model):
    """The file of a preview, as received, for another sheet or row of headings to be read from it.
    It goes when the preview is saved, discarded or expires."""

    batch = models.OneToOneField(
        ImportBatch, models.CASCADE, primary_key=True, related_name="uploaded"
    )
    data = models.BinaryField()

    def __str__(self):
        return f"The file of {self.batch}"
