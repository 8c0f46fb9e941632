"""From an empty register to a recommendation that is seen to be done, in a browser: brought in,
decided, forwarded, answered, planned, updated over three cycles while one body is silent, reminded
and escalated, claimed, returned, claimed again, verified, closed; and the log tells it in order."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from accounts.roles import Role
from audit.models import Entry
from correspondence.models import Mail
from recommendations.models import Action, Recommendation
from tests.factories import BodyFactory, MeetingFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPERS = Path(__file__).parents[2] / "fixtures" / "reference_case" / "recommendations.json"
DECIDED, RECEIVED = date(2022, 5, 27), date(2022, 5, 27)


@pytest.fixture
def spreadsheet(tmp_path):
    """The seven recommendations of 2022, as a clerk copies them: the third is another body’s."""
    rows = [
        row
        for row in json.loads(PAPERS.read_text(encoding="utf-8"))
        if row["ref"].startswith("RSCP-2022-R")
    ]
    lines = ["Reference,Title,Recommendation,Lead body"]
    for row in rows:
        lead = "SYP" if row["ref"].endswith("R3") else "RSCP"
        lines.append(f'{row["ref"]},"{row["title"]}","{row["summary"]}",{lead}')
    path = tmp_path / "2022.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def remind(on):
    told = StringIO()
    call_command("send_reminders", as_of=on.isoformat(), stdout=told)
    return told.getvalue()


def test_from_an_empty_register_to_the_close(story, spreadsheet):
    page, today = story.page, timezone.localdate()
    board = BodyFactory(committee=True, slug="osmb", short_name="OSMB", name="Scrutiny board")
    rscp = BodyFactory(partnership=True, slug="rscp", short_name="RSCP", name="The partnership")
    syp = BodyFactory(police=True, slug="syp", short_name="SYP", name="The police")
    MeetingFactory(ref="OSMB-2022-05-27", body=board, held_on=DECIDED, title="")
    MeetingFactory(ref="OSMB-LAST", body=board, held_on=today - timedelta(days=1), title="")
    wanting = MeetingFactory(
        ref="OSMB-NEXT",
        body=board,
        held_on=today + timedelta(days=16),
        updates_due_on=today + timedelta(days=7),
    )
    governance = UserFactory(role=Role.GOVERNANCE, name="Governance officer")
    second = UserFactory(role=Role.GOVERNANCE, name="Second governance officer")
    officer = UserFactory(role=Role.BODY_OFFICER, body=rscp, name="RSCP officer")
    approver = UserFactory(role=Role.BODY_APPROVER, body=rscp, name="RSCP approver")
    silent = UserFactory(role=Role.BODY_APPROVER, body=syp, name="SYP approver")
    held = silent.memberships.get()
    held.starts_on = DECIDED
    held.save()
    call_command("load_clock_rules", stdout=StringIO())
    call_command("load_ladder", stdout=StringIO())

    before = Entry.objects.count()

    # Brought in from a spreadsheet
    story.sign_in(governance)
    story.go("/imports/new/")
    page.get_by_label("Spreadsheet").set_input_files(spreadsheet)
    page.get_by_label("Recommendations", exact=True).check()
    story.day("When was this the position?", date(2022, 5, 12))
    story.press("Look at what it would do")
    story.press("Save all of it")
    assert Recommendation.objects.count() == 7

    # Decided in one go
    story.go("/meetings/OSMB-2022-05-27/")
    story.press("Record decisions")
    story.look()
    for ref in ("R1", "R3"):
        page.get_by_role("row").filter(has_text=f"RSCP-2022-{ref}").get_by_role("checkbox").check()
    story.press("Continue")
    page.get_by_label("Minute number").fill("5")
    page.get_by_label("What the meeting resolved").fill("That both be adopted, and forwarded.")
    page.get_by_label("The minutes are still a draft").check()
    first, third = page.locator("section.app-part").all()
    first.get_by_label("Agreed with changes").check()
    first.get_by_text("If the words were changed").click()
    first.get_by_label("Words as agreed").fill("Induct every councillor within six weeks.")
    third.get_by_label("Agreed", exact=True).check()
    story.look()
    story.press("Record the decisions")
    story.says("Recorded under minute 5: 2 recommendations.")
    story.look()
    story.press("Confirm the minutes")
    story.look()
    story.press("Confirm them")

    # Forwarded, with a letter to each body
    story.go("/forward/")
    story.look()
    for box in page.get_by_role("checkbox").all():
        box.check()
    story.press("Continue")
    story.day("Date of the notice", DECIDED)
    story.day("Received on (optional)", RECEIVED)
    story.look()
    story.press("Forward, and draft the letters")
    story.says("2 letters are drafted")
    story.look()
    for body in ("RSCP", "SYP"):
        story.go("/letters/")
        cell = page.get_by_role("cell", name=body, exact=True)
        page.get_by_role("row").filter(has=cell).get_by_role("link").first.click()
        expect(page.get_by_role("button", name="Send")).to_be_visible()
        story.look()
        story.press("Send")
        story.press("Send")
        story.says("Sent to")
    assert Mail.objects.count() == 2

    # The partnership answers; the police do not
    story.sign_in(approver)
    one = Recommendation.objects.get(ref="RSCP-2022-R1")
    story.go(f"/referrals/{one.referrals.get().pk}/respond/")
    page.get_by_label("Accepted", exact=True).check()
    page.get_by_label("The response").fill("We accept it, and begin in July.")
    page.get_by_label("Who decided? (post)").fill("Partnership executive")
    story.day("Day of the answer", date(2022, 7, 4))
    story.press("Send response")
    assert Recommendation.objects.get(pk=one.pk).status == "accepted"

    # Planned, and begun
    story.sign_in(officer)
    story.go("/recommendations/RSCP-2022-R1/actions/new/")
    page.get_by_label("Short title").fill("Hold an induction for every councillor")
    page.get_by_label("Lead body").select_option("RSCP")
    story.day("Due on", today + timedelta(days=200))
    story.day("Planned on", date(2022, 7, 20))
    story.press("Add action")
    action = Action.objects.get()
    story.says("waits for the approver")
    for person, step in ((approver, "Approve those chosen"), (governance, "Agree those chosen")):
        story.sign_in(person)
        story.go("/recommendations/RSCP-2022-R1/plan/")
        story.look()
        page.get_by_role("checkbox", name=action.ref).check()
        story.press(step)
    assert Action.objects.get().plan_standing == "agreed"
    story.sign_in(approver)
    story.go("/recommendations/RSCP-2022-R1/move/?step=start")
    page.get_by_label("What effect is intended?").fill("Councillors know what to do.")
    page.get_by_label("How will we know").fill("A survey of them each year.")
    story.press("Record it")

    # Three cycles of updates
    story.sign_in(officer)
    for on, words in (
        (today - timedelta(days=190), "The first twenty were inducted in September."),
        (today - timedelta(days=100), "Another thirty were inducted by December."),
    ):
        story.go(f"/actions/{action.ref}/update/")
        page.get_by_label("What has been done").fill(words)
        page.get_by_label("In progress").check()
        story.day("As at which day?", on)
        story.press("Save update")
    story.go("/my-work/updates/")
    story.look()
    story.pressed = 0
    story.press("One after another")
    story.look()
    page.get_by_label("What has been done").fill("All sixty-three have been inducted by now.")
    story.press("Save and next")
    story.says("waits for approval")
    assert story.pressed <= 6
    story.sign_in(approver)
    story.go(f"/my-work/updates/{wanting.ref}/")
    story.look()
    story.press("Approve the chosen")
    story.says("1 approved.")

    # The silent body is reminded, then it climbs the ladder
    silent_ref = Recommendation.objects.get(ref="RSCP-2022-R3").referrals.get()
    sent = [remind(silent_ref.due_on + timedelta(days=number)) for number in (-14, -7, -1, 1, 2)]
    assert [said.split(",")[0] for said in sent] == ["1 sent"] * 4 + ["0 sent"]
    assert {mail.to for mail in Mail.objects.filter(kind="reminder")} == {silent}
    story.sign_in(governance)
    story.go("/governance/escalations/")
    story.look()
    page.get_by_role("link", name="Raise or hold RSCP-2022-R3").click()
    expect(page.get_by_label("Draft a letter to them")).to_be_visible()
    story.look()
    page.get_by_label("Draft a letter to them").check()
    story.press("Continue")
    story.look()
    story.press("Send")
    page.get_by_label("By post").check()
    story.press("Send")
    story.go("/governance/escalations/")
    page.get_by_role("row").filter(has_text="Raised").get_by_role("link").first.click()
    page.get_by_label("What came of it?").fill("They came, and will answer in June.")
    story.look()
    story.press("Record it")

    # Claimed, returned, claimed again, verified
    for words, evidence in (("All of it.", "The list of names held"), ("All of it, and used.", "")):
        story.sign_in(officer)
        story.go(f"/actions/{action.ref}/update/")
        page.get_by_label("What has been done").fill(words)
        page.get_by_label("Done, ready to be checked").check()
        page.get_by_text("If it is done").click()
        story.day("When was it completed?", today)
        page.get_by_label("What effect has it had?").fill("Councillors know what to do.")
        page.get_by_text("Add evidence").click()
        page.get_by_label("What it shows").fill(evidence or "The survey of councillors")
        page.get_by_label("How strong is it?").select_option("outcome-shown")
        page.get_by_label("Link", exact=True).fill("https://example.org/survey")
        story.press("Save update")
        story.sign_in(second)
        story.go(f"/actions/{action.ref}/check/")
        if evidence:
            page.get_by_label("No: send it back").check()
            page.get_by_label("What you saw, or what is missing").fill("Show that it is used.")
        else:
            page.get_by_label("Yes: we have seen").check()
        story.press("Record decision")
    assert Action.objects.get().status == "verified"

    # Closed by a decision, with a day on which to look again
    story.sign_in(approver)
    story.go("/recommendations/RSCP-2022-R1/move/?step=report-complete")
    page.get_by_label("What effect has it had?").fill("Councillors know what to do.")
    story.press("Record it")
    Recommendation.objects.get(ref="RSCP-2022-R1", status="reported-complete")
    story.sign_in(governance)
    MeetingFactory(ref="OSMB-TODAY", body=board, held_on=today, title="")
    story.go("/meetings/OSMB-TODAY/decisions/?on=RSCP-2022-R1")
    page.get_by_label("Minute number").fill("9")
    page.get_by_label("What the meeting resolved").fill("That it be signed off.")
    page.get_by_label("Signed off and closed").check()
    page.get_by_label("Implemented", exact=True).check()
    page.get_by_label("Impact shown", exact=True).check()
    story.day("Look at it again on (optional)", today + timedelta(days=365))
    story.look()
    story.press("Record the decisions")
    closed = Recommendation.objects.get(ref="RSCP-2022-R1")
    assert (closed.status, closed.follow_up_on) == ("closed", today + timedelta(days=365))

    # The log tells the whole story, in order
    entries = Entry.objects.filter(sequence__gt=before).exclude(model__startswith="accounts.")
    told = entries.exclude(model="bodies.meeting").order_by("sequence")
    assert list(dict.fromkeys(told.values_list("verb", flat=True))) == STORY
    assert told.last().verb == "record_decisions"
    call_command("verify_audit", stdout=StringIO())
    assert story.faults == []


STORY = [
    "preview", "confirm", "record_decisions", "confirm_minutes", "forward_several",
    "draft_notices", "send", "settle_mail", "answer", "add", "approve_plan",
    "agree_plan", "start", "post_update", "remind", "raise_late", "settle", "return_claim",
    "verify", "report_complete",
]  # fmt: skip
