"""What people come to do, from signing in to seeing it done, on the reference case."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import User
from recommendations.models import Action, ProgressUpdate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLES = Path(__file__).parents[2] / "fixtures" / "samples"


@pytest.fixture(autouse=True)
def demonstration(db, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "open the register please")
    call_command("load_reference_case", with_invented_progress=True, demo_accounts=True)


@pytest.fixture
def sign_in(page, sign_in_as, live_server):
    def as_(mailbox):
        page.context.clear_cookies()
        sign_in_as(User.objects.get(email=f"{mailbox}@example.org"))

    return as_


@pytest.fixture
def go(page, live_server):
    return lambda address: page.goto(f"{live_server.url}{address}")


def test_an_update_reaches_everyone_who_follows_the_action(page, sign_in, go):
    words = "The routes were walked through with three partners and two forms were dropped."
    sign_in("syp.officer")
    row = page.get_by_role("row").filter(has_text="RSCP-2022-R3.7")
    row.get_by_role("button", name="Update").click()

    page.get_by_label("What has been done").fill(words)
    page.get_by_label("Blocked", exact=True).check()
    page.get_by_text("If it is blocked").click()
    page.get_by_label("blocked on").fill("A form that two bodies have to sign")
    page.get_by_label("Who can unblock it").fill("Head of service")
    page.get_by_role("button", name="Save update").click()

    expect(page.get_by_role("alert").or_(page.get_by_role("region"))).to_be_visible()
    timeline = page.locator("main")
    expect(timeline).to_contain_text(words)
    expect(timeline).to_contain_text("SYP officer")
    go("/bodies/syp/")
    expect(page.get_by_role("row").filter(has_text="RSCP-2022-R3.7")).to_contain_text("Blocked")
    sign_in("member")
    expect(page.locator("main")).to_contain_text("RSCP-2022-R3.7")
    go("/motions/MOTION-2021-11-10/")
    point = page.get_by_role("row").filter(has_text="Press South Yorkshire Police")
    point.get_by_role("link", name="R3 Re-building").click()
    expect(page.locator("main")).to_contain_text(words)


def test_a_refused_update_keeps_every_word(page, sign_in, go):
    sign_in("syp.officer")
    go("/actions/RSCP-2022-R3.2/update/")
    page.get_by_label("What has been done").fill("Everything is finished now.")
    page.get_by_label("Done, ready to be checked").check()

    page.get_by_role("button", name="Save update").click()

    expect(page).to_have_title("Error: Update RSCP-2022-R3.2 – Action – Recommendations tracker")
    expect(page.get_by_label("What has been done")).to_have_value("Everything is finished now.")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    summary.get_by_role("link").first.click()
    assert Action.objects.get(ref="RSCP-2022-R3.2").status == "in-progress"


def test_the_second_of_two_people_is_shown_what_changed(page, sign_in, go):
    sign_in("syp.officer")
    go("/actions/RSCP-2022-R3.2/update/")
    page.get_by_label("What has been done").fill("My own words, typed slowly.")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("What has been done").fill("A colleague was faster.")
    other.get_by_role("button", name="Save update").click()

    page.get_by_role("button", name="Save update").click()

    expect(page.locator("main")).to_contain_text("A colleague was faster.")
    expect(page.get_by_label("What has been done")).to_have_value("My own words, typed slowly.")
    page.get_by_role("button", name="Save update").click()
    saved = ProgressUpdate.objects.filter(action__ref="RSCP-2022-R3.2")
    assert saved.filter(done="My own words, typed slowly.").count() == 1
    assert saved.filter(done="A colleague was faster.").count() == 1


def test_what_is_not_yours_is_not_found_and_not_allowed(page, sign_in, go):
    sign_in("rscp.officer")
    assert go("/actions/RSCP-2022-R3.2/update/").status == 404
    assert go("/imports/new/").status == 403
    sign_in("member")
    assert go("/actions/RSCP-2022-R3.2/update/").status == 403
    assert go("/imports/new/").status == 403
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(
    ("name", "kind", "source", "changes"),
    [
        ("rscp-2022-action-plan.xlsx", "Actions", "RSCP-2022", True),
        ("2013-follow-up.csv", "", "", False),
    ],
)
def test_a_spreadsheet_goes_in_and_again_changes_nothing(
    name, kind, source, changes, page, sign_in, go
):
    def upload():
        go("/imports/new/")
        page.get_by_label("Spreadsheet").set_input_files(SAMPLES / name)
        if kind:
            page.get_by_label(kind, exact=False).first.check()
            page.get_by_label("Review that all lines belong to").fill(source)
        page.get_by_role("button", name="Look at what it would do").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)

    sign_in("governance")
    upload()
    expect(page.locator("main")).to_contain_text("To mend (0)")
    confirm = page.get_by_role("button", name="Save all of it")
    expect(confirm).to_have_count(1 if changes else 0)
    if changes:
        confirm.click()
        expect(page.locator("main")).to_contain_text("Saved on")
    upload()
    expect(page.get_by_role("button", name="Save all of it")).to_have_count(0)


def test_the_register_is_narrowed_and_widened_again(page, sign_in, go):
    sign_in("member")
    go("/recommendations/?show=actions")
    page.get_by_text("Filter by status").click()
    page.get_by_label("Overdue").check()
    page.get_by_role("button", name="Apply").click()

    expect(page.locator("main")).to_contain_text("of 2 actions")
    page.get_by_role("link", name="Overdue").first.click()
    page.get_by_label("Words").fill("R4.3")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("RSCP-2022-R4.3")


def test_a_page_prints_without_its_furniture(page, sign_in, go):
    sign_in("member")
    go("/recommendations/RSCP-2022-R4/")

    page.emulate_media(media="print")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Motions", exact=True)).to_be_hidden()
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()


def test_everything_can_be_done_by_keyboard(page, live_server):
    page.goto(f"{live_server.url}/sign-in/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("syp.officer@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("open the register please")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("South Yorkshire Police")


def test_no_script_is_needed_to_update(chromium, live_server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/?next=/actions/RSCP-2022-R3.2/update/")
    page.get_by_label("E-mail address").fill("syp.officer@example.org")
    page.get_by_label("Password").fill("open the register please")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("What has been done").fill("Saved without a script.")
    page.get_by_role("button", name="Save update").click()

    expect(page.locator("main")).to_contain_text("Saved without a script.")
    context.close()
