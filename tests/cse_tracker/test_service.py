"""What belongs to the whole service: its health, its colour, signing in, and what may go wrong."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import datetime

from cse_tracker import brand, views
from tests.factories import PASSWORD, UserFactory

PUBLIC = ["health", "brand", "sign_in", "help", "privacy", "accessibility"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_needs_no_sign_in(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.django_db
def test_health_says_that_it_can_serve(client):
    assert client.get("/health/").json() == {"ready": True}


@pytest.mark.django_db
def test_health_says_when_a_migration_is_missing(client, django_assert_num_queries):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="accounts").delete()

    answer = client.get("/health/")

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "reason": "Migrations are not applied"}


def test_dates_are_written_as_councils_write_them():
    with translation.override("en-gb"):
        assert date_format(datetime(2022, 5, 27, 14, 5)) == "27 May 2022"
        assert date_format(datetime(2022, 5, 27, 14, 5), "DATETIME_FORMAT") == "27 May 2022, 14:05"


def test_brand_is_the_colour_of_the_settings(client, settings):
    settings.BRAND_COLOUR = "#5a2d6e"

    answer = client.get("/brand.css")

    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert b"--govuk-brand-colour:#5a2d6e" in answer.content


@pytest.mark.parametrize(
    ("colour", "identifiers"),
    [
        ("#1d4f73", []),
        ("#ffcc00", ["cse_tracker.E002"]),
        ("red", ["cse_tracker.E001"]),
        ("#fff}body{", ["cse_tracker.E001"]),
    ],
)
def test_brand_colour_that_nobody_could_read_stops_the_service(settings, colour, identifiers):
    settings.BRAND_COLOUR = colour

    found = brand.brand_colour_is_readable(None)

    assert [message.id for message in found] == identifiers


def test_contrast_is_the_one_of_wcag():
    assert brand.contrast_with_white("#000000") == pytest.approx(21)
    assert brand.contrast_with_white("#ffffff") == pytest.approx(1)
    assert brand.contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.django_db
def test_sign_in_leads_back_to_the_page_asked_for(client):
    user = UserFactory()

    answer = client.post(
        "/sign-in/?next=/help/",
        {"login": user.email.upper(), "password": PASSWORD, "next": "/help/"},
    )

    assert answer.status_code == 302
    assert answer["Location"] == "/help/"


@pytest.mark.django_db
def test_sign_in_never_leads_to_another_site(client):
    user = UserFactory()

    answer = client.post(
        "/sign-in/",
        {"login": user.email, "password": PASSWORD, "next": "https://elsewhere.example.org/"},
    )

    assert answer["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["no such person", "wrong password", "no longer allowed"])
def test_sign_in_refused_tells_nobody_who_has_an_account(client, case):
    user = UserFactory(is_active=case != "no longer allowed")
    email = "nobody@example.org" if case == "no such person" else user.email
    password = "wrong" if case == "wrong password" else PASSWORD

    answer = client.post("/sign-in/", {"login": email, "password": password})

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [
        "The e-mail address or password is not right"
    ]
    assert b"<title>Error: Sign in" in answer.content


@pytest.mark.django_db
def test_sign_out_needs_a_form_and_leads_to_sign_in(client):
    client.force_login(UserFactory())

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"


@pytest.mark.django_db
def test_every_page_refuses_scripts_and_styles_from_elsewhere(client):
    answer = client.get("/help/")

    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_fault_page_asks_no_database(rf):
    answer = views.server_error(rf.get("/"))

    assert answer.status_code == 500
    assert b"Something went wrong" in answer.content


def test_unreadable_request_has_a_page_of_its_own(rf):
    assert views.bad_request(rf.get("/"), None).status_code == 400


@pytest.mark.django_db
def test_form_from_elsewhere_is_refused_in_words(db):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {})

    assert answer.status_code == 403
    assert b"Nothing was saved" in answer.content


@pytest.mark.django_db
def test_demonstration_says_so_on_every_page(client, settings):
    settings.DEMONSTRATION_NOTICE = "Demonstration: this is invented"

    assert b"Demonstration: this is invented" in client.get("/sign-in/").content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/recommendations/A%00/", 404),
        ("/meetings/%00/", 404),
        ("/recommendations/?lead=%00", 400),
        ("/recommendations/?%00=1", 400),
    ],
)
def test_an_address_with_nul_in_it_is_refused(client, address, status):
    client.force_login(UserFactory())

    assert client.get(address).status_code == status
