"""Who was asked to join, by whom, as what."""

from datetime import timedelta

from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.person import User
from accounts.roles import ROLES_OF_A_BODY, Role
from audit.record import Recorded, history
from bodies.models import Body

VALID_FOR = timedelta(days=7)
_signer = signing.Signer(salt="accounts.invitation")


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Neither accepted nor withdrawn; the link may be too old by now."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def newest_first(self):
        return self.order_by("-sent_at", "-pk")

    def by_token(self, token):
        """The invitation that a link names, and whether it is the link that was sent last; none
        for a link that nobody here signed."""
        try:
            number, sent = _signer.unsign(token).split("-")
        except (signing.BadSignature, ValueError):
            return None, False
        found = self.filter(pk=number).first()
        return found, found is not None and str(found.times_sent) == sent


class Invitation(Recorded):
    """The link in it works once, for seven days from when it was last sent."""

    email = models.EmailField("e-mail address")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    starts_on = models.DateField("first day", default=timezone.localdate)
    ends_on = models.DateField("last day", null=True, blank=True)
    invited_by_label = models.CharField("invited by", max_length=200)
    sent_at = models.DateTimeField(default=timezone.now)
    times_sent = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    person = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="invitation"
    )
    history = history()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=[str(r.value) for r in ROLES_OF_A_BODY]) | ~Q(body=None),
                name="invitation_names_the_body_it_is_for",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="invitation_does_not_end_before_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_is_not_both_accepted_and_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, person=None)
                | (~Q(accepted_at=None) & ~Q(person=None)),
                name="invitation_has_a_person_exactly_when_accepted",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_role_display()}"

    @property
    def token(self):
        return _signer.sign(f"{self.pk}-{self.times_sent}")

    @property
    def ends_at(self):
        return self.sent_at + VALID_FOR

    @property
    def is_waiting(self):
        return self.accepted_at is None and self.withdrawn_at is None

    def is_expired(self, now=None):
        return self.is_waiting and self.ends_at <= (now or timezone.now())

    @property
    def word(self):
        if self.accepted_at:
            return "Accepted"
        if self.withdrawn_at:
            return "Withdrawn"
        return "Expired" if self.is_expired() else "Sent"
