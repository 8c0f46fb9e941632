"""People are invited by e-mail; nobody registers by themselves."""

import re
import socket
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from django.utils import timezone

from accounts.models import Invitation, Membership, User
from accounts.models.invitation import VALID_FOR
from accounts.roles import Role
from accounts.tries import LIMIT
from tests.factories import BodyFactory, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = "three random words here"


class Letters:
    """A mail server that keeps what it is given."""

    def __init__(self):
        self.received = []
        self.refuses = False

    async def handle_DATA(self, server, session, envelope):
        if self.refuses:
            return "554 Not today"
        self.received.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def post(settings):
    letters = Letters()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(letters, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield letters
    server.stop()


@pytest.fixture
def administrator(as_role):
    return as_role(Role.ADMIN)


def asked_for(for_body, **changes):
    today = timezone.localdate()
    return {
        "email": "new.officer@example.org",
        "name": "New officer",
        "post": "Head of service",
        "role": "body-officer",
        "body": for_body.pk,
        "starts_on_day": today.day,
        "starts_on_month": today.month,
        "starts_on_year": today.year,
        "ends_on_day": 31,
        "ends_on_month": 12,
        "ends_on_year": today.year + 1,
        **changes,
    }


def link_in(letter):
    return re.search(r"http://testserver(/invitations/open/\S+/)", letter.get_content()).group(1)


def accept(link, password=WORDS, client=None):
    client = client or Client()
    client.get(link, follow=True)
    return client.post("/invitations/accept/", {"password1": password, "password2": password})


def test_invited_person_gets_a_letter_and_comes_in_with_the_role(administrator, post):
    body = BodyFactory()

    answer = administrator.post("/invitations/new/", asked_for(body), follow=True)

    [letter] = post.received
    assert letter["To"] == "new.officer@example.org"
    assert administrator.person.name in letter.get_content()
    assert "as body officer for" in letter.get_content()
    assert "The invitation is sent to new.officer@example.org" in answer.content.decode()
    assert link_in(letter) not in answer.content.decode()

    client = Client()
    page = client.get(link_in(letter), follow=True)
    assert page.redirect_chain[-1][0] == "/invitations/accept/"
    assert 'autocomplete="new-password"' in page.content.decode()
    answer = accept(link_in(letter), client=client)

    assert answer.url == "/"
    person = User.objects.get(email="new.officer@example.org")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.name, person.post) == ("New officer", "Head of service")
    assert person.check_password(WORDS)
    membership = Membership.objects.get(user=person)
    assert (membership.role, membership.body) == (Role.BODY_OFFICER, body)
    assert membership.starts_on == timezone.localdate()
    assert (membership.ends_on.day, membership.ends_on.month) == (31, 12)


def test_second_factor_comes_next(settings, client):
    settings.SECOND_FACTOR_REQUIRED = True
    invitation = InvitationFactory()

    accept(f"/invitations/open/{invitation.token}/", client=client)

    assert client.get("/").url == "/account/second-factor/"
    assert client.get("/account/app/").status_code == 200


def test_every_step_is_recorded_with_who_did_it(administrator):
    administrator.post("/invitations/new/", asked_for(BodyFactory()))
    invitation = Invitation.objects.get()
    administrator.post(f"/invitations/{invitation.pk}/resend/")
    invitation.refresh_from_db()
    accept(f"/invitations/open/{invitation.token}/")

    rows = invitation.history.order_by("history_id")
    who = administrator.person.name
    assert [(row.history_change_reason, row.actor_label) for row in rows] == [
        ("Invited", who),
        ("Sent again", who),
        ("Accepted", "New officer"),
    ]
    person = User.objects.get(email="new.officer@example.org")
    assert person.history.get().history_change_reason == f"Invited by {who}"
    assert person.memberships.get().history.count() == 1


def test_link_works_once(client):
    link = f"/invitations/open/{InvitationFactory().token}/"
    accept(link)

    answer = client.get(link, follow=True)

    assert answer.status_code == 410
    assert "The invitation is accepted" in answer.content.decode()
    assert accept(link, "another four random words").status_code == 410
    assert User.objects.get(email__startswith="invited").check_password(WORDS)


@pytest.mark.parametrize(("days", "works"), [(6.99, True), (7, False)])
def test_link_works_for_seven_days(client, days, works):
    sent_at = timezone.now() - VALID_FOR * days / 7
    link = f"/invitations/open/{InvitationFactory(sent_at=sent_at).token}/"

    answer = client.get(link, follow=True)

    assert answer.status_code == (200 if works else 410)
    if not works:
        assert "Ask the person who invited you to send" in answer.content.decode()
        accept(link)
        assert not User.objects.exists()


