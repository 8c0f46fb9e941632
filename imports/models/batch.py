"""Batches: what was uploaded, what it would do or did, and by whom."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.visibility import READ_EVERYTHING
from audit.record import Recorded, history
from audit.words import Word
from reviews.models import Review


class Kind(models.TextChoices):
    FLAT = "flat", "One line for each recommendation and its first action"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    ACTIONS = "actions", "Actions"
    UPDATES = "updates", "Progress updates"
    MOTIONS = "motions", "Motions"
    MOTION_POINTS = "motion-points", "Motion points"
    REVIEWS = "reviews", "Reviews"
    FINDINGS = "findings", "Findings"
    BODIES = "bodies", "Bodies"
    MEETINGS = "meetings", "Meetings"


class State(Word):
    PREVIEWED = "previewed", "amber", "…", "Not saved"
    SAVED = "saved", "green", "✔", "Saved"
    DISCARDED = "discarded", "grey", "✕", "Discarded"
    EXPIRED = "expired", "grey", "✕", "Expired"


class Afterwards(Word):
    """What became of an import that was saved."""

    UNDONE = "undone", "grey", "↩", "Undone"


class Outcome(Word):
    """What saving does with a row."""

    NEW = "new", "green", "+", "New"
    CHANGED = "changed", "blue", "▶", "Changed"
    UNCHANGED = "unchanged", "grey", "○", "No change"
    SKIPPED = "skipped", "grey", "–", "Left out"
    ERROR = "error", "red", "✖", "To mend"


class ImportBatchQuerySet(models.QuerySet):
    def saved(self):
        return self.filter(state=State.SAVED)

    def for_user(self, user):
        """A preview is its uploader's own: nobody else may look at it or confirm it. Those that are
        saved may be looked at by whoever may import, or reads everything."""
        own = Q(created_by=user)
        may_look = user.has_perm("imports.import_register") or user.has_perm(READ_EVERYTHING)
        return self.filter(own | Q(state=State.SAVED) if may_look else own)

    def waiting_of(self, user):
        """Previews that this person has neither saved nor discarded."""
        return self.filter(state=State.PREVIEWED, created_by=user)

    def expired(self):
        """Previews that nobody confirmed in time. They can't be confirmed any more."""
        since = timezone.now() - timedelta(days=settings.IMPORT_PREVIEW_DAYS)
        return self.filter(state=State.PREVIEWED, created_at__lt=since)

    def latest_first(self):
        return self.order_by("-created_at", "-pk")


class ImportBatch(Recorded):
    """`sha256` and `size` (bytes) are of the file as received, `digest` of what the preview showed.
    `headings` maps column positions to headings, `notes` are sentences about the file as a whole,
    `merged` maps positions to the rows whose cell continues the one above. `choices` is what a
    person said of columns and words (`imports.planning.Choices`); a `refusal` says what they still
    have to say before any line can be told.
    `written` lists, by kind, the references that saving wrote. A batch that takes another one back
    `undoes` it, for a `reason`, and has that one's file and kind."""

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    source_review = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="import_batches"
    )
    source_words = models.CharField("source review, as given", max_length=200, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    header_row = models.PositiveIntegerField(default=1)
    headings = models.JSONField(default=dict)
    effective_on = models.DateField("effective date")
    state = models.CharField(max_length=12, choices=State, default=State.PREVIEWED)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    written = models.JSONField(default=dict)
    notes = models.JSONField(default=list, blank=True)
    merged = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    refusal = models.TextField("why its lines can’t be told yet", blank=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    reason = models.TextField("why it was undone", blank=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="import_batches"
    )
    created_by_label = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    history = history()

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "import batches"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="saved", saved_at__isnull=False)
                | Q(~Q(state="saved"), saved_at=None),
                name="import_batch_has_a_moment_of_saving_exactly_when_saved",
            ),
            models.CheckConstraint(
                condition=Q(undoes=None, reason="") | Q(~Q(reason=""), undoes__isnull=False),
                name="import_batch_that_undoes_another_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(undoes=F("id")), name="import_batch_does_not_undo_itself"
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="import_batch_by_file")]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("import_preview", args=[self.pk])

    @property
    def state_word(self):
        if self.is_expired:
            return State.EXPIRED
        return Afterwards.UNDONE if self.undoing else State(self.state)

    @property
    def expires_at(self):
        return self.created_at + timedelta(days=settings.IMPORT_PREVIEW_DAYS)

    @property
    def is_expired(self):
        """Whether it waited too long, be it swept away already or not."""
        waits = self.state == State.PREVIEWED and timezone.now() > self.expires_at
        return waits or self.state == State.EXPIRED

    @property
    def undoing(self):
        """The batch that undid this one, or None."""
        return getattr(self, "undone_by", None)

    @property
    def personal(self):
        """The cells that seem to hold personal data, as warnings; while it is a preview."""
        if self.state != State.PREVIEWED:
            return []
        rows = self.rows.with_warnings().in_order().values_list("warnings", flat=True)
        return [one for warnings in rows for one in warnings if one.get("personal")]

    @property
    def can_be_saved(self):
        something = self.counts.get(Outcome.NEW, 0) + self.counts.get(Outcome.CHANGED, 0)
        waits = self.state == State.PREVIEWED and not self.is_expired
        return waits and not self.refusal and something and not self.counts.get(Outcome.ERROR, 0)
