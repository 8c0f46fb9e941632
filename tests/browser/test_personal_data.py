"""What people see when they are asked about personal data, and that they can go on from there."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from imports.models import ImportBatch
from tests.factories import ActionFactory, BodyFactory, UserFactory
from tests.imports.conftest import text_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = "Young people can ring 07700 900123."
REASON = "It is the published line of the service."
HEADINGS = ["Reference", "Title", "Owner", "Status", "Progress update"]


def test_an_update_is_asked_about_once_and_saved_with_a_reason(
    page, live_server, sign_in_as, violations, scrolls_sideways
):
    police = BodyFactory(police=True)
    action = ActionFactory(lead_body=police, in_progress=True)
    sign_in_as(UserFactory(role=Role.BODY_OFFICER, body=police))
    page.goto(f"{live_server.url}/actions/{action.ref}/update/")
    page.get_by_label("What has been done").fill(PHONE)

    page.get_by_role("button", name="Save update").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("‘What has been done’ seems to hold a telephone number.")
    expect(page.get_by_label("What has been done")).to_have_value(PHONE)
    assert violations() == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert not scrolls_sideways()

    page.get_by_label("Why this must stay").fill(REASON)
    page.get_by_role("button", name="Save update").click()

    expect(page.locator("main")).to_contain_text(PHONE)


def test_an_import_is_asked_about_and_saved_with_a_reason(
    page, live_server, sign_in_as, violations, scrolls_sideways
):
    sign_in_as(UserFactory(role=Role.GOVERNANCE))
    page.goto(f"{live_server.url}/imports/new/")
    rows = [HEADINGS, ["A-R1", "Tell members", "Police", "in progress", PHONE]]
    file = {"name": "register.csv", "mimeType": "text/csv", "buffer": text_file(rows)}
    page.get_by_label("Spreadsheet").set_input_files(file)
    page.get_by_role("button", name="Look at what it would do").click()

    page.get_by_role("button", name="Save all of it").click()

    expect(page.get_by_role("alert")).to_contain_text("Say why it must stay, or take it out")
    assert violations() == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert not scrolls_sideways()

    page.get_by_label("Why this must stay").fill(REASON)
    page.get_by_role("button", name="Save all of it").click()

    expect(page.locator("main")).to_contain_text("Saved on")
    assert "published line" in ImportBatch.objects.get().history.latest().history_change_reason


def test_the_administration_asks_too(page, live_server, sign_in_as, violations):
    body = BodyFactory()
    sign_in_as(UserFactory(role=Role.ADMIN))
    page.goto(f"{live_server.url}/admin/bodies/body/{body.pk}/change/")
    expect(page.get_by_label("Why this must stay")).to_have_count(0)
    page.locator("#id_name").fill("Council, S60 1AE")

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("#content")).to_contain_text("‘Name’ seems to hold a postcode.")
    assert violations() == []
    page.locator("#id_kept_because").fill("It is the address of the town hall.")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("#content")).to_contain_text("Council, S60 1AE")
