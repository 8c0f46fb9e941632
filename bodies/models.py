"""Bodies, what they were called when, and the meetings and decisions of those that meet.

Names follow Popolo's Organization where it has one (part_of as parent, former names with dates).
"""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from audit.record import Recorded, history
from audit.standing import Retractable, StandingManager, once_standing


class BodyQuerySet(models.QuerySet):
    def committees(self):
        return self.filter(kind__in=Body.MEETING_KINDS)

    def in_being(self, on):
        """Neither ended before `on` nor founded after it; unknown dates count as in being."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on)).filter(
            Q(founded_on=None) | Q(founded_on__lte=on)
        )

    def by_name_first(self):
        return self.order_by("name", "pk")


class Body(Retractable, Recorded):
    """A council, committee, partner or other organisation that can be asked, answer or decide."""

    class Kind(models.TextChoices):
        LOCAL_AUTHORITY = "local-authority", "Local authority"
        COUNCIL = "council", "Full council"
        EXECUTIVE = "executive", "Cabinet or executive"
        COMMITTEE = "committee", "Committee"
        SERVICE = "service", "Council service"
        POLICE = "police", "Police"
        PARTNERSHIP = "partnership", "Statutory partnership"
        GROUP = "group", "Partnership group"
        HEALTH = "health", "Health"
        VOLUNTARY = "voluntary", "Voluntary and community"
        REGULATOR = "regulator", "Regulator or inspectorate"
        NATIONAL = "national", "National body"
        OTHER = "other", "Other"

    MEETING_KINDS = (Kind.COUNCIL, Kind.EXECUTIVE, Kind.COMMITTEE)

    slug = models.SlugField(max_length=60)
    short_name = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    founded_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField("last day", null=True, blank=True)
    about = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    history = history()

    objects = StandingManager.from_queryset(BodyQuerySet)()

    class Meta:
        verbose_name_plural = "bodies"
        constraints = [
            once_standing("slug", name="body_reference_is_used_once"),
            once_standing("short_name", name="body_short_name_is_used_once"),
            models.CheckConstraint(
                condition=~Q(part_of=F("id")), name="body_is_not_part_of_itself"
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("id")), name="body_does_not_succeed_itself"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(founded_on=None) | Q(ended_on__gte=F("founded_on")),
                name="body_does_not_end_before_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="body_by_name")]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return reverse("body_detail", args=[self.slug])

    @property
    def meets(self):
        return self.kind in self.MEETING_KINDS

    def name_on(self, day):
        """The full name that was in use on `day`; today's name when none of the former ones was."""
        former = [n for n in self.former_names.all() if n.in_use_on(day)]
        return former[0].name if former else self.name


class FormerNameQuerySet(models.QuerySet):
    def oldest_first(self):
        return self.order_by("ends_on", "pk")


class FormerName(Retractable, Recorded):
    """What a body used to be called. `ends_on` is the last day of use."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField()
    history = history()
    belongs_to = "body"

    objects = StandingManager.from_queryset(FormerNameQuerySet)()

    class Meta:
        constraints = [
            once_standing(
                "body",
                "ends_on",
                name="former_name_ends_on_its_own_day",
                words="The body has a former name until that day already.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="former_name_does_not_end_before_it_begins",
            ),
        ]

    def __str__(self):
        return self.name

    def in_use_on(self, day):
        return day <= self.ends_on and (self.starts_on is None or day >= self.starts_on)


class MeetingQuerySet(models.QuerySet):
    def held_by(self, on):
        """Meetings held on or before `on`."""
        return self.filter(held_on__lte=on)

    def coming(self, on):
        """Meetings after `on`; one held on the day itself is not coming."""
        return self.filter(held_on__gt=on)

    def wanting_updates(self, on, days):
        """Those whose window for updates is open on `on`: from `days` before the last day until
        they are held."""
        return self.filter(updates_due_on__lte=on + timedelta(days=days), held_on__gte=on)

    def latest_first(self):
        return self.order_by("-held_on", "ref")

    def soonest_first(self):
        return self.order_by("held_on", "ref")


class Meeting(Retractable, Recorded):
    ref = models.CharField("reference", max_length=60)
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    held_on = models.DateField("date")
    title = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    papers_published_on = models.DateField(null=True, blank=True)
    updates_due_on = models.DateField(
        "updates wanted by",
        null=True,
        blank=True,
        help_text="The last day for bodies to say how their actions stand, before this meeting.",
    )
    papers_url = models.URLField("address of the papers", blank=True)
    about = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    history = history()

    objects = StandingManager.from_queryset(MeetingQuerySet)()

    class Meta:
        constraints = [
            once_standing("ref", name="meeting_reference_is_used_once"),
            once_standing(
                "body",
                "held_on",
                "title",
                name="meeting_of_a_body_is_entered_once",
                words="That meeting is in the register already.",
            ),
            models.CheckConstraint(
                condition=Q(updates_due_on=None) | Q(updates_due_on__lte=F("held_on")),
                name="meeting_wants_updates_before_it_is_held",
            ),
        ]
        indexes = [models.Index(fields=["body", "held_on"], name="meeting_by_body_and_day")]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return reverse("meeting_detail", args=[self.ref])


class DecisionQuerySet(models.QuerySet):
    def in_minute_order(self):
        return self.order_by("meeting__held_on", "pk")


class Decision(Recorded):
    """What a meeting resolved, under its minute number. Its words are never edited: another
    decision `corrects` it. `is_draft` while nobody has confirmed the minutes."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    minute = models.CharField("minute number", max_length=40)
    words = models.TextField()
    is_draft = models.BooleanField("minutes not confirmed yet", default=False)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    source = models.CharField(max_length=300, blank=True)
    history = history()
    belongs_to = "meeting"

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "minute"], name="minute_number_is_used_once_a_meeting"
            ),
            models.CheckConstraint(condition=~Q(minute=""), name="decision_has_a_minute_number"),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("id")),
                name="decision_does_not_correct_itself",
            ),
        ]

    def __str__(self):
        return f"{self.meeting.ref}, minute {self.minute}"
