"""What a body said about an action, and what shows it."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.visibility import Classified, ClassifiedQuerySet
from audit.record import history
from bodies.models import Body
from recommendations.lifecycle.action import Status, View
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
    history = history()
    belongs_to = "action"

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
        return Q(action__in=_keys(Action.of_committees(body_ids)))

    @classmethod
    def of_bodies(cls, body_ids):
        return Q(body__in=body_ids) | Q(action__in=_keys(Action.of_bodies(body_ids)))

    @classmethod
    def belongs_to_what_is_read_by(cls, user):
        return Q(action__in=Action.objects.visible_to(user).values("pk"))

    @property
    def status_after_word(self):
        return Status(self.status_after)

    @property
    def status_before_word(self):
        return Status(self.status_before)

    @property
    def view_word(self):
        return View(self.view) if self.view else None


def _keys(condition):
    return Action.objects.filter(condition).values("pk")


class Evidence(Classified):
    """What shows that something was done: a link, or a note of who holds it and who has seen it."""

    class Kind(models.TextChoices):
        LINK = "link", "Link"
        HELD = "held-elsewhere", "Held elsewhere"

    action = models.ForeignKey(Action, models.PROTECT, related_name="evidence")
    update = models.ForeignKey(
        ProgressUpdate, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField("what it shows", max_length=200)
    url = models.URLField("address", max_length=500, blank=True)
    held_by = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="evidence_held"
    )
    seen_by = models.CharField("seen by (post)", max_length=200, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    given_on = models.DateField()
    history = history()
    belongs_to = "action"

    objects = ClassifiedQuerySet.as_manager()

    class Meta(Classified.Meta):
        abstract = False
        verbose_name_plural = "evidence"
        constraints = [
            *Classified.Meta.constraints,
            models.CheckConstraint(
                condition=Q(~Q(url=""), kind="link")
                | Q(kind="held-elsewhere", held_by__isnull=False, seen_on__isnull=False),
                name="evidence_has_an_address_or_a_holder",
            ),
        ]

    def __str__(self):
        return self.title

    @classmethod
    def of_committees(cls, body_ids):
        return Q(action__in=_keys(Action.of_committees(body_ids)))

    @classmethod
    def of_bodies(cls, body_ids):
        return Q(action__in=_keys(Action.of_bodies(body_ids)))

    @classmethod
    def belongs_to_what_is_read_by(cls, user):
        updates = ProgressUpdate.objects.visible_to(user).values("pk")
        return Q(action__in=Action.objects.visible_to(user).values("pk")) & (
            Q(update=None) | Q(update__in=updates)
        )
