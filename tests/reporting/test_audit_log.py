"""The log as each role reads it, found, paged, exported; and the page that verifies."""

import csv
import io
import os
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from accounts.visibility import Visibility
from audit import triggers
from audit.models import Entry, Verification
from audit.record import Act, record
from audit.verifying import kept
from recommendations.models import Theme
from recommendations.workflow import action as workflow
from recommendations.workflow import classification
from reporting.audit_log import log, words
from tests import factories
from tests.audit.test_seal import address_of_this_database as address_of_this_database

pytestmark = pytest.mark.django_db

LOG, EXPORT, VERIFY = "/audit/", "/audit/export/", "/audit/verify/"


def sequences(answer):
    return [line.entry.sequence for line in answer.context["lines"]]


def themes(number, by=None, reason=""):
    for n in range(number):
        record(Theme(slug=f"theme-{n}", name=f"Theme {n}"), Act(by=by, reason=reason))


def test_an_entry_is_told_in_words(as_role):
    auditor = as_role(Role.AUDITOR)
    police = factories.BodyFactory(short_name="SYP", police=True)
    officer = factories.UserFactory(role=Role.BODY_OFFICER, body=police, name="SYP officer")
    action = factories.ActionFactory(in_progress=True, lead_body=police)
    workflow.post_update(action, done="Trained all", status="in-progress", by=officer)

    answer = auditor.get(LOG)

    line = answer.context["lines"][0]
    assert (line.who, line.entry.role, line.entry.body) == ("SYP officer", "Body officer", "SYP")
    assert (line.done, line.thing, line.ref, line.way) == (
        "Posted an update",
        "Action",
        action.ref,
        "Command",
    )
    page = answer.content.decode()
    assert line.entry.hash in page
    assert f'href="{line.url}"' in page
    assert auditor.get(line.url).status_code == 200


def test_an_empty_log_says_so(as_role, client):
    """Whoever reads it has an entry, so it is asked for a number before the first."""
    answer = as_role(Role.AUDITOR).get(LOG, {"before": 1})

    assert sequences(answer) == []
    assert "There are no entries on this page" in answer.content.decode()


def test_pages_go_from_a_number_on_without_a_gap(as_role):
    auditor = as_role(Role.AUDITOR)
    themes(2 * log.PER_PAGE)
    newest = Entry.objects.order_by("-sequence").first().sequence

    first = auditor.get(LOG)
    assert sequences(first) == list(range(newest, newest - log.PER_PAGE, -1))
    assert first.context["newer"] is None

    second = auditor.get(LOG, {"before": first.context["older"]})
    assert sequences(second)[0] == sequences(first)[-1] - 1

    third = auditor.get(LOG, {"before": second.context["older"]})
    assert sequences(third)[-1] == 1
    assert third.context["older"] is None

    back = auditor.get(LOG, {"after": third.context["newer"]})
    assert sequences(back) == sequences(second)
    front = auditor.get(LOG, {"after": back.context["newer"]})
    assert sequences(front) == sequences(first)
    assert front.context["newer"] is None


@pytest.mark.parametrize("words", ["x", "-1", "1.5", "9" * 40, "²"])
def test_a_number_that_is_none_is_passed_over(words, as_role):
    assert as_role(Role.AUDITOR).get(LOG, {"before": words}).status_code == 200


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN])
def test_a_longer_page_asks_no_more(role, as_role):
    reader = as_role(role)
    themes(1)
    reader.get(LOG)
    with CaptureQueriesContext(connection) as few:
        reader.get(LOG, {"verb": "add", "actor": "none"})
    for n in range(40):
        record(Theme(slug=f"more-{n}", name=f"More {n}"), Act())
    with CaptureQueriesContext(connection) as many:
        reader.get(LOG, {"verb": "add", "actor": "none"})

    assert len(many) == len(few)


@pytest.fixture
def varied(as_role):
    """One entry by an officer for a body, one by a command, one long ago; the client reads all."""
    reader = as_role(Role.AUDITOR)
    police = factories.BodyFactory(short_name="SYP", police=True)
    officer = factories.UserFactory(role=Role.BODY_OFFICER, body=police, name="SYP officer")
    record(Theme(slug="by-officer", name="A"), Act(by=officer, reason="Wanted"))
    record(Theme(slug="by-command", name="B"), Act())
    reader.officer = officer
    return reader


def refs(answer):
    return [line.entry.ref for line in answer.context["lines"]]


