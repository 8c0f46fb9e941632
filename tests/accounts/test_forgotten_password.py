"""Another password, by a link in a letter."""

import re
import threading

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from accounts import mail
from accounts.models import User
from accounts.tries import LIMIT
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

WORDS = "three random words here"


def ask(client, email):
    return client.post("/password-reset/", {"email": email})


def letters():
    """What was sent, once the queue is through."""
    mail.queue.submit(lambda: None).result(timeout=10)
    return django_mail.outbox


def link():
    return re.search(r"http://testserver(\S+)", letters()[0].body).group(1)


def replace(client, address, password=WORDS):
    page = client.get(address, follow=True)
    return client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_link_changes_the_password_once_and_ends_every_session(client):
    person = UserFactory()
    elsewhere = Client()
    elsewhere.force_login(person)
    ask(client, person.email.upper())
    address = link()

    answer = replace(client, address)

    assert answer.url == "/password-reset/done/"
    assert "_auth_user_id" not in client.session
    assert User.objects.get(pk=person.pk).check_password(WORDS)
    assert elsewhere.get("/").status_code == 302
    assert "This link no longer works" in Client().get(address).content.decode()
    assert person.history.latest().history_change_reason == "Chose another password"
    assert "Your password was replaced" in letters()[1].body


def test_link_works_for_an_hour(client, settings):
    person = UserFactory()
    ask(client, person.email)
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert "This link no longer works" in client.get(link()).content.decode()


def test_link_is_void_once_the_person_signed_in(client):
    person = UserFactory(last_login=timezone.now() - timezone.timedelta(days=1))
    ask(client, person.email)
    client.post("/sign-in/", {"login": person.email, "password": PASSWORD})

    assert "This link no longer works" in Client().get(link()).content.decode()


def test_key_stands_in_no_address_after_the_first(client):
    ask(client, UserFactory().email)
    address = link()

    page = client.get(address, follow=True)

    assert address not in page.redirect_chain[-1][0]
    assert address.rpartition("-")[2] not in page.content.decode()


@pytest.mark.parametrize("case", ["nobody", "may no longer sign in", "signs in elsewhere"])
def test_answer_is_the_same_and_nothing_is_sent(client, case):
    person = UserFactory(is_active=case != "may no longer sign in")
    if case == "signs in elsewhere":
        person.set_unusable_password()
        person.save()
    email = "nobody@example.org" if case == "nobody" else person.email
    known = ask(client, UserFactory().email)
    letters().clear()

    answer = ask(client, email)

    assert (answer.status_code, answer.url) == (known.status_code, known.url)
    assert letters() == []


def test_nobody_waits_for_the_mail_server(client, settings):
    """Somebody who is known would, and so would be known by it."""
    settings.EMAIL_BACKEND = f"{__name__}.Waiting"
    Waiting.go.clear()
    Waiting.sent.clear()

    ask(client, UserFactory().email)
    answered_with_nothing_sent = not Waiting.sent
    Waiting.go.set()
    letters()

    assert answered_with_nothing_sent
    assert len(Waiting.sent) == 1


class Waiting:
    """A mail server that takes nothing until it is told to go on."""

    go = threading.Event()
    sent = []

    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        self.go.wait(timeout=30)
        self.sent.extend(messages)


@pytest.mark.parametrize("known", [True, False])
def test_eleventh_request_waits(client, known):
    email = UserFactory().email if known else "nobody@example.org"
    for number in range(LIMIT):
        client.post("/password-reset/", {"email": email}, REMOTE_ADDR=f"192.0.2.{number}")

    answer = client.post("/password-reset/", {"email": email}, REMOTE_ADDR="192.0.2.99")

    assert answer.status_code == 429
    letters()


def test_host_of_the_link_is_one_of_ours(client):
    answer = client.post(
        "/password-reset/", {"email": UserFactory().email}, HTTP_HOST="evil.example.net"
    )

    assert answer.status_code == 400
    assert letters() == []
