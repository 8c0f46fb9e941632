"""What was said of the columns and words of one file, kept under a name for the next."""

from django.db import models
from django.db.models.functions import Lower

from accounts.models import User
from audit.record import Recorded, history
from imports.models.batch import Kind


class SavedMappingQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(put_away_on=None).order_by("name")


class SavedMapping(Recorded):
    """One that was put away is offered no more, and comes back by saving under its name again.
    `choices` are by heading (`imports.planning.Choices.by_heading`), so that they fit the next
    file of the same source, whatever the order of its columns."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind)
    choices = models.JSONField(default=dict)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    saved_by_label = models.CharField(max_length=200)
    put_away_on = models.DateField(null=True, blank=True)
    history = history()

    objects = SavedMappingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="saved_mapping_has_a_name_of_its_own")
        ]

    def __str__(self):
        return self.name
