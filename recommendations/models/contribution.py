"""A body's part in what another leads."""

from django.db import models

from audit.record import Recorded


class StandingManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(taken_back_with=None)


class Contribution(Recorded):
    """`taken_back_with` is the number of the import that took it back, by undoing the one that had
    brought it. Such a row is kept, and found through `everything` alone."""

    contribution = models.CharField(max_length=200, blank=True)
    taken_back_with = models.PositiveBigIntegerField(
        "taken back by import", null=True, blank=True, editable=False
    )

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        abstract = True
