"""Signing in, as only a browser can do or show it."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from accounts.roles import Role
from tests.factories import PASSWORD, ActionFactory, InvitationFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (1280, 320)


@pytest.fixture
def person():
    return UserFactory(role=Role.GOVERNANCE)


@pytest.fixture
def sign_in(page, live_server):
    def sign_in(person):
        page.goto(f"{live_server.url}/sign-in/")
        page.get_by_label("E-mail address").fill(person.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()

    return sign_in


@pytest.fixture
def sound(page, violations, scrolls_sideways):
    """Checks the page in view, wide and narrow."""

    def look():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert violations() == []
            assert not scrolls_sideways()
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})

    return look


def test_passkey_is_added_and_used_and_asked_for_again(
    page, live_server, settings, person, sign_in, sound
):
    settings.SECOND_FACTOR_REQUIRED = True
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    sign_in(person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second step")
    sound()
    expect(page.get_by_role("navigation", name="Menu")).to_have_count(0)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_label("Name of the passkey")).to_be_visible()
    sound()
    expect(page.get_by_text("The passkey did not work")).to_be_hidden()
    page.get_by_label("Name of the passkey").fill("Work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    sound()
    page.goto(f"{live_server.url}/account/")
    expect(page.get_by_text("Work laptop, added on")).to_be_visible()
    sound()
    page.get_by_role("button", name="Sign out", exact=True).click()

    sign_in(person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    sound()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_visible()
    assert Authenticator.objects.get(type="webauthn").last_used_at

    page.goto(f"{live_server.url}/account/confirm/passkey/?next=/account/")
    sound()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{live_server.url}/account/")


def test_passkey_that_is_not_given_says_so(page, settings, person, sign_in):
    settings.SECOND_FACTOR_REQUIRED = True
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasUserVerification": True,
        "isUserVerified": False, "automaticPresenceSimulation": False,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    # As when nobody touches it in time, on whichever page asks.
    page.add_init_script("navigator.credentials.create = () => Promise.reject('no')")
    sign_in(person)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey")
    page.wait_for_load_state()

    page.get_by_role("button", name="Add a passkey").click()

    expect(page.get_by_role("alert")).to_have_text(re.compile("did not work"))


def test_app_is_set_up_without_scripts(chromium, live_server, settings, person):
    settings.SECOND_FACTOR_REQUIRED = True
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Set up an app").click()

    picture = page.get_by_role("img", name="QR code").bounding_box()
    secret = page.locator(".app-secret").inner_text()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("button", name="Set up the app").click()

    assert picture["width"] > 180
    expect(page.locator(".app-codes li")).to_have_count(10)
    context.close()


def test_warning_comes_before_the_end_and_staying_is_one_press(
    page, live_server, settings, person, sign_in, violations
):
    settings.SESSION_IDLE_SECONDS = 122
    sign_in(person)

    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("heading", name="You will be signed out soon")).to_be_visible()
    assert violations() == []
    settings.SESSION_IDLE_SECONDS = 1800
    page.get_by_role("button", name="Stay signed in").click()

    expect(page.get_by_role("dialog")).to_be_hidden()


def test_what_was_typed_is_there_again_after_the_session_ended(
    page, live_server, settings, sign_in
):
    action = ActionFactory(in_progress=True)
    officer = UserFactory(role=Role.BODY_OFFICER, body=action.lead_body)
    sign_in(officer)
    page.goto(f"{live_server.url}/actions/{action.ref}/update/")
    words = "What took all the morning to write"
    page.get_by_label("What has been done").fill(words)
    settings.SESSION_IDLE_SECONDS = 1
    time.sleep(1.1)
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    settings.SESSION_IDLE_SECONDS = 1800

    page.get_by_label("E-mail address").fill(officer.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_label("What has been done")).to_have_value(words)
    expect(page.get_by_text("It is not saved yet")).to_be_visible()


@pytest.mark.parametrize(
    "address",
    [
        "/sign-in/",
        "/password-reset/",
        "/password-reset/sent/",
        "/password-reset/1-nonsense/",
        "/invitations/accept/",
    ],
)
def test_pages_of_a_stranger_are_sound(page, live_server, sound, address):
    page.goto(f"{live_server.url}{address}")

    sound()


@pytest.mark.parametrize(
    "address",
    [
        "/account/",
        "/account/password/",
        "/account/app/",
        "/account/confirm/",
        "/account/sign-out-everywhere/",
        "/invitations/",
        "/invitations/new/",
    ],
)
def test_pages_of_an_administrator_are_sound(page, live_server, sign_in, sound, address):
    InvitationFactory()
    InvitationFactory(withdrawn=True)
    sign_in(UserFactory(role=Role.ADMIN))
    expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_visible()
    page.goto(f"{live_server.url}{address}")

    sound()


def test_invitation_is_accepted(page, live_server, sound):
    invitation = InvitationFactory()
    page.goto(f"{live_server.url}/invitations/open/{invitation.token}/")
    sound()

    page.get_by_label("Password", exact=True).fill("three random words here")
    page.get_by_label("Password again").fill("three random words here")
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_visible()
