"""How long somebody stays signed in, and what is not lost when it ends."""

import time
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import kept_forms, sessions
from accounts.models import KeptForm, Membership, User
from accounts.models.kept_form import KEPT_FOR
from accounts.roles import Role
from audit.turn import in_turn
from recommendations.models import ProgressUpdate
from tests.factories import PASSWORD, ActionFactory, UserFactory

pytestmark = pytest.mark.django_db


def sign_in(client, person, next_page="/"):
    answer = {"login": person.email, "password": PASSWORD, "next": next_page}
    return client.post("/sign-in/", answer)


def let_pass(client, idle=0, since_sign_in=0):
    session = client.session
    session[sessions.LAST_SEEN] = time.time() - idle
    if since_sign_in:
        session[sessions.SIGNED_IN] = time.time() - since_sign_in
    session.save()


@pytest.fixture
def action():
    return ActionFactory(in_progress=True)


@pytest.fixture
def officer(action):
    return UserFactory(role=Role.BODY_OFFICER, body=action.lead_body)


@pytest.fixture
def address(action):
    return f"/actions/{action.ref}/update/"


TYPED = {
    "done": "What took all the morning to write",
    "status": "in-progress",
    "next_on_day": "27",
    "next_on_month": "5",
    "next_on_year": "2031",
    "version": "1",
    "csrfmiddlewaretoken": "x",
}


@pytest.mark.parametrize(
    ("idle", "since", "stays"),
    [
        (29 * 60, 0, True),
        (30 * 60 + 1, 0, False),
        (0, 12 * 3600 - 60, True),
        (0, 12 * 3600 + 1, False),
    ],
)
def test_session_ends_when_idle_or_old(client, idle, since, stays):
    sign_in(client, UserFactory())
    let_pass(client, idle, since)

    answer = client.get("/")

    assert answer.status_code == (200 if stays else 302)
    assert ("_auth_user_id" in client.session) is stays
    if not stays:
        assert answer.url == "/sign-in/?next=/"
        assert "You were signed out" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("ended", [False, True])
def test_signing_out_is_said_and_asks_for_nothing_though_the_session_has_ended(client, ended):
    sign_in(client, UserFactory())
    if ended:
        let_pass(client, idle=1801)

    answer = client.post("/sign-out/")

    assert answer.url == "/sign-in/"
    page = client.get(answer.url).content.decode()
    assert "You are signed out." in page
    assert "not saved" not in page
    assert "_auth_user_id" not in client.session


def test_using_the_register_prolongs_the_session_and_asking_for_the_time_does_not(client):
    sign_in(client, UserFactory())
    let_pass(client, idle=1200)

    assert client.get("/account/session/").json() == {"seconds": 600}
    assert client.get("/brand.css").status_code == 200
    assert client.get("/account/session/").json() == {"seconds": 600}
    client.get("/help/")

    assert client.get("/account/session/").json() == {"seconds": 1800}


def test_staying_signed_in_is_said_with_a_form(client):
    sign_in(client, UserFactory())
    let_pass(client, idle=1700)

    assert client.get("/account/session/stay/").status_code == 405
    assert client.post("/account/session/stay/").json() == {"seconds": 1800}


def test_twelve_hours_are_the_end_however_busy(client):
    sign_in(client, UserFactory())
    let_pass(client, since_sign_in=12 * 3600 - 10)

    assert client.post("/account/session/stay/").json()["seconds"] <= 10


def test_session_over_says_so_and_stays_to_know_whose_form_it_was(client):
    sign_in(client, UserFactory())
    let_pass(client, idle=3600)

    assert client.get("/account/session/").json() == {"seconds": 0}


def test_a_visit_is_not_written_down_each_time(client):
    sign_in(client, UserFactory())

    with CaptureQueriesContext(connection) as asked:
        client.get("/help/")

    assert {query["sql"].partition(" ")[0] for query in asked} == {"SELECT"}