def test_the_log_is_narrowed_by_each_filter(varied):
    today = timezone.localdate().isoformat()
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()

    assert refs(varied.get(LOG, {"ref": "by-officer"})) == ["by-officer"]
    assert refs(varied.get(LOG, {"ref": " BY-OFFICER "})) == ["by-officer"]
    assert refs(varied.get(LOG, {"ref": "by-off"})) == []
    assert refs(varied.get(LOG, {"actor": varied.officer.pk})) == ["by-officer"]
    assert "by-officer" not in refs(varied.get(LOG, {"actor": "none"}))
    assert refs(varied.get(LOG, {"body": "SYP"})) == ["by-officer"]
    assert refs(varied.get(LOG, {"verb": "add", "ref": "by-command"})) == ["by-command"]
    assert refs(varied.get(LOG, {"route": "page"})) == []
    assert len(refs(varied.get(LOG, {"route": "command"}))) == Entry.objects.count()
    assert len(refs(varied.get(LOG, {"since": today, "until": today}))) == Entry.objects.count()
    assert refs(varied.get(LOG, {"until": yesterday})) == []
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert refs(varied.get(LOG, {"since": tomorrow})) == []


def test_bodies_and_verbs_to_choose_are_those_of_the_log(varied):
    form = varied.get(LOG).context["filter"]

    assert [value for value, _ in form.fields["body"].choices] == ["", "SYP"]
    assert [value for value, _ in form.fields["verb"].choices] == ["", "add"]


def test_a_person_with_two_bodies_is_found_under_each(as_role):
    reader = as_role(Role.AUDITOR)
    first, second = (factories.BodyFactory(short_name=name) for name in ("RMBC", "SYP"))
    person = factories.UserFactory(role=Role.BODY_OFFICER, body=first)
    factories.MembershipFactory(user=person, body=second, role=Role.BODY_OFFICER)
    person = type(person).objects.get(pk=person.pk)
    record(Theme(slug="of-both", name="A"), Act(by=person))

    assert refs(reader.get(LOG, {"body": "SYP"})) == ["of-both"]
    assert refs(reader.get(LOG, {"body": "RMBC"})) == ["of-both"]


@pytest.mark.parametrize(
    "nonsense",
    [{"actor": "x"}, {"body": "None such"}, {"verb": "'; --"}, {"route": "x"}, {"since": "31-2"}],
)
def test_nonsense_finds_nothing_and_says_so(nonsense, varied):
    answer = varied.get(LOG, nonsense)

    assert answer.status_code == 200
    assert refs(answer) == []
    assert answer.context["filter"].errors


@pytest.fixture
def hidden():
    """A restricted recommendation with its action, and what was said to be the reason."""
    recommendation = factories.RecommendationFactory(
        restricted=True, ref="HIDDEN-2022-R1", restricted_to="|nobody|"
    )
    factories.ActionFactory(recommendation=recommendation, restricted=True, ref="HIDDEN-2022-R1.1")
    recommendation.title = "Changed"
    record(recommendation, Act(reason="The secret reason"))
    return recommendation


def about(answer, label):
    """Lines about things of one model, newest first."""
    return [line for line in answer.context["lines"] if line.entry.model == label]


def test_an_administrator_reads_that_something_was_done_and_not_to_what(hidden, as_role):
    page = as_role(Role.ADMIN).get(LOG)

    line = about(page, "recommendations.recommendation")[0]
    words = page.content.decode()
    assert (line.withheld, line.ref, line.reason, line.url) == (True, "Withheld", "Withheld", "")
    assert line.entry.hash in words
    assert "HIDDEN" not in words
    assert "secret reason" not in words
    auditors = as_role(Role.AUDITOR).get(LOG)
    assert "HIDDEN-2022-R1" in auditors.content.decode()
    assert "The secret reason" in auditors.content.decode()


def test_the_filter_does_not_reveal_a_reference(hidden, as_role):
    administrator = as_role(Role.ADMIN)

    assert refs(administrator.get(LOG, {"ref": hidden.ref})) == []
    assert refs(administrator.get(LOG, {"ref": f"{hidden.ref}.1"})) == []
    assert hidden.ref not in administrator.get(EXPORT).getvalue().decode()
    assert len(refs(as_role(Role.AUDITOR).get(LOG, {"ref": hidden.ref}))) >= 2


def test_the_filter_finds_what_may_be_read(as_role):
    action = factories.ActionFactory()

    found = as_role(Role.ADMIN).get(LOG, {"ref": action.ref})

    assert set(refs(found)) == {action.ref}
    assert not any(line.withheld for line in found.context["lines"])


def test_what_was_restricted_when_it_was_written_stays_withheld(hidden, as_role):
    governance = factories.UserFactory(role=Role.GOVERNANCE)
    factories.ReferralFactory(recommendation=hidden, body=factories.BodyFactory())
    classification.classify([hidden], visibility=Visibility.PUBLIC, by=governance)

    page = as_role(Role.ADMIN).get(LOG)

    newest, *before = about(page, "recommendations.recommendation")
    assert (newest.entry.verb, newest.withheld) == ("classify", False)
    assert [line.withheld for line in before] == [True] * len(before)
    # It was sent to a body while nobody but that body might read of it.
    (referral,) = about(page, "recommendations.referral")
    assert referral.withheld


