"""Giving a file with an update: kept when the update is, gone when it is not."""

import stat
import sys
import threading
import time
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from recommendations.files import store
from recommendations.models import Evidence, ProgressUpdate
from recommendations.workflow import action as workflow
from tests.factories import ActionFactory, BodyFactory, EvidenceFactory, UserFactory
from tests.recommendations.sample_files import KEPT, pdf, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(as_role):
    return as_role(Role.BODY_OFFICER, BodyFactory(police=True))


@pytest.fixture
def action(officer):
    return ActionFactory(
        lead_body=officer.person.memberships.get().body, ref="A-R1.1", in_progress=True
    )


def address(action):
    return f"/actions/{action.ref}/update/"


def typed(action, file, **more):
    return {
        "version": action.version,
        "done": "The forum met twice, and its views changed the plan.",
        "status": action.status,
        "evidence_title": "Minutes of the forum",
        "evidence_file": file,
        **more,
    }


def in_store():
    return [path.read_bytes() for _, path in store.stored()]


def errors(response):
    return response.context["form"].errors


@pytest.fixture
def scanner(tmp_path, settings):
    """A function that makes a command of `body`, a few lines of Python, the scanner."""

    def use(body):
        script = tmp_path / "scanner.py"
        script.write_text(f"import sys, time\ndata = sys.stdin.buffer.read()\n{body}\n")
        settings.EVIDENCE_SCAN_COMMAND = [sys.executable, str(script)]

    return use


def test_file_is_kept_with_what_is_known_of_it(officer, action):
    data, content_type = KEPT["counts.xlsx"]

    response = officer.post(address(action), typed(action, upload(data, "Counts 2026.XLSX")))

    assert response.headers["Location"] == action.get_absolute_url()
    evidence = action.evidence.get()
    assert (evidence.kind, evidence.file_name) == ("file", "Counts 2026.xlsx")
    assert (evidence.content_type, evidence.size) == (content_type, len(data))
    assert evidence.sha256 == sha256(data).hexdigest()
    assert (evidence.scanned_on, evidence.visibility) == (None, "")
    assert evidence.update == action.updates.get()
    assert in_store() == [data]


def test_stored_file_is_for_the_service_alone_under_a_name_that_says_nothing(officer, action):
    officer.post(address(action), typed(action, upload(pdf(), "minutes.pdf")))

    stored_as = action.evidence.get().stored_as
    path = store.path_of(stored_as)
    assert stored_as[:2] == stored_as[3:5]
    assert "minutes" not in stored_as
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(store.root().stat().st_mode) == 0o700


def test_file_counts_as_evidence_for_a_claim(officer, action):
    day = timezone.localdate()
    claim = {
        "status": "reported-complete",
        "evidence_strength": "document",
        "effect": "Plans changed.",
        "completed_on_day": day.day,
        "completed_on_month": day.month,
        "completed_on_year": day.year,
    }

    officer.post(address(action), typed(action, upload(pdf()), **claim))

    action.refresh_from_db()
    assert action.status == "reported-complete"


def test_refused_file_is_said_at_its_field_and_nothing_is_kept(officer, action):
    response = officer.post(address(action), typed(action, upload(b"<svg/>", "plan.pdf")))

    assert list(errors(response)) == ["evidence_file"]
    assert "drawing that can run scripts" in errors(response)["evidence_file"][0]
    assert "The forum met twice" in response.content.decode()
    assert not ProgressUpdate.objects.exists()
    assert in_store() == []


def test_empty_file_is_refused(officer, action):
    response = officer.post(address(action), typed(action, upload(b"")))

    assert errors(response) == {"evidence_file": ["The file is empty. Choose another one."]}


def test_file_may_be_as_large_as_the_setting_says_and_no_larger(officer, action, settings):
    settings.EVIDENCE_MAX_MB = 1
    words = b"x" * 1024 * 1024

    response = officer.post(address(action), typed(action, upload(words + b"x", "notes.txt")))
    assert "larger than 1 MB" in errors(response)["evidence_file"][0]
    assert "up to 1 MB" in response.content.decode()

    officer.post(address(action), typed(action, upload(words, "notes.txt")))
    assert action.evidence.get().size == len(words)


def test_when_something_else_is_to_be_mended_the_file_is_asked_for_again(officer, action):
    response = officer.post(address(action), typed(action, upload(pdf()), done="", next="Soon"))

    assert set(errors(response)) == {"done", "evidence_file"}
    assert errors(response)["evidence_file"][0].startswith("Choose the file again")
    page = response.content.decode()
    assert "Minutes of the forum" in page
    assert "Soon" in page
    assert in_store() == []


def test_when_a_rule_refuses_the_file_is_asked_for_again(officer, action):
    workflow.report_complete(
        action,
        completed_on=timezone.localdate(),
        effect="Done.",
        by=officer.person,
        evidence=[{"kind": "link", "title": "x", "url": "https://example.org/"}],
    )
    action.refresh_from_db()

    response = officer.post(address(action), typed(action, upload(pdf()), status="in-progress"))

    assert "evidence_file" in errors(response)
    assert in_store() == []


