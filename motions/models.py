"""Motions, the notes they open with, and the points they ask for."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from audit.record import Recorded, history
from audit.standing import Retractable, StandingManager, once_standing
from bodies.models import Body, Meeting
from motions.lifecycle import Answer


class MotionQuerySet(models.QuerySet):
    def report_back_overdue(self, on):
        """Asked to report back by a day before `on`, and no report received. The due day itself is
        not overdue."""
        return self.filter(report_back_due_on__lt=on, report_back_received_on=None)

    def latest_first(self):
        return self.order_by("-meeting__held_on", "ref")


class Motion(Retractable, Recorded):
    ref = models.CharField("reference", max_length=60)
    title = models.CharField(max_length=200)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="motions")
    item = models.CharField("agenda item", max_length=20, blank=True)
    asked_of = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="motions_asked"
    )
    request = models.TextField("what it asks for", blank=True)
    report_back_words = models.CharField("report back, as resolved", max_length=200, blank=True)
    report_back_due_on = models.DateField(null=True, blank=True)
    report_back_received_on = models.DateField(null=True, blank=True)
    report_back_note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    history = history()

    objects = StandingManager.from_queryset(MotionQuerySet)()

    class Meta:
        constraints = [once_standing("ref", name="motion_reference_is_used_once")]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return reverse("motion_detail", args=[self.ref])

    @property
    def report_back_days_late(self):
        """Days after the due day that the report came; 0 when in time, None when not yet known."""
        if not (self.report_back_due_on and self.report_back_received_on):
            return None
        return max(0, (self.report_back_received_on - self.report_back_due_on).days)


class MotionNote(Recorded):
    """A paragraph in which the motion notes something, before it asks for anything."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="notes")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    history = history()
    belongs_to = "motion"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "number"], name="motion_note_number_is_used_once"
            )
        ]

    def __str__(self):
        return f"{self.motion.ref}, note {self.number}"


class MotionPointQuerySet(models.QuerySet):
    def unanswered(self):
        return self.filter(answer=Answer.NOT_ANSWERED)

    def in_order(self):
        return self.order_by("motion__ref", "number")


class MotionPoint(Retractable, Recorded):
    ref = models.CharField("reference", max_length=70)
    motion = models.ForeignKey(Motion, models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField("in our words")
    published_words = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=24, choices=Answer, default=Answer.NOT_ANSWERED)
    answer_note = models.TextField("how it was answered", blank=True)
    answer_source = models.CharField("page of the answer", max_length=300, blank=True)
    classified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    classified_by_label = models.CharField(max_length=200, blank=True)
    history = history()
    follow_from_others = ("classified_by", "classified_by_label")

    objects = StandingManager.from_queryset(MotionPointQuerySet)()

    class Meta:
        constraints = [
            once_standing("ref", name="motion_point_reference_is_used_once"),
            once_standing("motion", "number", name="motion_point_number_is_used_once"),
            models.CheckConstraint(
                condition=Q(answer=Answer.NOT_ANSWERED.value)
                | (~Q(answer_source="") & ~Q(classified_by_label="")),
                name="motion_point_answer_has_a_source_and_a_classifier",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="motion_point_counts_from_one"),
        ]
        indexes = [models.Index(fields=["answer"], name="motion_point_by_answer")]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return f"{reverse('motion_detail', args=[self.motion.ref])}#point-{self.number}"

    @property
    def answer_word(self):
        return Answer(self.answer)


class PointAskedOf(Retractable, Recorded):
    """A body that a motion point asks something of, when the motion or its reader names one."""

    point = models.ForeignKey(MotionPoint, models.PROTECT, related_name="asked_of")
    body = models.ForeignKey(Body, models.PROTECT, related_name="points_asked")
    inferred = models.BooleanField(default=False)
    history = history()
    belongs_to = "point"

    class Meta:
        constraints = [once_standing("point", "body", name="point_asks_a_body_once")]

    def __str__(self):
        return f"{self.point} asks {self.body}"
