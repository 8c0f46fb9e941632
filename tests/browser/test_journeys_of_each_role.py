"""A councillor before a meeting, a chair, an officer before a deadline, governance after a meeting,
a council that adopts the register, a partnership: each from beginning to end."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from accounts.roles import Role
from bodies.models import Meeting
from correspondence.models import Mail, Question
from following.models import Follow
from imports.models import ImportBatch
from motions.models import MotionPoint
from recommendations.models import Action, ProgressUpdate, Recommendation
from tests.factories import (
    ActionFactory,
    BodyFactory,
    MeetingFactory,
    RecommendationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demonstration(db, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "open the register please")
    call_command("load_reference_case", with_invented_progress=True, demo_accounts=True)


def person(mailbox):
    return User.objects.get(email=f"{mailbox}@example.org")


def last_meeting():
    return Meeting.objects.filter(body__slug="osmb").held_by(timezone.localdate()).latest_first()[0]


def test_a_councillor_prepares_for_the_meeting(demonstration, story):
    """Digest → home → the claim and its evidence → a question → follow → one page on paper."""
    page = story.page
    page.set_viewport_size({"width": 768, "height": 1024})
    call_command("send_digests", stdout=StringIO())
    digest = Mail.objects.get(kind="digest", to=person("member"))
    assert "RSCP-2022-R1.2" in digest.words

    story.sign_in(person("member"))
    # From home to what is claimed: one press, and one more to the action that was said to be done.
    page.get_by_role("link", name="RSCP-2022-R1.2").first.click()
    story.says("Reported complete")
    story.says("Invented example: the page as published")
    story.look()
    page.get_by_role("link", name="Induction and training of councillors").first.click()
    page.get_by_role("link", name="Ask a question").click()
    page.get_by_label("A question", exact=True).check()
    page.get_by_label("Your question").fill("How many have read it, and has anybody used it?")
    story.look()
    story.press("Ask")
    story.says("It has no answer yet.")
    assert Question.objects.latest_first()[0].asked_by == person("member")

    story.go("/recommendations/RSCP-2022-R4/")
    page.get_by_role("button", name="Follow", exact=True).click()
    page.get_by_label("A week before each meeting").check()
    story.look()
    story.press("Follow")
    story.says("You follow RSCP-2022-R4")
    assert Follow.objects.filter(user=person("member")).count() == 3
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Follow", exact=True)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert story.faults == []


def test_a_chair_traces_the_motion(demonstration, story):
    """Thirteen points; one without an answer, which governance then carries elsewhere; one that led
    to what is late, and its rung."""
    page = story.page
    story.sign_in(person("member"))
    page.get_by_role("link", name="Motions", exact=True).click()
    page.get_by_role("link", name="Ongoing Child Sexual Exploitation in Rotherham").click()
    story.says("13 points")
    apology = page.get_by_role("row").filter(has_text="Apology to survivors")
    expect(apology).to_contain_text("no comment made")
    story.look()

    story.sign_in(person("governance"))
    point = MotionPoint.objects.get(motion__ref="MOTION-2021-11-10", number=11)
    story.go(f"/motions/{point.motion.ref}/points/11/classify/")
    page.get_by_label("Carried to another process").check()
    page.get_by_label("What the answer says").fill("The leader made a statement to the council.")
    page.get_by_label("Where the answer is").fill("Minutes of the council, item 4")
    story.look()
    story.press("Save")
    expect(page.get_by_role("row").filter(has_text="Apology to survivors")).to_contain_text(
        "Carried to another process"
    )

    # From point 12 to what is late: three presses.
    support = page.get_by_role("row").filter(has_text="Independent, long-term survivor support")
    support.get_by_role("link", name="R4 Survivors").click()
    page.get_by_role("link", name="Map commissioned and other survivor support").first.click()
    story.says("Overdue")
    story.look()
    story.go("/governance/escalations/")
    story.says("RSCP-2022-R4, Adult Safeguarding Board")
    story.says("held until")
    assert story.faults == []


def test_an_officer_gives_ten_updates_by_keyboard_in_a_narrow_window(story):
    """One after another, never leaving the flow: words, and the key that saves."""
    page, today = story.page, timezone.localdate()
    body = BodyFactory(short_name="SYP")
    officer = UserFactory(role=Role.BODY_OFFICER, body=body)
    meeting = MeetingFactory(
        updates_due_on=today + timedelta(days=7), held_on=today + timedelta(days=16)
    )
    followed = RecommendationFactory(accepted=True, lead_body=body, committee=meeting.body)
    for _ in range(10):
        ActionFactory(
            recommendation=followed,
            in_progress=True,
            lead_body=body,
            last_update_on=today - timedelta(days=70),
        )
    story.sign_in(officer)
    page.set_viewport_size({"width": 320, "height": 900})

    page.goto(story.server + f"/my-work/updates/{meeting.ref}/")
    _tab_to(page, "One after another")
    page.keyboard.press("Enter")
    for number in range(1, 11):
        expect(page.locator("main")).to_contain_text(f"{number} of 10")
        _tab_to(page, "What has been done?")
        page.keyboard.type(f"Step {number} was taken, and twenty people came to it.")
        _tab_to(page, "Save and next")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Updates")
    assert ProgressUpdate.objects.filter(for_meeting=meeting).count() == 10
    assert not story._sideways()


def _tab_to(page, name, most=80):
    """Press Tab until what has the focus is called `name`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        page.wait_for_timeout(5)
        called = page.evaluate(
            """() => {
                const here = document.activeElement;
                const label = here.labels && here.labels[0] ? here.labels[0].innerText : "";
                return label || here.innerText || "";
            }"""
        )
        if called.strip().startswith(name):
            return
    raise AssertionError(f"nothing called {name} has the focus after {most} presses of Tab")


