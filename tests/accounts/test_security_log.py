"""One line for each event, which nobody can forge and which holds no secret."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from django.test import RequestFactory

from accounts import security_log, sessions
from accounts.roles import Role
from accounts.tries import LIMIT
from tests.factories import PASSWORD, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="security")

    def told():
        return [r.getMessage() for r in caplog.records if r.name == "security"]

    return told


def test_line_can_not_be_forged_by_what_somebody_types(lines):
    typed = 'x"\r\nsigned-in user="1"\x1b[2K\x85\u2028\u202e'
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")

    security_log.note("sign-in-failed", request=request, tried=typed)

    [line] = lines()
    assert line.isascii()
    assert line.isprintable()
    assert line.startswith('sign-in-failed tried="x\\"\\r\\nsigned-in user=\\"1\\"')
    assert line.endswith(' address="192.0.2.1"')


def test_name_of_a_person_can_not_forge_one_either(client, lines):
    person = UserFactory(name='x\nsigned-in user="1"')

    client.post("/sign-in/", {"login": person.email, "password": PASSWORD})

    assert len(lines()) == 1
    assert "\n" not in lines()[0]


def test_events_of_one_session_are_told_in_order_and_without_secrets(client, lines, mailoutbox):
    person = UserFactory(role=Role.MEMBER)
    new = "three random words here"
    client.post("/sign-in/", {"login": person.email, "password": "a wrong password"})
    client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    number = client.session.session_key
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    session = client.session
    session[sessions.LAST_SEEN] = 0
    session.save()
    client.get("/")
    client.post("/sign-in/", {"login": person.email, "password": new})
    client.post("/sign-out/")

    assert [line.partition(" ")[0] for line in lines()] == [
        "sign-in-failed",
        "signed-in",
        "password-changed",
        "session-timed-out",
        "signed-in",
        "signed-out",
    ]
    told = "\n".join(lines())
    assert f'user="{person.pk}" email="{person.email}"' in told
    for secret in (PASSWORD, "a wrong password", new, number):
        assert secret not in told


def test_slowing_down_is_told(client, lines):
    for _ in range(LIMIT + 1):
        client.post("/sign-in/", {"login": "nobody@example.org", "password": "wrong"})

    assert lines()[-1] == 'slowed-down what="password" address="127.0.0.1"'


@pytest.mark.django_db(transaction=True)
def test_second_factors_are_told(client, lines):
    from tests.accounts.test_second_factor import set_up_app

    client.force_login(UserFactory())
    client.post("/account/confirm/?next=/account/app/", {"password": PASSWORD})
    set_up_app(client)
    secret = Authenticator.objects.get(type="totp").data["secret"]
    client.post("/account/app/remove/")

    told = [line.partition(" ")[0] for line in lines()]
    assert told == ["signed-in", "factor-added", "factor-added", "factor-removed", "factor-removed"]
    assert secret not in "".join(lines())


def test_invitations_are_told_without_their_links(as_role, lines, client, mailoutbox):
    invitation = InvitationFactory()
    client = as_role(Role.ADMIN)

    client.post(f"/invitations/{invitation.pk}/resend/")
    client.post(f"/invitations/{invitation.pk}/withdraw/")

    told = [line.partition(" ")[0] for line in lines()]
    assert told == ["signed-in", "invited-again", "invitation-withdrawn"]
    invitation.refresh_from_db()
    assert invitation.token not in "".join(lines())
