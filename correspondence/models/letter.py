"""Letters to bodies: drafted by the register, sent by a person, kept as they were sent."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from audit.record import Recorded, history
from bodies.models import Body
from correspondence.lifecycle import LetterStatus
from correspondence.models.mail import Mail
from recommendations.models import Referral


class Document(models.Model):
    """A Word file by its SHA-256: a template as it was given, or a letter as it was sent. Added to,
    never changed."""

    sha256 = models.CharField("SHA-256", max_length=64, primary_key=True)
    data = models.BinaryField()

    def __str__(self):
        return self.sha256[:12]


class LetterTemplate(Recorded):
    """The Word file that letters of a kind are written with, from a day on. The latest counts."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "Notice of recommendations"
        ESCALATION = "escalation", "Escalation"

    kind = models.CharField(max_length=12, choices=Kind)
    file_name = models.CharField("file", max_length=200)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    history = history()

    class Meta:
        indexes = [models.Index(fields=["kind"], name="letter_template_by_kind")]

    def __str__(self):
        return self.file_name


class LetterQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(status=LetterStatus.DRAFT)

    def latest_first(self):
        return self.order_by("-pk")


class Letter(Recorded):
    """To one body, about what is referred to it. `words` are those of the e-mail; the Word file is
    written anew while it is a draft, and kept in `document` once it is sent.

    The words hold nothing that is not public.
    """

    class Way(models.TextChoices):
        EMAIL = "email", "By e-mail"
        OTHER = "other", "By post, or another way"

    kind = models.CharField(
        max_length=12, choices=LetterTemplate.Kind, default=LetterTemplate.Kind.NOTICE
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="letters")
    to_post = models.CharField("to (post)", max_length=200, blank=True)
    address = models.EmailField("e-mail address", blank=True)
    subject = models.CharField(max_length=200)
    words = models.TextField()
    dated_on = models.DateField("date of the letter")
    status = models.CharField(max_length=12, choices=LetterStatus, default=LetterStatus.DRAFT)
    way = models.CharField("how it went", max_length=8, choices=Way, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    mail = models.OneToOneField(Mail, models.PROTECT, null=True, blank=True, related_name="letter")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    history = history()

    #: Who reads the log reads that there was one; its page is for fewer.
    page_needs = "correspondence.read_letters"

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    ~Q(way=""),
                    status=LetterStatus.SENT.value,
                    sent_on__isnull=False,
                    document__isnull=False,
                )
                | Q(~Q(status=LetterStatus.SENT.value), way="", sent_on=None, document=None),
                name="letter_is_kept_exactly_when_sent",
            ),
            models.CheckConstraint(
                condition=~Q(way="email") | Q(mail__isnull=False),
                name="letter_by_email_has_its_mail",
            ),
        ]
        indexes = [models.Index(fields=["status"], name="letter_by_status")]

    def __str__(self):
        return f"Letter to {self.body}, {self.dated_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("letter_detail", args=[self.pk])

    @property
    def status_word(self):
        return LetterStatus(self.status)

    @property
    def is_draft(self):
        return self.status == LetterStatus.DRAFT


class LetterReferral(Recorded):
    """What a letter is about."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="about")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="letters")
    history = history()
    belongs_to = "referral"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "referral"], name="letter_names_a_referral_once"
            )
        ]

    def __str__(self):
        return f"{self.letter} about {self.referral}"