def test_link_sent_before_gives_way_to_the_latest(administrator, post):
    invitation = InvitationFactory(sent_at=timezone.now() - VALID_FOR)
    old = f"/invitations/open/{invitation.token}/"

    administrator.post(f"/invitations/{invitation.pk}/resend/")

    answer = Client().get(old, follow=True)
    assert (answer.status_code, "Open the link in the latest" in answer.content.decode()) == (
        410,
        True,
    )
    assert accept(link_in(post.received[0])).url == "/"


def test_withdrawn_invitation_lets_nobody_in(administrator):
    invitation = InvitationFactory()

    administrator.post(f"/invitations/{invitation.pk}/withdraw/")

    answer = accept(f"/invitations/open/{invitation.token}/")
    assert answer.status_code == 410
    assert "withdrawn" in answer.content.decode()
    assert not User.objects.filter(email=invitation.email).exists()
    refusal = administrator.post(f"/invitations/{invitation.pk}/resend/", follow=True)
    assert "The invitation was withdrawn." in refusal.content.decode()


@pytest.mark.parametrize("token", ["nonsense", "1-1:forged", "1-1:", "99-1"])
def test_link_that_nobody_signed_opens_nothing(client, token):
    InvitationFactory()

    answer = client.get(f"/invitations/open/{token}/", follow=True)

    assert answer.status_code == 410
    assert "Copy it from the letter again" in answer.content.decode()


def test_eleventh_password_for_an_invitation_waits(client):
    link = f"/invitations/open/{InvitationFactory().token}/"
    client.get(link)
    for _ in range(LIMIT):
        assert accept(link, "short", client).status_code == 200

    assert accept(link, WORDS, client).status_code == 429


@pytest.mark.parametrize("password", ["elevenchars", "1qaz2wsx3edc", "invited person"])
def test_password_that_will_not_do_is_refused(client, password):
    link = f"/invitations/open/{InvitationFactory(name='Invited person').token}/"

    answer = accept(link, password, client)

    assert answer.status_code == 200
    assert answer.context["form"].errors["password1"]
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"body": ""}, "choose which one"),
        ({"role": "auditor"}, "choose none"),
        ({"ends_on_year": "2001"}, "The last day is before the first day"),
        ({"email": "nobody"}, "Enter an e-mail address such as"),
        ({"name": ""}, "Enter a name"),
        ({"role": "superuser"}, "superuser"),
    ],
)
def test_invitation_that_cannot_be_is_refused_in_words(administrator, mailoutbox, changes, words):
    answer = administrator.post("/invitations/new/", asked_for(BodyFactory(), **changes))

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Invitation.objects.exists()
    assert mailoutbox == []


def test_nobody_is_invited_twice_or_who_is_here(administrator, mailoutbox):
    UserFactory(email="Here@example.org")
    InvitationFactory(email="Asked@example.org")

    for email, words in (
        ("here@example.org", "Someone already signs in"),
        ("asked@example.org", "is invited already"),
    ):
        page = administrator.post("/invitations/new/", asked_for(BodyFactory(), email=email))
        assert words in page.content.decode()
    assert mailoutbox == []


def test_mail_server_that_refuses_is_told_and_nothing_is_lost(administrator, post):
    post.refuses = True

    answer = administrator.post("/invitations/new/", asked_for(BodyFactory()), follow=True)

    assert "could not be sent. Send it again later" in answer.content.decode()
    assert Invitation.objects.get().email == "new.officer@example.org"


def test_somebody_signed_in_signs_out_first(client):
    invitation = InvitationFactory()
    client.force_login(UserFactory())

    page = client.get(f"/invitations/open/{invitation.token}/", follow=True)
    assert "Somebody is signed in" in page.content.decode()
    answer = client.post("/invitations/accept/sign-out/", follow=True)

    assert "Choose a password" in answer.content.decode()


def test_list_has_as_many_queries_for_three_as_for_one(
    administrator, django_assert_max_num_queries
):
    InvitationFactory()
    administrator.get("/invitations/")
    with django_assert_max_num_queries(20) as one:
        administrator.get("/invitations/")
    InvitationFactory.create_batch(2)
    with django_assert_max_num_queries(len(one)):
        page = administrator.get("/invitations/").content.decode()

    assert page.count("Send again") == 3


def test_people_in_the_back_office_lead_to_the_invitations(administrator):
    page = administrator.get("/admin/accounts/user/").content.decode()

    assert 'href="/invitations/"' in page
