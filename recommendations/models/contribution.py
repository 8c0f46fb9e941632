"""A body's part in what another leads."""

from django.db import models

from audit.record import Recorded
from audit.standing import Retractable


class Contribution(Retractable, Recorded):
    contribution = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
