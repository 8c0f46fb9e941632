"""What is asked beside the password: set up, used, lost, removed."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import Tried
from accounts.roles import Role
from accounts.tries import LIMIT
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

#: What follows the commit of a new factor is part of the same answer.
committed = pytest.mark.django_db(transaction=True)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def code_now(secret=SECRET, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(**fields):
    person = UserFactory(role=Role.GOVERNANCE, **fields)
    TOTP.activate(person, SECRET)
    return person


def sign_in(client, person, password=PASSWORD):
    return client.post("/sign-in/", {"login": person.email, "password": password})


def set_up_app(client):
    client.get("/account/app/")
    secret = client.session["mfa.totp.secret"]
    return client.post("/account/app/", {"code": code_now(secret)})


@pytest.mark.parametrize("role", [*Role, None])
def test_everybody_is_led_to_set_one_up_and_reaches_nothing_else(client, role):
    person = UserFactory(role=role)
    sign_in(client, person)

    for name in ("home", "recommendation_list", "admin:index", "invitation_list", "import_list"):
        assert client.get(reverse(name)).url == "/account/second-factor/"
        assert client.post(reverse(name)).url == "/account/second-factor/"
    assert client.get("/account/second-factor/").status_code == 200
    assert client.get("/account/").status_code == 200
    assert client.get("/account/app/").status_code == 200
    assert client.get("/account/passkeys/add/").status_code == 200
    assert client.get("/help/").status_code == 200
    assert client.post("/sign-out/").url == "/sign-in/"


def test_no_address_of_the_register_answers_before_it_is_set_up(client):
    """Every address without a gap, so that one added later is tried too."""
    client.force_login(UserFactory(role=Role.ADMIN))
    answered = set()
    for pattern in get_resolver().reverse_dict:
        if not isinstance(pattern, str):
            continue
        try:
            address = reverse(pattern)
        except Exception:
            continue
        answer = client.get(address)
        if answer.status_code == 200 and address != "/account/confirm/":
            answered.add(address)

    assert answered == {
        "/health/", "/brand.css", "/robots.txt", "/help/", "/privacy/", "/accessibility/",
        "/password-reset/", "/password-reset/sent/", "/password-reset/done/",
        "/account/", "/account/password/", "/account/second-factor/", "/account/session/",
        "/account/sign-out-everywhere/", "/invitations/accept/",
    }  # fmt: skip


@committed
def test_app_is_set_up_by_its_key_or_picture_without_a_script(client):
    person = UserFactory(role=Role.GOVERNANCE)
    sign_in(client, person)
    page = client.get("/account/app/").content.decode()
    secret = client.session["mfa.totp.secret"]

    answer = client.post("/account/app/", {"code": code_now(secret)})

    assert secret in page
    picture = re.search(r"<svg class=\"app-qr\".*?</svg>", page, re.S).group()
    assert "style" not in picture
    assert "data:" not in page
    assert answer.url == "/account/recovery-codes/"
    codes = re.findall(r"<code>(\d{8})</code>", client.get(answer.url).content.decode())
    assert len(codes) == 10
    again = client.get(answer.url).content.decode()
    assert not any(code in again for code in codes)
    assert client.get("/").status_code == 200


def test_wrong_code_sets_up_nothing(client):
    sign_in(client, UserFactory())
    client.get("/account/app/")

    answer = client.post("/account/app/", {"code": "000000"})

    assert answer.status_code == 200
    assert "The code is not right" in answer.content.decode()
    assert not Authenticator.objects.exists()
    assert client.get("/").url == "/account/second-factor/"


@committed
def test_setting_one_up_ends_sessions_opened_with_the_password_alone(client):
    """Otherwise somebody who stole the password earlier could take it off again."""
    person = UserFactory(role=Role.MEMBER)
    thief = Client()
    sign_in(thief, person)
    sign_in(client, person)

    set_up_app(client)

    assert client.get("/").status_code == 200
    assert thief.get("/account/").url == "/sign-in/?next=/account/"


def test_password_alone_does_not_sign_in(client):
    person = with_app()

    answer = sign_in(client, person)

    assert answer.url == "/sign-in/second-factor/"
    assert "_auth_user_id" not in client.session
    assert client.get("/").url == "/sign-in/?next=/"
    assert "Use a passkey" not in client.get(answer.url).content.decode()
    assert client.post("/sign-in/second-factor/", {"code": code_now()}).url == "/"
    assert client.get("/").status_code == 200


def test_code_may_be_typed_with_the_gap_that_the_app_shows(client):
    sign_in(client, with_app())
    code = code_now()

    answer = client.post("/sign-in/second-factor/", {"code": f" {code[:3]} {code[3:]} "})

    assert answer.url == "/"


def test_giving_up_at_the_second_step_begins_again(client):
    sign_in(client, with_app())

    client.post("/sign-in/start-again/")

    assert client.get("/sign-in/").status_code == 200
    assert client.get("/sign-in/second-factor/").url == "/sign-in/"


def test_page_asked_for_is_kept_through_both_steps(client):
    person = with_app()
    client.post(
        "/sign-in/", {"login": person.email, "password": PASSWORD, "next": "/motions/?page=1"}
    )

    answer = client.post("/sign-in/second-factor/", {"code": code_now()})

    assert answer.url == "/motions/?page=1"


def test_each_code_works_once(client):
    person = with_app()
    code = code_now()
    other = Client()
    sign_in(client, person)
    client.post("/sign-in/second-factor/", {"code": code})

    sign_in(other, person)
    # As in another process, which keeps no codes in its memory.
    from django.core.cache import cache

    cache.clear()
    answer = other.post("/sign-in/second-factor/", {"code": code})

    assert answer.status_code == 200
    assert "was used before" in answer.content.decode()
    assert "_auth_user_id" not in other.session


def test_ten_wrong_codes_slow_down(client):
    person = with_app()
    sign_in(client, person)
    for number in range(LIMIT):
        client.post("/sign-in/second-factor/", {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{number}")

    answer = client.post("/sign-in/second-factor/", {"code": code_now()}, REMOTE_ADDR="192.0.2.99")

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    Tried.objects.all().delete()
    assert client.post("/sign-in/second-factor/", {"code": code_now()}).status_code == 302


@committed
def test_recovery_code_gets_in_once(client):
    person = UserFactory(role=Role.MEMBER)
    sign_in(client, person)
    answer = set_up_app(client)
    code = re.search(r"<code>(\d{8})</code>", client.get(answer.url).content.decode()).group(1)
    client.post("/sign-out/")

    for expected in (302, 200):
        other = Client()
        sign_in(other, person)
        answer = other.post("/sign-in/second-factor/", {"code": code})
        assert answer.status_code == expected


def test_changing_anything_needs_a_fresh_sign_in(client):
    person = with_app()
    sign_in(client, person)
    client.post("/sign-in/second-factor/", {"code": code_now()})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()

    for address in ("app/remove", "passkeys/add", "recovery-codes/new"):
        answer = client.get(f"/account/{address}/")
        assert answer.url.startswith("/account/confirm/"), address
    assert Authenticator.objects.filter(user=person).exists()

    client.post("/account/confirm/?next=/account/app/remove/", {"password": "wrong"})
    assert client.get("/account/app/remove/").status_code == 302
    answer = client.post("/account/confirm/?next=/account/app/remove/", {"password": PASSWORD})
    assert answer.url == "/account/app/remove/"
    assert client.post("/account/app/remove/").url == "/account/"
    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/").url == "/account/second-factor/"


def test_administrator_removes_a_lost_one_with_a_reason_and_it_is_recorded(client):
    person = with_app()
    other = Client()
    sign_in(other, person)
    other.post("/sign-in/second-factor/", {"code": code_now()})
    admin = UserFactory(role=Role.ADMIN)
    TOTP.activate(admin, SECRET)
    sign_in(client, admin)
    client.post("/sign-in/second-factor/", {"code": code_now()})
    address = f"/people/{person.pk}/second-factor/remove/"

    assert client.post(address, {"reason": ""}).status_code == 200
    assert Authenticator.objects.filter(user=person).exists()
    client.post(address, {"reason": "Spoke on the telephone"})

    assert not Authenticator.objects.filter(user=person).exists()
    assert other.get("/").url == "/sign-in/?next=/"
    last = person.history.latest()
    assert last.history_change_reason == "Second factor removed: Spoke on the telephone"
    assert last.actor_label == admin.name
    assert sign_in(other, person).url == "/"


def test_demonstration_may_do_without(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(client, UserFactory(role=Role.MEMBER))

    assert client.get("/").status_code == 200
    assert client.get("/account/second-factor/").url == "/"


def test_nobody_sees_or_changes_another_persons_passkey(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    theirs = Authenticator.objects.create(
        user=UserFactory(), type="webauthn", data={"name": "Theirs", "credential": {}}
    )
    sign_in(client, UserFactory())

    for address in (f"/account/passkeys/{theirs.pk}/", f"/account/passkeys/{theirs.pk}/remove/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Mine"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.data["name"] == "Theirs"


def test_secrets_of_second_factors_are_not_in_the_back_office(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(role=Role.ADMIN))

    assert client.get("/admin/mfa/authenticator/").status_code == 404
    assert "account/emailaddress" not in client.get("/admin/").content.decode()


def test_database_holds_no_seed_that_anybody_could_read(settings):
    person = with_app()
    kept = person.authenticator_set.get(type="totp")

    assert SECRET not in str(kept.data)
    assert kept.wrap().validate_code(code_now())

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    assert kept.wrap().validate_code(code_now(steps=1))

    settings.SECRET_KEY_FALLBACKS = []
    assert not kept.wrap().validate_code(code_now(steps=1))
