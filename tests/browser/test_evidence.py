"""A file goes in by the browser and comes out again, byte for byte."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from recommendations.models import Evidence
from tests.factories import ActionFactory, BodyFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def action(sign_in_as):
    body = BodyFactory(police=True)
    sign_in_as(UserFactory(role=Role.BODY_OFFICER, body=body))
    return ActionFactory(lead_body=body, in_progress=True)


@pytest.fixture
def minutes(page, tmp_path):
    """A PDF as browsers print it."""
    page.goto("about:blank")
    page.set_content("<h1>Minutes</h1><p>What the forum said.</p>")
    file = tmp_path / "Minutes of the forum.pdf"
    page.pdf(path=file)
    return file


def saved(page, link):
    with page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes(), download.value.suggested_filename


def test_file_given_replaced_and_saved_again(
    page, live_server, action, minutes, tmp_path, violations, scrolls_sideways
):
    page.goto(f"{live_server.url}/actions/{action.ref}/update/")
    page.get_by_label("What has been done").fill("The forum met.")
    page.get_by_text("Add evidence").click()
    page.get_by_label("What it shows").fill("Minutes of the forum")
    page.get_by_label("Or a file").set_input_files(minutes)
    assert violations() == []
    page.get_by_role("button", name="Save update").click()

    link = page.get_by_role("link", name="Minutes of the forum (PDF")
    assert saved(page, link) == (minutes.read_bytes(), "Minutes of the forum.pdf")
    page.get_by_role("link", name="Replace this file").click()
    assert violations() == []
    notes = tmp_path / "notes.txt"
    notes.write_text("What the forum said in the end.")
    page.get_by_label("New file").set_input_files(notes)
    page.get_by_label("Why is it replaced?").fill("The first was a draft.")
    page.get_by_role("button", name="Replace file").click()

    expect(page.locator("main")).to_contain_text("1 earlier version")
    page.get_by_text("1 earlier version").click()
    assert saved(page, link) == (minutes.read_bytes(), "Minutes of the forum.pdf")
    assert violations() == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert not scrolls_sideways()
    assert Evidence.objects.count() == 2


def test_refused_file_is_named_in_the_summary(page, live_server, action, tmp_path):
    drawing = tmp_path / "plan.svg"
    drawing.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    page.goto(f"{live_server.url}/actions/{action.ref}/update/")
    page.get_by_label("What has been done").fill("The forum met.")
    page.get_by_text("Add evidence").click()
    page.get_by_label("What it shows").fill("The plan")
    page.get_by_label("Or a file").set_input_files(drawing)

    page.get_by_role("button", name="Save update").click()

    summary = page.get_by_role("alert")
    summary.get_by_role("link", name="A file called .svg can run").click()
    expect(page.get_by_label("Or a file")).to_be_focused()
    expect(page.get_by_label("What has been done")).to_have_value("The forum met.")