@pytest.mark.parametrize(
    "other", [{"evidence_url": "https://example.org/minutes"}, {"evidence_held_by": "body"}]
)
def test_evidence_is_one_thing(officer, action, other):
    if "evidence_held_by" in other:
        other = {"evidence_held_by": action.lead_body.pk}

    response = officer.post(address(action), typed(action, upload(pdf()), **other))

    assert "only one of them" in str(errors(response))
    assert in_store() == []


def test_file_needs_words_on_what_it_shows(officer, action):
    response = officer.post(address(action), typed(action, upload(pdf()), evidence_title=""))

    assert set(errors(response)) == {"evidence_title", "evidence_file"}


def test_nothing_stays_in_the_store_when_saving_fails(officer, action, monkeypatch):
    def fail(*args, **kwargs):
        assert len(in_store()) == 1
        raise RuntimeError("The disk is full")

    monkeypatch.setattr(workflow, "post_update", fail)

    with pytest.raises(RuntimeError):
        officer.post(address(action), typed(action, upload(pdf())))

    assert in_store() == []


def test_file_of_somebody_who_may_not_change_the_action_is_not_looked_at(officer, scanner):
    scanner("raise SystemExit('never asked')")
    other = ActionFactory(in_progress=True)

    response = officer.post(address(other), typed(other, upload(b"<svg/>")))

    assert response.status_code == 404
    assert in_store() == []


def test_scanned_file_says_when(officer, action, scanner):
    scanner("sys.exit(0 if data.startswith(b'%PDF') else 2)")

    officer.post(address(action), typed(action, upload(pdf())))

    assert action.evidence.get().scanned_on == timezone.localdate()
    page = officer.get(action.get_absolute_url()).content.decode()
    assert "Scanned, nothing found, " in page
    assert "Not scanned" not in page


def test_without_a_scanner_the_page_says_so(officer, action):
    officer.post(address(action), typed(action, upload(pdf())))

    page = officer.get(action.get_absolute_url()).content.decode()
    assert "Not scanned" in page
    assert action.evidence.get().sha256 in page


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("sys.exit(1)", "The virus scanner found something"),
        ("sys.exit(2)", "could not be scanned"),
        ("time.sleep(30)", "could not be scanned"),
        ("import os; os.kill(os.getpid(), 9)", "could not be scanned"),
    ],
)
def test_what_the_scanner_does_not_pass_is_not_kept(
    officer, action, scanner, monkeypatch, body, words
):
    monkeypatch.setattr("recommendations.files.scan.SECONDS", 3)
    scanner(body)

    response = officer.post(address(action), typed(action, upload(pdf())))

    assert words in errors(response)["evidence_file"][0]
    assert in_store() == []
    assert not Evidence.objects.exists()


def test_scanner_that_is_not_there_lets_nothing_through(officer, action, settings):
    settings.EVIDENCE_SCAN_COMMAND = ["/nowhere/scanner"]

    response = officer.post(address(action), typed(action, upload(pdf())))

    assert "could not be scanned" in errors(response)["evidence_file"][0]


def test_scanner_sees_no_secrets(officer, action, scanner):
    scanner("import os; sys.exit(0 if set(os.environ) <= {'PATH', 'LC_CTYPE'} else 2)")

    officer.post(address(action), typed(action, upload(pdf())))

    assert action.evidence.count() == 1


@pytest.mark.django_db(transaction=True)
def test_slow_scan_keeps_nobody_from_writing(scanner, tmp_path):
    started, go_on = tmp_path / "started", tmp_path / "go-on"
    scanner(
        f"open({str(started)!r}, 'w').close()\nimport os\n"
        f"while not os.path.exists({str(go_on)!r}): time.sleep(0.01)"
    )
    body = BodyFactory(police=True)
    officer = UserFactory(role=Role.BODY_OFFICER, body=body)
    action, other = (ActionFactory(lead_body=body, in_progress=True) for _ in range(2))

    def give():
        client = Client()
        client.force_login(officer)
        client.post(address(action), typed(action, upload(pdf())))
        connection.close()

    giving = threading.Thread(target=give)
    giving.start()
    try:
        until = time.monotonic() + 20
        while not started.exists() and time.monotonic() < until:
            time.sleep(0.01)
        workflow.post_update(other, done="Written meanwhile.", by=officer)
        waited = giving.is_alive()
    finally:
        go_on.touch()
        giving.join()

    assert waited
    assert other.updates.count() == 1
    assert action.evidence.get().scanned_on == timezone.localdate()


def test_evidence_entered_in_error_counts_for_no_claim(officer, action):
    EvidenceFactory(action=action, void=True)

    with pytest.raises(workflow.NotAllowed, match="Add evidence"):
        workflow.report_complete(
            action, completed_on=timezone.localdate(), effect="Done.", by=officer.person
        )
