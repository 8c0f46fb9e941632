"""What is written down when something goes wrong: enough to find it, and nothing that is secret."""

import io
import logging
import logging.handlers
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.roles import Role
from cse_tracker.logs import OneLine
from tests.factories import ActionFactory, UserFactory

CANARY = "canary-7f3a"
LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z [A-Z]+ [\w.]+ \[([0-9a-f]{12}|-)\] .+", re.ASCII
)


SIGNED_IN = re.compile(r"\S+ INFO security \[-\] signed-in user=\"")


@pytest.fixture
def log(monkeypatch):
    """What the product's own handler writes, as text."""
    written = io.StringIO()
    handler = logging.getLogger().handlers
    ours = [one for one in handler if isinstance(one.formatter, OneLine)]
    assert len(ours) == 1
    monkeypatch.setattr(ours[0], "stream", written)
    return written


@pytest.fixture
def raising(settings):
    settings.ROOT_URLCONF = "tests.cse_tracker.raising"
    return Client(raise_request_exception=False)


def lines(log):
    """Without those of the tests' own signing in."""
    found = [line for line in log.getvalue().splitlines() if not SIGNED_IN.match(line)]
    assert [line for line in found if not LINE.fullmatch(line)] == []
    return found


@pytest.mark.django_db
def test_a_fault_is_one_line_that_says_where_and_quotes_nothing(raising, log):
    raising.force_login(UserFactory(name=CANARY, email=f"{CANARY}@example.org"))
    session = raising.cookies["sessionid"].value
    raising.cookies["other"] = CANARY

    answer = raising.post(
        f"/raise/?asked={CANARY}", {"password": CANARY, "csrfmiddlewaretoken": CANARY},
        headers={"User-Agent": CANARY, "Referer": f"http://testserver/{CANARY}", "X-Key": CANARY},
    )  # fmt: skip

    assert answer.status_code == 500
    [line] = lines(log)
    assert "Internal Server Error: /raise/ | tests.cse_tracker.raising.Lost at " in line
    assert re.search(r"tests/cse_tracker/raising\.py:\d+ raising \| from builtins\.Value", line)
    assert CANARY not in line
    assert session not in line
    assert CANARY not in answer.content.decode()


@pytest.mark.django_db
def test_the_fault_page_gives_the_number_that_is_in_the_log(raising, log):
    answer = raising.get("/raise/", headers={"X-Request-ID": CANARY})

    number = answer["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{12}", number)
    assert f"<strong>{number}</strong>" in answer.content.decode()
    assert f"[{number}]" in lines(log)[0]


@pytest.mark.django_db
def test_each_request_has_its_own_number(client):
    assert client.get("/help/")["X-Request-ID"] != client.get("/help/")["X-Request-ID"]


FORGED = "\r\n2026-01-01 INFO security [-] signed-in user=1\u2028\x85\x1b[2J\u202e\0"
#: As a server hands on the bytes of a path.
ON_THE_WIRE = FORGED.encode().decode("latin-1")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [
        {"path": "/raise/", "HTTP_USER_AGENT": FORGED, "HTTP_REFERER": FORGED},
        {"path": "/sign-in/", "HTTP_HOST": f"a{FORGED}.example.org"},
        {"path": f"/help/{ON_THE_WIRE[:-1]}", "QUERY_STRING": "a=%00"},
        {"path": f"/actions/{ON_THE_WIRE[:-1]}/"},
    ],
)
def test_no_line_is_forged_by_a_path_or_a_header(raising, log, given):
    raising.force_login(UserFactory(role=Role.MEMBER, name=f"Someone{FORGED[:-1]}"))

    raising.request(PATH_INFO=given.pop("path"), **given)

    found = lines(log)
    assert found
    assert [line for line in found if not line.isprintable()] == []


@pytest.mark.django_db
def test_no_line_is_forged_by_a_name_or_a_file(log):
    formatted = logging.getLogger("security")

    formatted.warning("failed user=%s file=%s", f"a{FORGED}", f"b{FORGED}.xlsx")

    [line] = lines(log)
    assert "\\r\\n2026-01-01" in line
    assert "\\u2028\\x85\\x1b[2J\\u202e\\x00" in line


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("session tr3k9d0kq1j5z8m2n4p6r7s9t0v1w2x3 ended", "session … ended"),
        ("token aB3dE5fG7hJ9kL1mN3pQ5rS7tV9wX1yZ end", "token … end"),
        ("/account/reset/1-cx3k2p-0123456789abcdef0123456789abcdef/", "/account/reset/…/"),
        ("/invitation/MQ:1vXyZ2:Ab3-de_Fg5hIjKlMnOpQrStUv/", "/invitation/…/"),
        ("/recommendations/RSCP-2022-R4.3/update/", "/recommendations/RSCP-2022-R4.3/update/"),
        ("/motions/MOTION-2021-11-10/points/12/classify/",
         "/motions/MOTION-2021-11-10/points/12/classify/"),
        ("/bodies/children-partnership/", "/bodies/children-partnership/"),
        ("test_everybody_gets_what_the_table_says", "test_everybody_gets_what_the_table_says"),
    ],
)  # fmt: skip
def test_what_may_be_a_token_is_left_out_of_every_line(log, words, written):
    logging.getLogger("anything").error("%s", words)

    assert lines(log)[0].endswith(f"] {written}")