def test_what_was_typed_too_late_is_filled_in_after_signing_in(client, officer, address):
    sign_in(client, officer)
    let_pass(client, idle=3600)

    answer = client.post(address, TYPED)

    assert answer.url == f"/sign-in/?next={address}"
    assert "what you typed is kept" in client.get(answer.url).content.decode()
    assert not ProgressUpdate.objects.exists()

    assert sign_in(client, officer, address).url == address
    page = client.get(address).content.decode()
    assert TYPED["done"] in page
    assert 'value="2031"' in page
    assert "It is not saved yet" in page
    assert not ProgressUpdate.objects.exists()

    client.post(address, {"done": TYPED["done"], "status": "in-progress", "version": "1"})
    assert ProgressUpdate.objects.get().done == TYPED["done"]
    assert "It is not saved yet" not in client.get(address).content.decode()
    assert not KeptForm.objects.exists()


def test_what_was_typed_is_filled_in_in_the_back_office_too(client):
    admin = UserFactory(role=Role.ADMIN)
    sign_in(client, admin)
    let_pass(client, idle=3600)
    address = "/admin/bodies/body/add/"

    client.post(address, {"name": "A body typed too late", "kind": "police"})
    sign_in(client, admin, address)

    page = client.get(address).content.decode()
    assert "A body typed too late" in page
    assert '<option value="police" selected>' in page


def test_form_left_open_in_another_tab_is_kept_though_the_session_is_gone(client, officer, address):
    sign_in(client, officer)
    let_pass(client, idle=3600)
    client.get("/")

    client.post(address, TYPED)
    sign_in(client, officer, address)

    assert TYPED["done"] in client.get(address).content.decode()


def test_another_person_gets_nothing_of_it(client, officer, address, action):
    colleague = UserFactory(role=Role.BODY_OFFICER, body=action.lead_body)
    sign_in(client, officer)
    let_pass(client, idle=3600)
    client.post(address, TYPED)

    sign_in(client, colleague, address)

    assert TYPED["done"] not in client.get(address).content.decode()
    client.post("/sign-out/")
    sign_in(client, officer, address)
    assert TYPED["done"] in client.get(address).content.decode()


def test_it_is_kept_for_an_hour_and_no_longer(client, officer, address):
    sign_in(client, officer)
    let_pass(client, idle=3600)
    client.post(address, TYPED)
    KeptForm.objects.update(kept_at=timezone.now() - KEPT_FOR)

    sign_in(client, officer, address)

    assert TYPED["done"] not in client.get(address).content.decode()
    assert not KeptForm.objects.exists()


def test_it_is_forgotten_by_the_hourly_command(client, officer, address):
    for path, age in (("/old/", KEPT_FOR), ("/new/", KEPT_FOR / 2)):
        KeptForm.objects.create(user=officer, path=path, fields="{}", kept_at=timezone.now() - age)

    call_command("clear_expired")

    assert [kept.path for kept in KeptForm.objects.all()] == ["/new/"]


def test_too_much_is_not_kept_and_says_so(client, officer, address):
    sign_in(client, officer)
    let_pass(client, idle=3600)

    answer = client.post(address, {**TYPED, "done": "x" * (kept_forms.LONGEST + 1)})

    assert not KeptForm.objects.exists()
    assert "was not saved" in client.get(answer.url).content.decode()


def test_passwords_and_codes_are_never_kept(client):
    person = UserFactory()
    sign_in(client, person)
    let_pass(client, idle=3600)

    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "another secret"})

    assert not KeptForm.objects.exists()


