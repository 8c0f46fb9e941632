"""What every refusal, redirect, download and static file says to the browser. What each address
says to each role is looked at in `tests/test_permissions.py`."""

import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client, override_settings

from tests.factories import PASSWORD, UserFactory
from tests.headers import faults, kept

AS_SERVED = {
    **configured.STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


@pytest.fixture(scope="module")
def hashed_files(tmp_path_factory):
    """The static files as a server has them: under their hashed names, compressed."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder, STORAGES=AS_SERVED):
        call_command("collectstatic", "--no-input", verbosity=0)
    return folder


@pytest.fixture
def collected(settings, hashed_files):
    settings.STATIC_ROOT, settings.STORAGES = hashed_files, AS_SERVED
    settings.WHITENOISE_AUTOREFRESH = False
    return hashed_files


@pytest.mark.django_db
def test_every_static_file_has_every_header_and_is_kept_for_long(collected):
    client = Client()
    client.force_login(UserFactory())
    hashed = json.loads((collected / "staticfiles.json").read_text())["paths"].values()
    assert "app.css" in {re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in hashed}

    wrong = []
    for name in hashed:
        for method in ("get", "head", "post"):
            answer = getattr(client, method)(f"/static/{name}")
            found = faults(answer)
            if answer.status_code != (405 if method == "post" else 200):
                found.append(f"answers {answer.status_code}")
            named_by_content = re.search(r"\.[0-9a-f]{12}\.", name)
            if method != "post" and named_by_content and "immutable" not in kept(answer):
                found.append(f"kept: {kept(answer)}")
            answer.close()
            wrong += [f"{method} {name}: {fault}" for fault in found]

    assert wrong == []


@pytest.fixture
def raising(settings, client):
    """A client of addresses at which something goes wrong; it is answered as a browser is."""
    settings.ROOT_URLCONF = "tests.cse_tracker.raising"
    client.raise_request_exception = False
    return client


HOSTILE = {
    400: {"path": "/help/", "HTTP_HOST": "elsewhere.example.org"},
    403: {"path": "/forbid/"},
    404: {"path": "/nonsense/"},
    413: {"path": "/sign-in/", "REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(10**9),
          "CONTENT_TYPE": "multipart/form-data; boundary=x"},
    415: {"path": "/sign-in/", "REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/json",
          "CONTENT_LENGTH": "2"},
    405: {"path": "/help/", "REQUEST_METHOD": "DELETE"},
    429: {"path": "/too-many/"},
    500: {"path": "/raise/"},
    503: {"path": "/busy/"},
    301: {"path": "/help"},
    302: {"path": "/recommendations/"},
    200: {"path": "/download/"},
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("status", HOSTILE)
def test_every_refusal_redirect_and_download_has_every_header(raising, status, signed_in):
    if signed_in and status != 302:
        raising.force_login(UserFactory())
    given = dict(HOSTILE[status])

    answer = raising.request(PATH_INFO=given.pop("path"), **given)

    assert answer.status_code == status
    assert faults(answer) == []
    assert {"private", "no-store"} <= kept(answer)


@pytest.mark.django_db
def test_what_is_for_everybody_is_kept_by_nobody_who_is_signed_in(raising):
    assert kept(raising.get("/kept/")) == {"public", "max-age=60"}

    raising.force_login(UserFactory())

    assert kept(raising.get("/kept/")) == {"private", "no-store"}


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 404, 405, 413, 415, 500, 503])
def test_every_refusal_has_a_page_in_our_own_look(raising, status):
    given = dict(HOSTILE[status])

    page = raising.request(PATH_INFO=given.pop("path"), **given).content.decode()

    assert page.count("<h1") == 1
    assert "govuk-generic-header" in page
    assert "<title>" in page


# Over https, as a server runs


@pytest.fixture
def https(monkeypatch, settings):
    """The settings as they are when nobody says that there is no https."""
    monkeypatch.delenv("PLAIN_HTTP", raising=False)
    monkeypatch.setenv("BEHIND_PROXY", "true")
    path = Path(settings.BASE_DIR) / "cse_tracker" / "settings.py"
    for name, value in runpy.run_path(str(path)).items():
        if name.startswith(("SESSION_", "CSRF_", "SECURE_")):
            setattr(settings, name, value)
    return Client(headers={"X-Forwarded-Proto": "https"})


@pytest.mark.django_db
def test_cookies_are_for_this_host_alone_over_https(https):
    person = UserFactory()
    page = https.get("/sign-in/")
    https.post("/sign-in/", {"login": person.email, "username": person.email, "password": PASSWORD})

    assert {"__Host-sessionid", "__Host-csrftoken"} <= set(https.cookies)
    assert page.status_code == 200
    for cookie in https.cookies.values():
        assert cookie.key.startswith("__Host-")
        assert cookie["secure"] is True
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert (cookie["path"], cookie["domain"]) == ("/", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/help/", "/nonsense/", "/brand.css", "/static/favicon.svg", "/"]
)
def test_https_is_remembered_by_the_browser(https, collected, address):
    answer = https.get(address)
    answer.close()

    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


@pytest.mark.django_db
def test_plain_http_is_led_to_https_with_every_header(https):
    answer = Client().get("/help/?a=1")

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/help/?a=1")
    assert faults(answer) == []


@pytest.mark.django_db
def test_cookies_have_plain_names_without_https(client):
    client.get("/sign-in/")

    assert set(client.cookies) == {"csrftoken"}
    assert client.cookies["csrftoken"]["httponly"] is True


def test_deployment_check_finds_nothing_to_warn_of():
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PLAIN_HTTP"},
        "SECRET_KEY": "".join(map(chr, range(40, 120))),
        "ALLOWED_HOSTS": "tracker.example.org",
        "DJANGO_SETTINGS_MODULE": "cse_tracker.settings",
    }

    asked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, cwd=configured.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip

    assert asked.returncode == 0, asked.stderr


# Who to tell of a weakness


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("scrutiny@example.org", "Contact: mailto:scrutiny@example.org"),
        ("01709 000 000", "Contact: tel:01709000000"),
        ("https://example.org/report", "Contact: https://example.org/report"),
    ],
)
@pytest.mark.django_db
def test_security_txt_says_where_to_report_a_weakness(client, settings, contact, line):
    settings.CONTACT = contact

    answer = client.get("/.well-known/security.txt")

    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == line
    assert [each.partition(":")[0] for each in lines] == [
        "Contact", "Expires", "Preferred-Languages", "Canonical",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("contact", ["", "the clerk", "a@b\nExpires: never"])
def test_security_txt_is_not_there_without_somebody_to_tell(client, settings, contact):
    settings.CONTACT = contact

    assert client.get("/.well-known/security.txt").status_code == 404
