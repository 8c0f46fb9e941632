"""What a body said about an action, and what shows it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from accounts.visibility import Classified, ClassifiedQuerySet, is_among
from audit.record import history
from bodies.models import Body, Meeting
from recommendations.files.kind import BY_CONTENT_TYPE
from recommendations.files.name import LONGEST as LONGEST_NAME
from recommendations.lifecycle.action import Status, View
from recommendations.lifecycle.evidence import Strength
from recommendations.models.action import Action


class ProgressUpdateQuerySet(ClassifiedQuerySet):
    def latest_first(self):
        return self.order_by("-effective_on", "-pk")


class ProgressUpdate(Classified):
    """What a body said about an action on a day. Added to, never edited."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="updates")
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    author_label = models.CharField(max_length=200)
    entered_for_body = models.BooleanField("entered for the body by governance", default=False)
    effective_on = models.DateField("as at")
    recorded_at = models.DateTimeField(auto_now_add=True)
    done = models.TextField("what has been done")
    next = models.TextField("what happens next", blank=True)
    next_on = models.DateField("by when", null=True, blank=True)
    status_before = models.CharField(max_length=20, choices=Status)
    status_after = models.CharField(max_length=20, choices=Status)
    view = models.CharField("the body’s own view", max_length=12, choices=View, blank=True)
    view_reason = models.TextField(blank=True)
    for_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="updates"
    )
    no_change = models.BooleanField("nothing has changed", default=False)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    history = history()
    belongs_to = "action"
    follow_from_others = ("approved_by", *Classified.follow_from_others)

    objects = ProgressUpdateQuerySet.as_manager()

    class Meta(Classified.Meta):
        abstract = False
        constraints = [
            *Classified.Meta.constraints,
            models.CheckConstraint(condition=~Q(done=""), name="update_says_what_was_done"),
            models.CheckConstraint(
                condition=Q(view="") | Q(view=View.ON_TRACK.value) | ~Q(view_reason=""),
                name="update_off_track_view_has_a_reason",
            ),
        ]
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["action", "-effective_on"], name="update_by_action_and_day"),
            models.Index(fields=["-effective_on"], name="update_by_day"),
        ]

    def __str__(self):
        return f"{self.action}, {self.effective_on}"

    @classmethod
    def of_committees(cls, body_ids):
        return _action(Action.of_committees(body_ids))

    @classmethod
    def of_bodies(cls, body_ids):
        return Q(body__in=body_ids) | _action(Action.of_bodies(body_ids))

    @classmethod
    def belongs_to_what_is_read_by(cls, user):
        return is_among(Action.objects.visible_to(user), "action")

    @property
    def days_late(self):
        """Days after the day on which the meeting wanted it; 0 when in time, or for no meeting."""
        wanted = self.for_meeting.updates_due_on if self.for_meeting else None
        if wanted is None:
            return 0
        return max(0, (timezone.localtime(self.recorded_at).date() - wanted).days)

    @property
    def status_after_word(self):
        return Status(self.status_after)

    @property
    def status_before_word(self):
        return Status(self.status_before)

    @property
    def view_word(self):
        return View(self.view) if self.view else None


def _action(condition):
    return is_among(Action.objects.filter(condition), "action")


class EvidenceQuerySet(ClassifiedQuerySet):
    def latest_first(self):
        return self.order_by("-given_on", "-pk")


class Evidence(Classified):
    """What shows that something was done: a link, a file, or a note of who holds it and who has
    seen it.

    A file stands in the store (`recommendations.files`) as `stored_as` and is never written again.
    Another version is a row of its own which `replaces` this one. `scanned_on` is empty when no
    scanner has looked at it.
    """

    class Kind(models.TextChoices):
        LINK = "link", "Link"
        FILE = "file", "File"
        HELD = "held-elsewhere", "Held elsewhere"

    action = models.ForeignKey(Action, models.PROTECT, related_name="evidence")
    update = models.ForeignKey(
        ProgressUpdate, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField("what it shows", max_length=200)
    strength = models.CharField("how strong it is", max_length=16, choices=Strength, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    held_by = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="evidence_held"
    )
    seen_by = models.CharField("seen by (post)", max_length=200, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    given_on = models.DateField()
    file_name = models.CharField("file", max_length=LONGEST_NAME, blank=True)
    content_type = models.CharField("type of file", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("size in bytes", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    stored_as = models.CharField("place in the store", max_length=40, blank=True, editable=False)
    scanned_on = models.DateField("scanned, nothing found", null=True, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replacements"
    )
    history = history()
    belongs_to = "action"
    follow_from_others = ("stored_as", *Classified.follow_from_others)

    objects = EvidenceQuerySet.as_manager()

    class Meta(Classified.Meta):
        abstract = False
        verbose_name_plural = "evidence"
        constraints = [
            *Classified.Meta.constraints,
            models.CheckConstraint(
                condition=Q(~Q(url=""), kind="link")
                | Q(kind="held-elsewhere", held_by__isnull=False, seen_on__isnull=False)
                | Q(
                    ~Q(file_name=""),
                    ~Q(content_type=""),
                    ~Q(sha256=""),
                    ~Q(stored_as=""),
                    kind="file",
                    size__isnull=False,
                    size__gt=0,
                ),
                name="evidence_has_an_address_a_holder_or_a_file",
            ),
            models.CheckConstraint(
                condition=Q(kind="file")
                | Q(
                    file_name="",
                    content_type="",
                    size=None,
                    sha256="",
                    stored_as="",
                    scanned_on=None,
                    replaces=None,
                ),
                name="evidence_without_a_file_says_nothing_of_one",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")),
                name="evidence_does_not_replace_itself",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(voided_on=None),
                name="evidence_is_replaced_by_one_that_stands",
            ),
            models.UniqueConstraint(
                fields=["stored_as"],
                condition=~Q(stored_as=""),
                name="evidence_has_a_place_of_its_own",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_file(self):
        return self.kind == self.Kind.FILE

    @property
    def file_type(self):
        """What the file is, in words."""
        return BY_CONTENT_TYPE[self.content_type].label

    @classmethod
    def of_committees(cls, body_ids):
        return _action(Action.of_committees(body_ids))

    @classmethod
    def of_bodies(cls, body_ids):
        return _action(Action.of_bodies(body_ids))

    @classmethod
    def belongs_to_what_is_read_by(cls, user):
        return is_among(Action.objects.visible_to(user), "action")

    @classmethod
    def _open_to(cls, user):
        """What was given with an update is read with it."""
        update_read = is_among(ProgressUpdate.objects.visible_within(user), "update")
        return super()._open_to(user) & (Q(update=None) | update_read)
