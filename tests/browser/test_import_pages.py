"""From a spreadsheet as people keep one to what it did, and back again, in a browser."""

import pytest
from django.core.management import call_command
from openpyxl import Workbook
from playwright.sync_api import expect

from accounts.models import User
from recommendations.models import Recommendation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demonstration(db, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "open the register please")
    call_command("load_reference_case", demo_accounts=True)


@pytest.fixture
def spreadsheet(tmp_path):
    book = Workbook()
    plan = book.active
    plan.title = "Plan"
    for row in (
        ["Plan for the year"],
        ["Code", "What we will do", "Who", "Statuss"],
        ["NEW-1", "Publish the plan", "SYPP", "Nearly there"],
        ["NEW-2", "Report on it", None, "In progress"],
    ):
        plan.append(row)
    plan.merge_cells("C3:C4")
    book.create_sheet("Old").append(["Ref", "Title"])
    book["Old"].append(["OLD-1", "Before"])
    book.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


def test_import_is_said_checked_saved_and_undone(
    demonstration, spreadsheet, page, sign_in_as, violations, scrolls_sideways, live_server
):
    faults = []

    def look():
        faults.extend(f"{page.url}: {line}" for line in violations())
        page.set_viewport_size({"width": 320, "height": 900})
        if scrolls_sideways():
            faults.append(f"{page.url}: scrolls sideways at 320 pixels")
        page.set_viewport_size({"width": 1280, "height": 900})

    sign_in_as(User.objects.get(email="governance@example.org"))
    page.goto(f"{live_server.url}/imports/new/")
    page.get_by_label("Spreadsheet").set_input_files(spreadsheet)
    page.get_by_role("button", name="Look at what it would do").click()

    page.get_by_role("link", name="1. Sheet and headings").click()
    expect(page.get_by_label("Plan (4 rows)")).to_be_visible()
    look()
    page.get_by_label("Plan (4 rows)").check()
    page.get_by_role("button", name="Show the first rows of this sheet").click()
    expect(page.get_by_role("table")).to_contain_text("What we will do")
    page.get_by_label("Row with the headings").fill("2")
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Columns and words")
    page.get_by_label("Column “Code” is").select_option("Reference")
    page.get_by_label("Column “What we will do” is").select_option("Title")
    page.get_by_label("Column “Who” is").select_option("Owning body")
    page.get_by_role("button", name="Take the columns").click()
    expect(page.locator("main")).to_contain_text("is not a status we know")
    look()

    page.get_by_role("link", name="2. Columns and words").click()
    expect(page.get_by_label("“SYPP” means")).to_have_value("SYP")
    page.get_by_label("“Nearly there” means").select_option("In progress")
    page.get_by_role("checkbox", name="Who").check()
    look()
    page.get_by_role("button", name="Take the columns").click()

    expect(page.locator("main")).to_contain_text("Saving writes all rows or none")
    look()
    page.get_by_role("button", name="Save all of it").click()
    expect(page.locator("main")).to_contain_text("Saved on")
    assert Recommendation.objects.standing().filter(ref__startswith="NEW-").count() == 2

    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_label("Why is it undone?")).to_be_visible()
    look()
    page.get_by_label("Why is it undone?").fill("It was the plan of last year")
    page.get_by_role("button", name="Undo the whole import").click()
    expect(page.locator("main")).to_contain_text("was undone on")
    look()
    assert not Recommendation.objects.standing().filter(ref__startswith="NEW-").exists()
    page.goto(f"{live_server.url}/imports/")
    look()
    assert faults == []


def test_large_file_is_looked_at_and_saved_with_a_word_on_how_far_it_is(
    demonstration, tmp_path, page, sign_in_as, live_server
):
    file = tmp_path / "large.csv"
    lines = [f"LARGE-{n},Line {n},{'Words of one line and no other. ' * 5}" for n in range(2_100)]
    file.write_text("\n".join(["Reference,Title,Recommendation", *lines]))
    sign_in_as(User.objects.get(email="governance@example.org"))
    page.goto(f"{live_server.url}/imports/new/")
    page.get_by_label("Spreadsheet").set_input_files(file)

    page.get_by_role("button", name="Look at what it would do").click()
    expect(page.locator("main")).to_contain_text("Saving writes all rows or none", timeout=60_000)
    page.get_by_role("button", name="Save all of it").click()

    expect(page.locator("main")).to_contain_text("Saved on", timeout=60_000)
    assert Recommendation.objects.filter(ref__startswith="LARGE-").count() == 2_100