def test_governance_records_a_meeting_and_the_digest_goes_out(demonstration, story):
    """One signed off, one refusal noted, one adopted, in one go; then everybody hears."""
    page = story.page
    story.sign_in(person("governance"))
    story.go(f"/meetings/{last_meeting().ref}/decisions/")
    for ref in ("RSCP-2022-R5", "RSCP-2022-B04", "RSCP-2022-B05"):
        page.get_by_role("checkbox", name=ref).check()
    story.press("Continue")
    page.get_by_label("Minute number").fill("27")
    page.get_by_label("What the meeting resolved").fill("The board went through the plan.")

    def part(ref):
        return page.get_by_role("region", name=ref)

    part("RSCP-2022-R5").get_by_label("Signed off and closed").check()
    part("RSCP-2022-R5").get_by_label("Implemented", exact=True).check()
    part("RSCP-2022-R5").get_by_label("Impact shown", exact=True).check()
    part("RSCP-2022-B04").get_by_label("Not progressed", exact=True).check()
    part("RSCP-2022-B04").get_by_label("Why").first.fill("The board notes the answer.")
    part("RSCP-2022-B04").get_by_label("risk", exact=False).first.fill("Seminars go unrecorded.")
    part("RSCP-2022-B05").get_by_label("Agreed", exact=True).check()
    part("RSCP-2022-B05").get_by_label("Lead").first.select_option("RMBC")
    story.look()
    story.press("Record the decisions")
    statuses = dict(Recommendation.objects.values_list("ref", "status"))
    assert statuses["RSCP-2022-R5"] == "closed"
    assert statuses["RSCP-2022-B04"] == "not-progressed"
    assert statuses["RSCP-2022-B05"] == "adopted"

    Follow.objects.update(how_often="at-once")
    call_command("send_digests", stdout=StringIO())
    told = Mail.objects.get(kind="digest", to=person("syp.officer")).words
    assert "Reported complete → Closed" in told
    assert story.faults == []


