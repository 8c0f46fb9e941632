"""What somebody follows, and the secret address of their feeds. Neither is part of the record:
nothing is decided by it, and whoever stops following leaves no trace."""

from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from bodies.models import Body
from motions.models import Motion
from recommendations.models import Recommendation
from reviews.models import Review

#: What can be followed beside a list: the names of the fields, and of the parameters of a page.
THINGS = {"recommendation": Recommendation, "body": Body, "review": Review, "motion": Motion}

_address_signer = signing.Signer(salt="following.address")
_stop_signer = signing.Signer(salt="following.stop")


class HowOften(models.TextChoices):
    AT_ONCE = "at-once", "As it happens"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Once a week, on Monday"
    MEETINGS = "meetings", "A week before each meeting"
    NEVER = "never", "No e-mail: on the page and in my feeds alone"


def _of_one_thing():
    """A condition: exactly one of the things is followed, or a list."""
    names = [*THINGS, "query"]
    nothing = {name: Q(query="") if name == "query" else Q(**{name: None}) for name in names}
    either = Q(pk__in=[])
    for one in names:
        condition = ~nothing[one]
        for other in names:
            if other != one:
                condition &= nothing[other]
        either = condition if one == names[0] else either | condition
    return either


class FollowQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user).select_related(*THINGS).order_by("pk")

    def by_mail(self):
        """Those of people who may still sign in and want to be written to."""
        return self.exclude(how_often=HowOften.NEVER).filter(user__is_active=True)


class Follow(models.Model):
    """One thing, or a list of the register: `query` is its address after the question mark, `name`
    what its owner calls it. Everything up to the entry numbered `told_up_to` of the record is
    known to them; `told_on` is the day of the last look."""

    user = models.ForeignKey(User, models.CASCADE, related_name="follows")
    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+")
    review = models.ForeignKey(Review, models.CASCADE, null=True, blank=True, related_name="+")
    motion = models.ForeignKey(Motion, models.CASCADE, null=True, blank=True, related_name="+")
    query = models.CharField(max_length=1000, blank=True)
    name = models.CharField(max_length=100, blank=True)
    how_often = models.CharField(max_length=10, choices=HowOften, default=HowOften.DAILY)
    begun_on = models.DateField(default=timezone.localdate)
    told_up_to = models.PositiveBigIntegerField()
    told_on = models.DateField(default=timezone.localdate)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_of_one_thing(), name="follow_is_of_one_thing"),
            *(
                models.UniqueConstraint(fields=["user", name], name=f"follow_of_{name}_is_one")
                for name in THINGS
            ),
            models.UniqueConstraint(
                fields=["user", "query"], condition=~Q(query=""), name="follow_of_list_is_one"
            ),
            models.CheckConstraint(
                condition=Q(query="") | ~Q(name=""), name="follow_of_list_has_a_name"
            ),
        ]
        indexes = [models.Index(fields=["how_often", "told_on"], name="follow_by_how_often")]

    def __str__(self):
        return self.name or str(self.thing)

    @property
    def thing(self):
        """What is followed; None for a list."""
        return next((getattr(self, name) for name in THINGS if getattr(self, name)), None)


class FeedAddress(models.Model):
    """The secret part of the addresses of somebody's feeds is signed, so that no table holds it.
    With another `number` the addresses that were given out before open nothing."""

    user = models.OneToOneField(User, models.CASCADE, related_name="feed_address")
    number = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"Feeds of {self.user}"

    @property
    def token(self):
        return _address_signer.sign(f"{self.user_id}-{self.number}").replace(":", ".")


def address_by(token):
    """The `FeedAddress` that opens with `token`, or None."""
    numbers = _unsigned(_address_signer, token)
    if len(numbers) != 2:
        return None
    return (
        FeedAddress.objects.select_related("user")
        .filter(user=numbers[0], number=numbers[1], is_open=True, user__is_active=True)
        .first()
    )


def stop_token(user):
    """By which whoever holds an e-mail to `user` stops further ones, and can do nothing else."""
    return _stop_signer.sign(str(user.pk)).replace(":", ".")


def user_who_stops(token):
    numbers = _unsigned(_stop_signer, token)
    return User.objects.filter(pk=numbers[0]).first() if len(numbers) == 1 else None


def _unsigned(signer, token):
    """The numbers in a token, or none where nobody here signed it. A colon in an address is taken
    for other things by some mail programs."""
    try:
        return [int(number) for number in signer.unsign(token.replace(".", ":", 1)).split("-")]
    except (signing.BadSignature, ValueError):
        return []


def newest_entry():
    """The number of the newest entry of the record; 0 while there is none."""
    return Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
