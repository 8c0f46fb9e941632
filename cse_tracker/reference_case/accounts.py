"""The people of the demonstration: each is a role at example.org, nobody in particular."""

import os
import secrets

from accounts.models import Membership, User
from accounts.roles import Role
from audit.record import record
from bodies.models import Body
from cse_tracker.reference_case.adding import act_of
from cse_tracker.reference_case.reading import day

#: The name before the @, what the person is called, the role, and the body it is held for.
PEOPLE = (
    ("governance", "Governance officer", Role.GOVERNANCE, None),
    ("syp.officer", "SYP officer", Role.BODY_OFFICER, "syp"),
    ("syp.approver", "SYP approver", Role.BODY_APPROVER, "syp"),
    ("rscp.officer", "RSCP officer", Role.BODY_OFFICER, "rscp"),
    ("rmbc.officer", "RMBC officer", Role.BODY_OFFICER, "rmbc"),
    ("member", "OSMB member", Role.MEMBER, "osmb"),
    ("admin", "Administrator", Role.ADMIN, None),
    ("auditor", "Auditor", Role.AUDITOR, None),
)
#: Before anything that the demonstration says they did.
SINCE = day("2022-05-01")


def load_people():
    """The people by the name before their @. Nobody can sign in until given a password."""
    people = {}
    for mailbox, name, role, slug in PEOPLE:
        user = User.objects.filter(email=f"{mailbox}@example.org").first()
        people[mailbox] = user or _new_person(mailbox, name, role, slug)
    return people


def _new_person(mailbox, name, role, slug):
    act = act_of(SINCE, "Made for the demonstration")
    user = User(email=f"{mailbox}@example.org", name=name, post=name)
    user.set_unusable_password()
    record(user, act)
    body = Body.objects.get(slug=slug) if slug else None
    record(Membership(user=user, body=body, role=role, starts_on=SINCE), act)
    return user


def give_passwords(people):
    """Give DEMO_PASSWORD to all, or one made here to those who have none. Answers the password
    when one was given, so that it can be printed."""
    chosen = os.environ.get("DEMO_PASSWORD", "")
    without = [user for user in people.values() if not user.has_usable_password()]
    password = chosen or (secrets.token_urlsafe(12) if without else "")
    for user in people.values() if chosen else without:
        if not user.check_password(password):
            user.set_password(password)
            user.save_without_historical_record(update_fields=["password"])
    return password
