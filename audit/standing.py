"""What an import brought goes when that import is undone: it is kept with its history, counts no
more, and what it was called may be used again."""

from django.db import models
from django.db.models import Q

from audit.record import Recorded


class StandingManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(taken_back_with=None)


def once_standing(*fields, name, words="Another one has this already. Give each its own."):
    """No two things that stand have the same in `fields`; `words` tell that to a person."""
    return models.UniqueConstraint(
        fields=fields,
        condition=Q(taken_back_with=None),
        name=name,
        # By this code the words stand beside the field, where it is a single one.
        violation_error_code="unique",
        violation_error_message=words,
    )


class Retractable(Recorded):
    """`taken_back_with` is the number of the import that took it back, by undoing the one that had
    brought it. Such a thing is found through `everything` alone."""

    taken_back_with = models.PositiveBigIntegerField(
        "taken back by import", null=True, blank=True, editable=False
    )

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """Also those that know only what stands: no form holds `taken_back_with`, and what a form
        does not hold is left out."""
        super().validate_constraints(exclude=set(exclude or ()) - {"taken_back_with"})
