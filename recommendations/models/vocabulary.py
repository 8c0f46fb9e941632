"""The words and numbers that an administrator keeps: themes, clocks, thresholds."""

from django.core.cache import cache
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format

from audit.record import Recorded, history
from audit.standing import Retractable, StandingManager, once_standing
from recommendations import clock
from recommendations.lifecycle.referral import Duty
from recommendations.models.rules import DEFAULTS, Rules

_CACHE_KEY = "recommendations.thresholds"
# Another process hears of a changed threshold after this many seconds at the latest.
_CACHE_SECONDS = 60


class ThemeQuerySet(models.QuerySet):
    def by_name_first(self):
        return self.order_by("name")


class Theme(Retractable, Recorded):
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    history = history()

    objects = StandingManager.from_queryset(ThemeQuerySet)()

    class Meta:
        constraints = [
            once_standing("slug", name="theme_reference_is_used_once"),
            once_standing("name", name="theme_name_is_used_once"),
        ]

    def __str__(self):
        return self.name


class ClockRule(Recorded):
    """How long a body has to answer, by which law, and when that was last checked. Without a
    length the meeting sets the last day itself: as resolved."""

    name = models.CharField(max_length=120, unique=True)
    duty = models.CharField(max_length=20, choices=Duty)
    length = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=16, choices=clock.Unit)
    first_day_counted = models.BooleanField(default=True)
    citation = models.CharField(max_length=300, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    history = history()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(length__gte=1), name="clock_rule_runs_for_a_while")
        ]

    def __str__(self):
        return self.name

    @property
    def is_as_resolved(self):
        return self.length is None

    def last_day(self, start, as_resolved=None):
        """`as_resolved` is the day that the meeting set, where the rule has no length."""
        if self.is_as_resolved:
            return as_resolved
        return clock.last_day(start, self.length, self.unit, self.first_day_counted)

    def arithmetic(self, start, ends_on, start_word="Received"):
        if self.is_as_resolved:
            begun = f"{start_word} {date_format(start)}."
            return f"{begun} The meeting set {date_format(ends_on)} as the last day."
        return clock.arithmetic(
            start, self.length, self.unit, self.first_day_counted, ends_on, start_word
        )


class ThresholdQuerySet(models.QuerySet):
    def rules_on(self, day):
        """The thresholds in force on `day`: each name's latest row that had begun by then."""
        rows = cache.get(_CACHE_KEY)
        if rows is None:
            rows = list(self.order_by("starts_on", "pk").values_list("name", "starts_on", "value"))
            cache.set(_CACHE_KEY, rows, _CACHE_SECONDS)
        return Rules(**{name: value for name, starts_on, value in rows if starts_on <= day})


class Threshold(Recorded):
    """A number that decides a flag or a rating, from a day on. Earlier rows stay, so that an
    earlier day is judged by the rules of that day."""

    Name = models.TextChoices(
        "Name", [(name.upper(), (name, words)) for name, (_, words) in DEFAULTS.items()]
    )

    name = models.CharField(max_length=40, choices=Name)
    value = models.PositiveSmallIntegerField()
    starts_on = models.DateField("from")
    history = history()

    objects = ThresholdQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "starts_on"], name="threshold_has_one_value_a_day"
            )
        ]

    def __str__(self):
        return f"{self.get_name_display()}: {self.value}"


def forget_thresholds(**kwargs):
    cache.delete(_CACHE_KEY)


models.signals.post_save.connect(forget_thresholds, sender=Threshold)
