"""Everything that is done to accounts and invitations, each with its row in the history."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts import sessions
from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from audit.record import Act, record
from audit.refusal import NotAllowed
from audit.verb import verb


@verb
def invite(*, email, name, post, role, body, starts_on, ends_on, by):
    """Nothing is sent yet: the letter holds a link, which only the page can write."""
    email = User.objects.normalize_email(email)
    if User.objects.filter(email__iexact=email).exists():
        raise NotAllowed("Someone already signs in with this e-mail address.")
    if Invitation.objects.waiting().filter(email__iexact=email).exists():
        raise NotAllowed("This address is invited already. Send that invitation again instead.")
    invitation = Invitation(
        email=email,
        name=name,
        post=post,
        role=role,
        body=body,
        starts_on=starts_on,
        ends_on=ends_on,
        invited_by_label=str(by),
    )
    return record(invitation, Act(by=by, reason="Invited"))


@verb
def send_again(invitation, *, by):
    """A new link, valid for seven days more; the links sent before no longer work."""
    invitation = _waiting(invitation)
    invitation.times_sent += 1
    invitation.sent_at = timezone.now()
    return record(invitation, Act(by=by, reason="Sent again"))


@verb
def withdraw(invitation, *, by):
    invitation = _waiting(invitation)
    invitation.withdrawn_at = timezone.now()
    return record(invitation, Act(by=by, reason="Withdrawn"))


@verb
def accept(invitation, *, password):
    """The person is there, with the role, body and dates of the invitation. Answers the person."""
    invitation = _waiting(invitation)
    if invitation.is_expired():
        raise NotAllowed("The invitation is too old. Ask for it to be sent again.")
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise NotAllowed("Someone already signs in with this e-mail address.")
    person = User(email=invitation.email, name=invitation.name, post=invitation.post)
    person.set_password(password)
    act = Act(label=invitation.name, reason=f"Invited by {invitation.invited_by_label}")
    record(person, act)
    membership = Membership(
        user=person,
        role=invitation.role,
        body=invitation.body,
        starts_on=invitation.starts_on,
        ends_on=invitation.ends_on,
    )
    record(membership, act)
    invitation.accepted_at = timezone.now()
    invitation.person = person
    record(invitation, Act(by=person, reason="Accepted"))
    return person


def _waiting(invitation):
    """`invitation` locked and as it is now, if nobody was quicker."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        raise NotAllowed("The invitation is accepted already.")
    if invitation.withdrawn_at:
        raise NotAllowed("The invitation was withdrawn.")
    return invitation


def choose_password(person, password):
    """By the person. Every session that was opened with the old one ends."""
    person.set_password(password)
    return record(person, Act(by=person, reason="Chose another password"))


@verb
def remove_second_factors(person, *, reason, by):
    """For somebody who lost the phone and the recovery codes. They set up another on signing in."""
    Authenticator.objects.filter(user=person).delete()
    sessions.end_all(person)
    person.refresh_from_db()
    return record(person, Act(by=by, reason=f"Second factor removed: {reason}"))


@verb
def leave(person, *, last_day, reason, by):
    """Every role ends with `last_day`. When that is past, nobody signs in as them any more."""
    act = Act(by=by, reason=f"Leaves: {reason}")
    for membership in person.memberships.select_for_update().ending_after(last_day):
        if membership.starts_on > last_day:
            raise NotAllowed(
                f"The role of {membership.get_role_display().lower()} begins after that day. "
                "Change it first."
            )
        _refuse_last_administrator(membership, last_day)
        membership.ends_on = last_day
        record(membership, act)
    if last_day < timezone.localdate():
        sessions.end_all(person)
        person.refresh_from_db()
        person.is_active = False
        record(person, act)


def _refuse_last_administrator(membership, last_day):
    """Somebody has to be left who can give roles."""
    if membership.role != Role.ADMIN:
        return
    after = Membership.objects.current(last_day + timedelta(days=1)).filter(
        role=Role.ADMIN, user__is_active=True
    )
    if not after.exclude(user=membership.user_id).exists():
        raise NotAllowed(
            "Nobody else would be an administrator from then on. Give somebody that role first."
        )
