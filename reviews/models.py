"""Reviews, their stages and papers, what they found, and the terms their papers use."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.visibility import Classified, ClassifiedQuerySet
from audit.record import Recorded, history
from audit.standing import Retractable, StandingManager, once_standing
from audit.words import Word
from bodies.models import Body, Meeting
from motions.models import Motion, MotionPoint


class ReviewQuerySet(models.QuerySet):
    def latest_first(self):
        return self.order_by(models.F("published_on").desc(nulls_last=True), "ref")


class Review(Retractable, Recorded):
    ref = models.CharField("reference", max_length=60)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=100, blank=True)
    motion = models.ForeignKey(
        Motion, models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    about = models.TextField(blank=True)
    standing = models.TextField(
        "how its suggestions are to be read",
        blank=True,
        help_text="For example that the reviewers make suggestions, not firm recommendations.",
    )
    published_on = models.DateField(null=True, blank=True)
    published_words = models.CharField("published, as written", max_length=100, blank=True)
    source = models.CharField(max_length=300, blank=True)
    history = history()

    objects = StandingManager.from_queryset(ReviewQuerySet)()

    class Meta:
        constraints = [once_standing("ref", name="review_reference_is_used_once")]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return reverse("review_detail", args=[self.ref])


class ReviewBody(Retractable, Recorded):
    """A body's part in a review."""

    class Part(models.TextChoices):
        COMMISSIONED = "commissioned", "Commissioned it"
        UNDERTOOK = "undertook", "Carried it out"

    review = models.ForeignKey(Review, models.PROTECT, related_name="bodies")
    body = models.ForeignKey(Body, models.PROTECT, related_name="review_parts")
    part = models.CharField(max_length=20, choices=Part)
    history = history()
    belongs_to = "review"

    class Meta:
        constraints = [
            once_standing("review", "body", "part", name="body_has_a_part_in_a_review_once")
        ]

    def __str__(self):
        return f"{self.body}: {self.get_part_display()}"


class ReviewStage(Recorded):
    review = models.ForeignKey(Review, models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    scope = models.TextField(blank=True)
    method = models.TextField(blank=True)
    target_on = models.DateField(null=True, blank=True)
    target_words = models.CharField("target, as written", max_length=200, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    history = history()
    belongs_to = "review"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "number"], name="review_stage_number_is_used_once"
            )
        ]

    def __str__(self):
        return f"{self.review.ref}: {self.name}"


class Milestone(Recorded):
    """A dated moment of a review. A date known only as a month or season keeps its words and has
    no day."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="milestones")
    what = models.CharField(max_length=200)
    on = models.DateField("date", null=True, blank=True)
    words = models.CharField("date, as written", max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)
    history = history()
    belongs_to = "review"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(on__isnull=False) | ~Q(words=""), name="milestone_has_a_day_or_words"
            )
        ]

    def __str__(self):
        return self.what


class SourceDocument(Recorded):
    """A published paper. `sha256` is of the file as received, in hexadecimal, when one is held."""

    ref = models.CharField("reference", max_length=60, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=120, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    dated_words = models.CharField("date, as written", max_length=100, blank=True)
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    url = models.URLField("address", blank=True, max_length=500)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    about = models.TextField(blank=True)
    history = history()

    def __str__(self):
        return self.title


class FindingQuerySet(ClassifiedQuerySet):
    def in_order(self):
        return self.order_by("ref")


class Finding(Classified):
    class Kind(Word):
        ASSURANCE = "assurance", "blue", "✔", "Assurance"
        GOOD_PRACTICE = "good-practice", "green", "●", "Good practice"
        IMPROVEMENT = "area-for-improvement", "amber", "▲", "Area for improvement"
        NO_EVIDENCE = "no-evidence-found", "grey", "○", "No evidence found"
        NO_COMMENT = "no-comment-made", "grey", "○", "No comment made"

    ref = models.CharField("reference", max_length=70, unique=True)
    review = models.ForeignKey(Review, models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=24, choices=Kind)
    title = models.CharField(max_length=200)
    summary = models.TextField("in our words")
    published_words = models.TextField(blank=True)
    document = models.ForeignKey(
        SourceDocument, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    section = models.CharField(max_length=200, blank=True)
    page = models.CharField(max_length=40, blank=True)
    history = history()

    objects = FindingQuerySet.as_manager()

    class Meta(Classified.Meta):
        abstract = False
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["review", "kind"], name="finding_by_review_and_kind"),
        ]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return f"{reverse('review_detail', args=[self.review.ref])}#{self.ref}"

    @classmethod
    def of_committees(cls, body_ids):
        """The committee at which the motion was moved, or one that follows a recommendation that
        rests on it."""
        links = cls._meta.get_field("recommendations").related_model.objects
        resting = links.filter(recommendation__committee__in=body_ids)
        reviews = Review.objects.filter(motion__meeting__body__in=body_ids)
        return Q(id__in=resting.values("finding")) | Q(review__in=reviews.values("pk"))

    @classmethod
    def of_bodies(cls, body_ids):
        return Q(id__in=FindingBody.objects.filter(body__in=body_ids).values("finding"))

    @property
    def kind_word(self):
        return self.Kind(self.kind)


class FindingPoint(Retractable, Recorded):
    """A finding that answers a motion point."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="points")
    point = models.ForeignKey(MotionPoint, models.PROTECT, related_name="findings")
    history = history()
    belongs_to = "finding"

    class Meta:
        constraints = [once_standing("finding", "point", name="finding_answers_a_point_once")]

    def __str__(self):
        return f"{self.finding} answers {self.point}"


class FindingBody(Retractable, Recorded):
    """A body that a finding is about."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="bodies")
    body = models.ForeignKey(Body, models.PROTECT, related_name="findings")
    history = history()
    belongs_to = "finding"

    class Meta:
        constraints = [once_standing("finding", "body", name="finding_concerns_a_body_once")]

    def __str__(self):
        return f"{self.finding} concerns {self.body}"


class GlossaryTermQuerySet(models.QuerySet):
    def a_to_z(self):
        return self.order_by("term")


class GlossaryTerm(Recorded):
    term = models.CharField(max_length=100, unique=True)
    meaning = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    history = history()

    objects = GlossaryTermQuerySet.as_manager()

    def __str__(self):
        return self.term
