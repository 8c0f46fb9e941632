"""What an import brought goes when that import is undone: it is kept with its history, counts no
more, and what it was called may be used again."""

from django.db import models
from django.db.models import Manager, Q

STANDING = Q(taken_back_with=None)


class StandingManager(Manager):
    def get_queryset(self):
        return super().get_queryset().filter(STANDING)


def told_apart_by(model):
    """Names of the fields by which things of `model` that stand are told apart."""
    constraints = (
        one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)
    )
    return {name for one in constraints if one.condition == STANDING for name in one.fields}


def once_standing(*fields, name, words="Another one has this already. Give each its own."):
    """No two things that stand have the same in `fields`; `words` tell that to a person."""
    return models.UniqueConstraint(
        fields=fields,
        condition=STANDING,
        name=name,
        # By this code the words stand beside the field, where it is a single one.
        violation_error_code="unique",
        violation_error_message=words,
    )


class Retractable(models.Model):
    """`taken_back_with` is the number of the import that took it back, by undoing the one that had
    brought it. Such a thing is found through `everything` alone."""

    taken_back_with = models.PositiveBigIntegerField(
        "taken back by import", null=True, blank=True, editable=False
    )

    objects = StandingManager()
    everything = Manager()  # noqa: DJ012

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """Also those that know only what stands: no form holds `taken_back_with`, and what a form
        does not hold is left out."""
        super().validate_constraints(exclude=set(exclude or ()) - {"taken_back_with"})
