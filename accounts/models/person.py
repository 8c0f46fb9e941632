"""People who may sign in, and the roles they hold for bodies between two dates."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from accounts.roles import PERMISSIONS, ROLES_OF_A_BODY, Role
from audit.record import Recorded, history
from bodies.models import Body


class UserManager(BaseUserManager):
    def create_user(self, email, name, password=None):
        user = self.model(email=self.normalize_email(email), name=name)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, Recorded):
    """Someone who signs in with an e-mail address. Permissions come from current memberships only:
    there is no superuser, so nobody stands outside the roles."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    # Goes up when every session of this person is to end.
    sign_outs = models.PositiveIntegerField(default=0, editable=False)
    history = history(excluded_fields=["password", "last_login", "sign_outs"])

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_whatever_its_case")
        ]

    def __str__(self):
        return self.name

    def check_password(self, raw_password):
        """A hash of an older kind is replaced without a row in the history: nothing was decided."""

        def keep_anew(password):
            self.set_password(password)
            User.objects.filter(pk=self.pk).update(password=self.password)

        return check_password(raw_password, self.password, keep_anew)

    def _get_session_auth_hash(self, secret=None):
        """What every session of this person carries. Another password, or one more of
        `sign_outs`, ends them all."""
        salt = "accounts.models.User.session"
        said = f"{self.password}:{self.sign_outs}"
        return salted_hmac(salt, said, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def current_memberships(self):
        return list(self.memberships.current(on=timezone.localdate()).select_related("body"))

    @cached_property
    def roles(self):
        return {Role(m.role) for m in self.current_memberships}

    @cached_property
    def permissions(self):
        return set().union(*(PERMISSIONS[role] for role in self.roles))

    @cached_property
    def own_body_ids(self):
        """The bodies this person answers for, with the parts of them that are not committees."""
        own = {
            m.body_id
            for m in self.current_memberships
            if m.role in (Role.BODY_OFFICER, Role.BODY_APPROVER)
        }
        return with_parts(own) if own else own

    @cached_property
    def own_body_slugs(self):
        return set(Body.objects.filter(pk__in=self.own_body_ids).values_list("slug", flat=True))

    @cached_property
    def committee_ids(self):
        return {m.body_id for m in self.current_memberships if m.role == Role.MEMBER}

    @cached_property
    def standing(self):
        """The roles held now, and the bodies they are held for, as the sealed record keeps them."""
        roles = sorted({m.get_role_display() for m in self.current_memberships})
        bodies = sorted({str(m.body) for m in self.current_memberships if m.body})
        return ", ".join(roles), ", ".join(bodies)

    @property
    def is_governance(self):
        return Role.GOVERNANCE in self.roles

    def has_perm(self, perm, obj=None):
        return self.is_active and perm in self.permissions

    def has_perms(self, perms, obj=None):
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label):
        return self.is_active and any(p.startswith(f"{app_label}.") for p in self.permissions)

    @property
    def is_staff(self):
        """Django's admin asks this name; the answer is a permission like any other."""
        return self.has_perm("accounts.use_admin")


def with_parts(body_ids):
    """`body_ids` and every part below them, committees left out: a council's officers do not
    answer for its committees. One query, whatever the depth."""
    parts = {}
    for pk, parent in (
        Body.objects.exclude(part_of=None)
        .exclude(kind__in=Body.MEETING_KINDS)
        .values_list("pk", "part_of_id")
    ):
        parts.setdefault(parent, []).append(pk)
    found, waiting = set(), list(body_ids)
    while waiting:
        body = waiting.pop()
        if body not in found:
            found.add(body)
            waiting.extend(parts.get(body, ()))
    return found


class MembershipQuerySet(models.QuerySet):
    def current(self, on):
        """Memberships held on `on`; the first and the last day count."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def ending_after(self, day):
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day)).order_by("pk")


class Membership(Recorded):
    """A role that a person holds for a body, from one day to another."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField("last day", null=True, blank=True)
    history = history()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=[str(r.value) for r in ROLES_OF_A_BODY]) | ~Q(body=None),
                name="membership_names_the_body_it_is_for",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_does_not_end_before_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["user", "starts_on"], name="membership_by_user")]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"