@pytest.mark.django_db
def test_an_exceptions_own_words_are_left_out_even_where_they_are_the_message(log):
    try:
        raise ValueError(f"Key (name)=({CANARY}) already exists")
    except ValueError as fault:
        logging.getLogger("anything").exception("Failed: %s", fault)

    [line] = lines(log)
    assert "Failed: ValueError | builtins.ValueError at tests/cse_tracker/test_logs.py:" in line
    assert CANARY not in line


# Refusals


@pytest.mark.django_db
def test_a_refused_step_is_one_line_with_who_and_where(client, log):
    action = ActionFactory(in_progress=True)
    client.force_login(member := UserFactory(role=Role.MEMBER, name=CANARY))

    client.post(f"/actions/{action.ref}/update/?{CANARY}", {"done": CANARY})

    [line] = lines(log)
    path = f"/actions/{action.ref}/update/"
    assert line.endswith(f"forbidden user={member.pk} method=POST path={path}")
    assert " WARNING security [" in line


@pytest.mark.django_db
def test_what_is_anothers_and_what_is_nothing_are_written_alike(client, log):
    action = ActionFactory(in_progress=True)
    client.force_login(other := UserFactory(role=Role.BODY_OFFICER))

    client.get(f"/actions/{action.ref}/update/")
    client.get("/actions/NOTHING-1/update/")

    theirs, nothing = lines(log)
    words = f"not-found-or-not-theirs user={other.pk} method=GET path=/actions/"
    assert theirs.endswith(f"{words}{action.ref}/update/")
    assert nothing.endswith(f"{words}NOTHING-1/update/")


@pytest.mark.django_db
def test_an_address_that_nobody_offers_is_no_refusal(client, log):
    client.force_login(UserFactory(role=Role.MEMBER))

    client.get("/wp-login.php")

    assert lines(log) == []


@pytest.mark.django_db
def test_a_form_without_its_token_is_one_line_without_the_token(log):
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in/")
    token = client.cookies["csrftoken"].value

    client.post("/sign-in/", {"username": CANARY, "csrfmiddlewaretoken": token[::-1]})

    [line] = lines(log)
    assert line.endswith("forbidden because=csrf user=- method=POST path=/sign-in/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"QUERY_STRING": "a=%00"}, "bad-request because=BadRequest"),
        ({"REQUEST_METHOD": "PUT"}, "method"),
        ({"HTTP_HOST": f"{CANARY}.example.org"}, "bad-request because=DisallowedHost"),
        (
            {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/x-www-form-urlencoded",
             "CONTENT_LENGTH": "99999999"},
            "too-large because=RequestDataTooBig",
        ),
        (
            {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "text/xml", "CONTENT_LENGTH": "9"},
            "no-form",
        ),
    ],
)  # fmt: skip
def test_a_hostile_request_is_written_down(client, log, given, what):
    client.request(PATH_INFO="/help/", **given)

    refused = [line for line in lines(log) if " security [" in line]
    method = given.get("REQUEST_METHOD", "GET")
    assert len(refused) == 1
    assert refused[0].endswith(f"{what} user=- method={method} path=/help/")
    assert CANARY not in log.getvalue()


@pytest.mark.django_db
def test_an_ordinary_page_writes_nothing(client, log):
    client.force_login(UserFactory(role=Role.MEMBER))

    client.get("/")

    assert Session.objects.count() == 1
    assert lines(log) == []


def test_nobody_is_sent_faults_by_mail(settings):
    handlers = [
        handler
        for name in [None, *logging.root.manager.loggerDict]
        for handler in logging.getLogger(name).handlers
    ]

    assert settings.ADMINS == []
    assert [one for one in handlers if isinstance(one, logging.handlers.SMTPHandler)] == []
    assert "AdminEmailHandler" not in {type(one).__name__ for one in handlers}
