"""The sealed record: one entry for each historical row, each holding the hash of the one before."""

from django.db import models
from django.utils import timezone

from audit.canonical import list_as_text, moment, sha
from audit.route import Route

#: What the first entry has in place of the hash of an earlier one.
NOTHING_BEFORE = "0" * 64


class Entry(models.Model):
    """Added to, never changed or deleted: the database refuses it (`audit.triggers`).

    `sequence` counts from 1 without gaps in the order of the commits. `digest` is of the
    historical row (`audit.canonical`), `hash` of everything in the entry, the previous hash
    included; both are SHA-256 in hexadecimal. The actor is a number and a label, with the roles
    and bodies held at the time in words, since people and bodies change.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField()
    actor_id = models.PositiveBigIntegerField("actor", null=True)
    actor_label = models.CharField("actor’s name", max_length=200)
    role = models.CharField(max_length=200)
    body = models.CharField(max_length=500)
    route = models.CharField(max_length=16, choices=Route)
    batch = models.PositiveBigIntegerField("import batch", null=True)
    verb = models.CharField(max_length=40)
    model = models.CharField(max_length=60)
    object_id = models.PositiveBigIntegerField()
    ref = models.CharField("reference", max_length=100)
    history_id = models.PositiveBigIntegerField("historical row")
    digest = models.CharField(max_length=64)
    reason = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["model", "history_id"], name="historical_row_is_sealed_once"
            )
        ]
        indexes = [
            models.Index(fields=["model", "object_id", "sequence"], name="entry_by_object"),
            models.Index(fields=["ref", "sequence"], name="entry_by_reference"),
            models.Index(fields=["actor_id", "sequence"], name="entry_by_actor"),
            models.Index(fields=["verb", "sequence"], name="entry_by_verb"),
            models.Index(fields=["body", "sequence"], name="entry_by_body"),
            models.Index(fields=["route", "sequence"], name="entry_by_route"),
            models.Index(fields=["recorded_at"], name="entry_by_moment"),
        ]

    def __str__(self):
        return f"Entry {self.sequence}"


class Verification(models.Model):
    """A run of `audit.verify` whose result is kept. What it found says nothing of what a thing
    says, so whoever may verify may read it. Not part of the record."""

    asked_at = models.DateTimeField(default=timezone.now)
    asked_by_label = models.CharField("asked for by", max_length=200)
    ended_at = models.DateTimeField(null=True)
    holds = models.BooleanField(null=True)
    entries = models.PositiveBigIntegerField(default=0)
    last = models.PositiveBigIntegerField("newest entry", null=True)
    head = models.CharField("hash of the newest entry", max_length=64, blank=True)
    first_bad = models.PositiveBigIntegerField("first entry that does not fit", null=True)
    findings = models.JSONField(default=list)
    count = models.PositiveBigIntegerField("number of findings", default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, holds=None)
                | models.Q(ended_at__isnull=False, holds__isnull=False),
                name="verification_has_a_result_exactly_when_ended",
            )
        ]

    def __str__(self):
        return f"Verification of {self.asked_at}"


#: The columns of an entry in the order in which they are written and hashed.
COLUMNS = [field.column for field in Entry._meta.concrete_fields]
_RECORDED_AT = COLUMNS.index("recorded_at")


def hash_of(values):
    """The hash of an entry, from its values in the order of `COLUMNS` without the hash itself."""
    values = list(values)
    values[_RECORDED_AT] = moment(values[_RECORDED_AT])
    return sha(list_as_text(values))