def test_a_council_takes_its_old_spreadsheet_over(demonstration, story, tmp_path):
    """A hundred and forty rows: eleven to mend, six there already; saved, undone, done again."""
    page = story.page

    def sheet(name, mend):
        lines = ["Reference,Title,Owner,Due date,Status"]
        for number in range(1, 135):
            status = "Nearly there" if mend and number <= 11 else "Not started"
            lines.append(f"OLD-{number},Promise {number} of the plan,RMBC,31/03/2028,{status}")
        known = Action.objects.exclude(due_on=None).in_reference_order()[:6]
        lines += [f'{one.ref},"{one.title}",{one.lead_body},,' for one in known]
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def upload(path):
        story.go("/imports/new/")
        page.get_by_label("Spreadsheet").set_input_files(path)
        story.press("Look at what it would do")

    story.sign_in(person("governance"))
    upload(sheet("old.csv", mend=True))
    story.says("11 ✖ To mend")
    story.says("6 ○ No change")
    story.look()
    assert not Action.objects.filter(ref__startswith="OLD-").exists()

    upload(sheet("mended.csv", mend=False))
    story.says("Saving writes all rows or none")
    story.press("Save all of it")
    story.says("Saved on")
    assert Action.objects.standing().filter(ref__startswith="OLD-").count() == 134

    for why, left in (("It was the plan of last year", 0), ("It was the right one", 134)):
        page.get_by_role("button", name="Undo this import").click()
        page.get_by_label("Why is it undone?").fill(why)
        story.press("Undo the whole import")
        story.says("was undone on")
        assert Action.objects.standing().filter(ref__startswith="OLD-").count() == left
        story.go(f"/imports/{ImportBatch.objects.latest_first()[0].pk}/")
    assert story.faults == []


def test_a_partnership_disagrees_and_settles_it(demonstration, story):
    """One says done, a partner says not; everybody sees that; it is sent back, done, agreed."""
    page = story.page
    ref = "RSCP-2022-R2.1"

    def claim(words):
        story.sign_in(person("rscp.officer"))
        story.go(f"/actions/{ref}/update/")
        page.get_by_label("What has been done").fill(words)
        page.get_by_label("Done, ready to be checked").check()
        page.get_by_text("If it is done").click()
        story.day("When was it completed?", timezone.localdate())
        page.get_by_label("What effect has it had?").fill("Members know what the partners do.")
        page.get_by_text("Evidence", exact=False).first.click()
        page.get_by_label("What it shows").fill("The assurance report")
        page.get_by_label("How strong is it?").select_option("document")
        page.get_by_label("Link", exact=True).fill("https://example.org/assurance")
        story.press("Save update")
        assert Action.objects.get(ref=ref).status == "reported-complete"

    def say(agrees, words=""):
        story.sign_in(person("syp.officer"))
        story.go("/my-work/")
        page.get_by_role("link", name=ref).first.click()
        page.get_by_label(agrees, exact=False).check()
        if words:
            page.get_by_label("What is not done?").fill(words)
        story.look()
        story.press("Record it")

    claim("The report went to every partner.")
    say("No: something is not done", "The police part is missing.")
    story.sign_in(person("member"))
    story.go(f"/actions/{ref}/")
    story.says("The police part is missing.")

    story.sign_in(person("governance"))
    story.go(f"/actions/{ref}/check/")
    story.says("The police part is missing.")
    page.get_by_label("No: send it back").check()
    page.get_by_label("What you saw, or what is missing").fill("Add the part of the police.")
    story.press("Record decision")

    claim("The part of the police is in it now.")
    say("Yes, as far as we are concerned")
    story.sign_in(person("governance"))
    story.go(f"/actions/{ref}/check/")
    story.says("Agrees that it is done")
    page.get_by_label("Yes: we have seen").check()
    page.get_by_label("What you saw, or what is missing").fill("The whole report.")
    story.press("Record decision")
    assert Action.objects.get(ref=ref).status == "verified"
    assert story.faults == []