def test_page_of_somebody_else_can_plant_nothing(officer, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    let_pass(client, idle=3600)

    assert client.post(address, TYPED).status_code == 403
    assert not KeptForm.objects.exists()


def test_signing_out_everywhere_ends_every_session():
    person = UserFactory()
    clients = [Client(), Client()]
    for each in clients:
        sign_in(each, person)
    rows = person.history.count()

    assert clients[0].get("/account/sign-out-everywhere/").status_code == 200
    assert clients[1].get("/").status_code == 200
    clients[0].post("/account/sign-out-everywhere/")

    assert [each.get("/").status_code for each in clients] == [302, 302]
    assert person.history.count() == rows
    assert sign_in(clients[0], person).status_code == 302


def test_changing_the_password_ends_the_other_sessions_and_is_recorded(mailoutbox):
    person = UserFactory()
    here, there = Client(), Client()
    for each in (here, there):
        sign_in(each, person)
    new = "three random words here"

    answer = here.post(
        "/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert answer.url == "/account/"
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert User.objects.get(pk=person.pk).check_password(new)
    assert person.history.latest().history_change_reason == "Chose another password"


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", "three random words", "three random words", "current password is not right"),
        (PASSWORD, "elevenchars", "elevenchars", "at least 12 characters"),
        (PASSWORD, "1qaz2wsx3edc", "1qaz2wsx3edc", "too common"),
        (PASSWORD, "three random words", "four random words", "not the same"),
    ],
)
def test_password_that_will_not_do_is_refused_in_words(client, old, new, again, words):
    person = UserFactory()
    sign_in(client, person)

    answer = client.post(
        "/account/password/", {"oldpassword": old, "password1": new, "password2": again}
    )

    assert words in answer.content.decode()
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


def test_person_who_moves_is_out_at_the_next_request(client, officer, address):
    sign_in(client, officer)
    assert client.get(address).status_code == 200

    Membership.objects.filter(user=officer).update(
        starts_on=timezone.localdate() - timezone.timedelta(days=9),
        ends_on=timezone.localdate() - timezone.timedelta(days=1),
    )

    assert client.get(address).status_code == 403
    assert client.post(address, TYPED).status_code == 403


@pytest.mark.parametrize(
    ("starts", "ends", "status"),
    [
        (1, 9, 403),
        (0, 9, 200),
        (-9, 0, 200),
        (-9, -1, 403),
    ],
    ids=["day before", "first day", "last day", "day after"],
)
def test_dates_of_a_membership_are_obeyed_on_the_page(client, starts, ends, status):
    person = UserFactory(role=Role.MEMBER)
    today = timezone.localdate()
    Membership.objects.filter(user=person).update(
        starts_on=today + timezone.timedelta(days=starts),
        ends_on=today + timezone.timedelta(days=ends),
    )
    sign_in(client, person)

    assert client.get("/recommendations/").status_code == status


# While somebody writes for long


@contextmanager
def somebody_writing():
    """Another connection that has the turn to write, to the end of the block."""
    begun, done = Event(), Event()

    def write():
        with in_turn():
            begun.set()
            done.wait(30)
        connection.close()

    writer = Thread(target=write)
    writer.start()
    begun.wait(30)
    try:
        yield
    finally:
        done.set()
        writer.join()


@pytest.mark.django_db(transaction=True)
def test_page_does_not_wait_for_a_writer_to_note_that_it_was_looked_at(client):
    client.force_login(UserFactory(role=Role.GOVERNANCE))
    let_pass(client, idle=5 * 60)
    long_ago = client.session[sessions.LAST_SEEN]

    with somebody_writing():
        # It would wait for 20 seconds, and then be refused.
        assert client.get("/recommendations/").status_code == 200
        if connection.vendor == "sqlite":
            assert client.session[sessions.LAST_SEEN] == long_ago
    assert client.get("/recommendations/").status_code == 200

    assert client.session[sessions.LAST_SEEN] > long_ago + 60


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL has writers wait in turn, and closes nothing"
)
def test_what_can_not_be_saved_for_another_writer_is_asked_for_again(client, officer, address):
    client.force_login(officer)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")

    with somebody_writing():
        answer = client.post(address, TYPED)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "What you sent is not saved." in answer.text
    assert not ProgressUpdate.objects.exists()


def test_session_that_was_ended_elsewhere_stays_ended(client):
    client.force_login(UserFactory(role=Role.GOVERNANCE))
    let_pass(client, idle=5 * 60)
    session = client.session
    session.get(sessions.LAST_SEEN)
    Session.objects.all().delete()

    sessions.seen(session)

    assert session.modified
    assert not Session.objects.exists()