def test_what_was_restricted_later_is_withheld_from_its_beginning(as_role):
    governance = factories.UserFactory(role=Role.GOVERNANCE)
    recommendation = factories.RecommendationFactory(ref="ONCE-R1")
    body = factories.BodyFactory()
    classification.classify(
        [recommendation], visibility=Visibility.RESTRICTED, restricted_to=[body], by=governance
    )

    answer = as_role(Role.ADMIN).get(LOG)

    assert "ONCE-R1" not in answer.content.decode()


def exported(client, **asked):
    answer = client.get(EXPORT, asked)
    assert answer["Content-Disposition"] == 'attachment; filename="audit-log.csv"'
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_export_is_what_the_filters_leave_over_all_pages(as_role, monkeypatch):
    monkeypatch.setattr(log, "_AT_ONCE", 7)
    auditor = as_role(Role.AUDITOR)
    themes(20, reason="Wanted")

    rows = exported(auditor, ref="theme-3")
    assert [(row["Reference"], row["What was done"]) for row in rows] == [("theme-3", "Added")]

    rows = exported(auditor)
    assert [int(row["Entry"]) for row in rows] == list(range(Entry.objects.count(), 0, -1))
    assert rows[0]["Hash"] == Entry.objects.get(pk=rows[0]["Entry"]).hash


def test_the_export_holds_no_formula(as_role):
    auditor = as_role(Role.AUDITOR)
    themes(1, reason="=HYPERLINK(1)")

    assert exported(auditor)[0]["Reason"] == "'=HYPERLINK(1)"


def test_the_page_verifies_and_keeps_what_came_of_it(as_role):
    auditor = as_role(Role.AUDITOR)
    before = auditor.get(VERIFY)
    assert "Nobody has verified" in before.content.decode()

    answer = auditor.post(VERIFY, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(VERIFY, 302)]
    assert "Holds" in page
    assert auditor.person.name in page
    last = Verification.objects.get()
    assert (last.holds, last.last) == (True, Entry.objects.count())
    assert last.head == Entry.objects.order_by("-sequence").first().hash
    assert "Refresh" not in answer


@pytest.mark.tampers
def test_the_page_says_which_entry_is_the_first_that_does_not_fit(as_role):
    auditor = as_role(Role.AUDITOR)
    themes(3)
    triggers.lift()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET reason = 'x' WHERE sequence = 2")

    page = auditor.post(VERIFY, follow=True).content.decode()

    assert "The first entry that does not fit is <strong>2</strong>" in page
    assert "Broken" in page
    assert "triggers are missing" in page


def test_a_run_that_goes_on_is_looked_at_again_until_the_reader_stops_that(as_role):
    auditor = as_role(Role.AUDITOR)
    going_on = kept.begin("Somebody")

    watched = auditor.get(VERIFY, {"watch": "1"})
    assert watched["Refresh"] == "3"
    assert "Stop looking again" in watched.content.decode()
    still = auditor.get(VERIFY)
    assert "Refresh" not in still
    assert "Verify now" not in still.content.decode()
    # A second one is not begun beside it.
    assert auditor.post(VERIFY)["Location"] == f"{VERIFY}?watch=1"
    assert Verification.objects.count() == 1

    going_on.asked_at -= timedelta(hours=1)
    going_on.save()
    assert "Verify now" in auditor.get(VERIFY).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_long_record_is_verified_in_a_process_of_its_own(as_role, monkeypatch):
    auditor = as_role(Role.AUDITOR)
    monkeypatch.setattr(kept, "WHILE_ONE_WAITS", 0)
    monkeypatch.setenv("DATABASE_URL", address_of_this_database())
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    assert os.environ["DJANGO_SETTINGS_MODULE"]

    answer = auditor.post(VERIFY)

    assert answer["Location"] == f"{VERIFY}?watch=1"
    until = time.monotonic() + 60
    while kept.running() and time.monotonic() < until:
        time.sleep(0.2)
    assert Verification.objects.get().holds


def test_only_those_who_read_the_log_have_it_in_their_menu(as_role):
    assert 'href="/audit/"' in as_role(Role.GOVERNANCE).get("/").content.decode()
    member = as_role(Role.MEMBER, factories.BodyFactory(committee=True))
    assert 'href="/audit/"' not in member.get("/").content.decode()


@pytest.mark.parametrize(
    ("verb", "words_"), [("post_update", "Posted an update"), ("weigh_anew", "Weigh anew")]
)
def test_a_verb_is_told_in_words_whether_or_not_it_has_any_here(verb, words_):
    assert words.done(verb) == words_


@pytest.mark.parametrize(
    ("day", "word"), [("1", "No entries match"), ("99", "until the filter is")]
)
def test_filter_by_date_stands_open_and_can_be_cleared(as_role, day, word):
    page = as_role(Role.AUDITOR).get(
        LOG, {"until_day": day, "until_month": "1", "until_year": "1999"}
    )

    assert page.context["filter"].asked
    assert word in page.content.decode()
    assert "<details open>" in page.content.decode()
