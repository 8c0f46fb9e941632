"""Signing in with a password: how often, how long it takes, and what it leaves behind."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.utils import timezone

from accounts.models import Tried, User
from accounts.tries import LIMIT, WINDOW
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post("/sign-in/", {"login": email, "password": password}, **extra)


def is_in(client):
    return "_auth_user_id" in client.session


def test_password_may_be_pasted_and_filled_in_by_a_manager(client):
    page = client.get("/sign-in/").content.decode()

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page
    assert 'autocomplete="off"' not in page


def test_signing_in_writes_no_history_and_says_when_it_was_before(client):
    person = UserFactory()
    rows = person.history.count()

    sign_in(client, person.email)
    first = User.objects.get(pk=person.pk).last_login
    client.post("/sign-out/")
    sign_in(client, person.email)

    assert person.history.count() == rows
    assert User.objects.get(pk=person.pk).version == person.version
    assert User.objects.get(pk=person.pk).last_login > first
    page = client.get("/account/").content.decode()
    assert f"{timezone.localtime(first):%H:%M}" in page
    assert "This is the first time" not in page


def test_hash_of_an_older_kind_is_replaced_without_history(client, settings):
    person = UserFactory()
    rows = person.history.count()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]

    sign_in(client, person.email)

    assert is_in(client)
    assert User.objects.get(pk=person.pk).password.startswith("pbkdf2_sha256$")
    assert person.history.count() == rows
    assert client.get("/").status_code == 200


def test_number_of_the_session_changes_at_sign_in_and_at_sign_out(client, settings):
    client.get("/sign-in/")
    session = client.session
    session["seen"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    before = session.session_key

    sign_in(client, UserFactory().email)
    inside = client.session.session_key
    client.post("/sign-out/")

    assert is_in(client) is False
    assert before != inside
    assert not client.session.exists(inside)
    assert not client.session.exists(before)


def test_person_signs_in_whatever_the_case_of_the_address(client):
    person = UserFactory(email="Some.One@example.org")

    sign_in(client, "some.ONE@EXAMPLE.org")

    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("known", [True, False])
def test_eleventh_try_is_told_when_to_try_again(client, known):
    email = UserFactory().email if known else "nobody@example.org"
    answers = [sign_in(client, email, "wrong") for _ in range(LIMIT)]

    refused = sign_in(client, email, PASSWORD)

    assert {answer.status_code for answer in answers} == {200}
    assert refused.status_code == 429
    wait = int(refused["Retry-After"])
    assert WINDOW.total_seconds() - 60 < wait <= WINDOW.total_seconds() + 1
    until = refused.context["until"]
    assert f"Try again after {timezone.localtime(until):%H:%M}" in refused.content.decode()
    assert not is_in(client)


def test_words_are_the_same_for_known_and_unknown(client):
    pages = []
    for email in (UserFactory().email, "nobody@example.org"):
        page = sign_in(client, email, "wrong").content.decode()
        token = page.partition('csrfmiddlewaretoken" value="')[2][:64]
        pages.append(page.replace(email, "").replace(token, ""))

    assert pages[0] == pages[1]


def test_account_is_slowed_down_wherever_the_tries_come_from(client):
    person = UserFactory()
    for number in range(LIMIT):
        sign_in(client, person.email, "wrong", REMOTE_ADDR=f"192.0.2.{number}")

    assert sign_in(client, person.email, REMOTE_ADDR="192.0.2.99").status_code == 429
    assert sign_in(client, UserFactory().email, REMOTE_ADDR="192.0.2.99").status_code == 302


def test_address_is_slowed_down_whoever_is_tried(client):
    for number in range(LIMIT):
        sign_in(client, f"nobody{number}@example.org", "wrong", REMOTE_ADDR="192.0.2.7")

    person = UserFactory()
    assert sign_in(client, person.email, REMOTE_ADDR="192.0.2.7").status_code == 429
    assert sign_in(client, person.email, REMOTE_ADDR="192.0.2.8").status_code == 302


def test_nothing_is_locked_for_good(client):
    person = UserFactory()
    for _ in range(LIMIT):
        sign_in(client, person.email, "wrong")
    for _ in range(3):
        # Refused tries do not make the wait longer.
        assert sign_in(client, person.email).status_code == 429
    Tried.objects.update(at=timezone.now() - WINDOW)

    assert sign_in(client, person.email).status_code == 302


def test_somebody_who_knows_the_password_is_never_slowed_down():
    person = UserFactory()

    for _ in range(LIMIT + 3):
        assert sign_in(Client(), person.email).status_code == 302

    assert not Tried.objects.exists()


def test_forwarded_address_is_read_behind_a_proxy_alone(client, settings):
    forged = {"HTTP_X_FORWARDED_FOR": "198.51.100.1"}
    for number in range(LIMIT):
        forged["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        sign_in(client, f"a{number}@example.org", "wrong", **forged)
    assert sign_in(client, "b@example.org", "wrong", **forged).status_code == 429

    settings.BEHIND_PROXY = True
    hops = "203.0.113.5, 198.51.100.77"
    assert sign_in(client, "b@example.org", "x", HTTP_X_FORWARDED_FOR=hops).status_code == 200
    for number in range(LIMIT - 1):
        # The first hops are anybody's word; the last is the proxy's own.
        hops = f"203.0.113.{number}, 198.51.100.77"
        sign_in(client, f"c{number}@example.org", "wrong", HTTP_X_FORWARDED_FOR=hops)
    assert sign_in(client, "d@example.org", "x", HTTP_X_FORWARDED_FOR=hops).status_code == 429


class Counted(PBKDF2PasswordHasher):
    """The product's own hasher, at a cost that can be measured beside everything else."""

    iterations = 200_000
    ran = 0

    def encode(self, password, salt, iterations=None):
        type(self).ran += 1
        return super().encode(password, salt, iterations)


def test_an_unknown_address_costs_as_much_as_a_wrong_password(client, settings):
    """Hashing is what takes the time: it is done once, whoever is or is not there."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    here, left = UserFactory(), UserFactory(is_active=False)

    for email in (here.email, "nobody@example.org", left.email):
        Counted.ran = 0
        sign_in(client, email, "wrong")
        assert Counted.ran == 1, email


@pytest.mark.parametrize(
    "address",
    [
        "/signup/",
        "/accounts/signup/",
        "/accounts/login/",
        "/account/email/",
        "/account/confirm-email/",
        "/account/inactive/",
        "/account/2fa/",
        "/sign-in/code/",
        "/sign-in/council/",
        "/sign-in/council/back/",
    ],
)
def test_what_allauth_has_and_we_do_not_offer_is_not_there(client, address):
    client.force_login(UserFactory())

    assert client.get(address).status_code == 404


def test_person_who_was_deactivated_is_out_at_the_next_request(client):
    person = UserFactory()
    sign_in(client, person.email)
    assert client.get("/").status_code == 200

    User.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/")["Location"] == "/sign-in/?next=/"
    User.objects.filter(pk=person.pk).update(is_active=True)
