"""A file of evidence: opened by those who may see it, replaced and never overwritten."""

import os
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from audit.refusal import NotAllowed
from recommendations.files import store
from recommendations.models import Evidence
from recommendations.workflow import evidence as workflow
from tests.exported import rows_for
from tests.factories import ActionFactory, BodyFactory, EvidenceFactory, UserFactory
from tests.recommendations.sample_files import KEPT, pdf, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def police():
    return BodyFactory(police=True)


@pytest.fixture
def officer(as_role, police):
    return as_role(Role.BODY_OFFICER, police)


@pytest.fixture
def action(police):
    return ActionFactory(lead_body=police, in_progress=True)


@pytest.fixture
def evidence(action):
    return EvidenceFactory(action=action, file=True)


def file_of(evidence):
    return f"/evidence/{evidence.pk}/file/"


def replacing(evidence):
    return f"/evidence/{evidence.pk}/replace/"


def body_of(response):
    return b"".join(response.streaming_content)


def test_file_is_given_back_byte_for_byte_to_be_saved(officer, action):
    data, content_type = KEPT["room.jpg"]
    evidence = EvidenceFactory(
        action=action, file=True, content=data, file_name="Café.jpg", content_type=content_type
    )

    response = officer.get(file_of(evidence))

    assert response.headers["Content-Type"] == content_type
    name = "attachment; filename*=utf-8''Caf%C3%A9.jpg"
    assert response.headers["Content-Disposition"] == name
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Length"] == str(len(data))
    assert body_of(response) == data


def test_file_is_read_in_pieces(officer, action):
    evidence = EvidenceFactory(action=action, file=True, content=b"x" * 1_000_000)

    pieces = list(officer.get(file_of(evidence)).streaming_content)

    assert max(map(len, pieces)) <= 64 * 1024
    assert sum(map(len, pieces)) == 1_000_000


@pytest.mark.parametrize(
    ("role", "fields", "status"),
    [
        (Role.MEMBER, {}, 200),
        (Role.MEMBER, {"exempt": True}, 404),
        (Role.MEMBER, {"restricted": True}, 404),
        (Role.MEMBER, {"not_classified": True}, 404),
        (Role.BODY_OFFICER, {"not_classified": True}, 200),
        (Role.BODY_OFFICER, {"exempt": True}, 200),
        (Role.BODY_OFFICER, {"restricted": True}, 404),
        (Role.GOVERNANCE, {"restricted": True}, 200),
        (Role.GOVERNANCE, {"void": True}, 404),
        (Role.AUDITOR, {"exempt": True}, 200),
        (Role.ADMIN, {"exempt": True}, 404),
    ],
)
def test_file_is_for_those_who_may_see_the_evidence(as_role, police, action, role, fields, status):
    evidence = EvidenceFactory(action=action, file=True, **fields)
    client = as_role(role, police if role == Role.BODY_OFFICER else None)

    response = client.get(file_of(evidence))

    assert response.status_code == status
    assert (response.getvalue() == b"What the forum said.") is (status == 200)
    page = client.get(action.get_absolute_url()).content.decode()
    assert (file_of(evidence) in page) is (status == 200)
    assert (evidence.sha256 in page) is (status == 200)


@pytest.mark.parametrize("kind", [{}, {"held": True}])
def test_evidence_without_a_file_has_none(officer, action, kind):
    assert officer.get(file_of(EvidenceFactory(action=action, **kind))).status_code == 404


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(b"What the forum sain."),
        lambda path: path.write_bytes(b"What"),
        lambda path: path.unlink(),
    ],
    ids=["changed", "cut", "gone"],
)
def test_file_that_is_not_what_was_given_is_not_served(officer, evidence, harm, caplog):
    harm(store.path_of(evidence.stored_as))

    response = officer.get(file_of(evidence))

    assert response.status_code == 500
    assert "is not handed out" in response.content.decode()
    assert f"Evidence {evidence.pk} is not served" in caplog.text


@pytest.mark.parametrize("place", ["../../secret", "/etc/passwd", "ab/" + "x" * 32])
def test_nothing_outside_the_store_is_opened(place):
    with pytest.raises(store.Unlike):
        store.open_unchanged(place, size=1, sha256="")


def test_replacing_keeps_the_earlier_version(officer, action, evidence):
    page = officer.get(action.get_absolute_url()).content.decode()
    assert replacing(evidence) in page

    response = officer.post(
        replacing(evidence),
        {"version": 1, "file": upload(pdf()), "title": "Final minutes", "reason": "A draft."},
    )

    assert response.headers["Location"] == action.get_absolute_url()
    new = Evidence.objects.get(replaces=evidence)
    assert (new.title, new.file_name, new.update) == ("Final minutes", "minutes.pdf", None)
    assert new.history.get().history_change_reason == "A draft."
    assert evidence.history.count() == 1
    assert body_of(officer.get(file_of(new))) == pdf()
    assert body_of(officer.get(file_of(evidence))) == b"What the forum said."
    page = officer.get(action.get_absolute_url()).content.decode()
    assert "1 earlier version" in page
    assert page.index(new.sha256) < page.index(evidence.sha256)
    assert replacing(evidence) not in page


def test_replacing_says_what_is_missing_or_wrong(officer, evidence):
    address = replacing(evidence)

    nothing = officer.post(address, {"version": 1, "title": "", "reason": ""})
    wrong = officer.post(
        address, {"version": 1, "file": upload(b"MZ\0"), "title": "x", "reason": "y"}
    )
    half = officer.post(address, {"version": 1, "file": upload(pdf()), "title": "x", "reason": ""})

    assert set(nothing.context["form"].errors) == {"file", "title", "reason"}
    assert "This is a program" in wrong.context["form"].errors["file"][0]
    assert "Choose the file again" in half.context["form"].errors["file"][0]
    assert Evidence.objects.get() == evidence


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("", "")),
        ({"exempt": True}, ("exempt", "")),
        ({"restricted": True, "restricted_to": "|rscp|"}, ("restricted", "|rscp|")),
    ],
)
def test_new_version_is_read_by_no_more_people_than_the_earlier(action, fields, expected):
    evidence = EvidenceFactory(action=action, file=True, **fields)
    governance = UserFactory(role=Role.GOVERNANCE)

    new = replaced(evidence, by=governance)

    assert (new.visibility, new.restricted_to) == expected


def replaced(evidence, by):
    stored_as, size, sha256 = store.write([b"Another."])
    file = {
        "file_name": "minutes.txt",
        "content_type": "text/plain",
        "size": size,
        "sha256": sha256,
        "stored_as": stored_as,
    }
    return workflow.replace_file(evidence, file=file, title="Minutes", reason="A draft.", by=by)


def test_file_is_replaced_once_and_the_latest_is_replaced_next(police, evidence):
    officer = UserFactory(role=Role.BODY_OFFICER, body=police)
    second = replaced(evidence, by=officer)

    with pytest.raises(NotAllowed, match="replaced already"):
        replaced(evidence, by=officer)
    third = replaced(second, by=officer)

    assert third.replaces.replaces == evidence


@pytest.mark.parametrize("status", ["verified", "cancelled"])
def test_what_governance_settled_stays_as_it_was_seen(police, status):
    action = ActionFactory(lead_body=police, **{status: True})
    evidence = EvidenceFactory(action=action, file=True)

    with pytest.raises(NotAllowed, match="its evidence stays as it is"):
        replaced(evidence, by=UserFactory(role=Role.GOVERNANCE))


def test_link_is_not_replaced_by_a_file(officer, action):
    link = EvidenceFactory(action=action)

    assert officer.get(replacing(link)).status_code == 404
    with pytest.raises(NotAllowed, match="Only a file"):
        replaced(link, by=officer.person)


def test_others_replace_nothing(as_role, evidence):
    stranger = as_role(Role.BODY_OFFICER)
    given = {"version": 1, "file": upload(pdf()), "title": "x", "reason": "y"}

    assert stranger.get(replacing(evidence)).status_code == 404
    assert stranger.post(replacing(evidence), given).status_code == 404
    with pytest.raises(NotAllowed):
        replaced(evidence, by=stranger.person)
    assert Evidence.objects.get() == evidence


def test_member_sees_no_link_to_replace(as_role, action, evidence):
    page = as_role(Role.MEMBER).get(action.get_absolute_url()).content.decode()

    assert file_of(evidence) in page
    assert replacing(evidence) not in page


def test_who_may_not_see_the_new_version_sees_the_earlier_one_alone(as_role, action, evidence):
    new = replaced(evidence, by=UserFactory(role=Role.GOVERNANCE))

    page = as_role(Role.MEMBER).get(action.get_absolute_url()).content.decode()

    assert file_of(evidence) in page
    assert file_of(new) not in page
    assert "earlier version" not in page


def test_governance_sees_hash_and_scan_where_it_checks(as_role, evidence):
    page = as_role(Role.GOVERNANCE).get(f"/actions/{evidence.action.ref}/check/").content.decode()

    assert evidence.sha256 in page
    assert "Not scanned" in page


def test_file_stands_in_the_trace_of_its_recommendation(as_role, evidence):
    recommendation = evidence.action.recommendation_links.get().recommendation

    page = as_role(Role.MEMBER).get(recommendation.get_absolute_url()).content.decode()

    assert file_of(evidence) in page


def test_export_holds_name_and_hash(evidence):
    new = replaced(evidence, by=UserFactory(role=Role.GOVERNANCE))

    rows = rows_for("evidence").dict

    assert [row["SHA-256"] for row in rows] == [evidence.sha256, new.sha256]
    assert rows[0]["File"] == "minutes.txt"
    assert rows[1]["Replaces the file with SHA-256"] == evidence.sha256


def sweep(**options):
    said = StringIO()
    try:
        call_command("sweep_evidence", stdout=said, **options)
    except CommandError as fault:
        return said.getvalue(), fault.returncode
    return said.getvalue(), 0


def orphan(age=7200):
    stored_as, _, _ = store.write([b"Nobody's."])
    moment = time.time() - age
    os.utime(store.path_of(stored_as), (moment, moment))
    return stored_as


def test_sweep_finds_nothing_where_all_is_well(evidence):
    assert sweep() == ("Every file is there as it was given.\n", 0)


def test_sweep_lists_files_without_evidence_and_deletes_them_when_told(evidence):
    stored_as = orphan()

    assert sweep() == (f"{stored_as}: no evidence speaks of it\n", 1)
    assert store.path_of(stored_as).exists()
    assert sweep(delete=True)[1] == 0
    assert not store.path_of(stored_as).exists()
    assert store.path_of(evidence.stored_as).exists()


def test_sweep_leaves_what_somebody_may_be_saving(evidence):
    orphan(age=0)

    assert sweep(delete=True)[1] == 0
    assert len(list(store.stored())) == 2


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_sweep_names_evidence_whose_file_is_not_what_was_given(evidence, harm):
    path = store.path_of(evidence.stored_as)
    path.unlink() if harm == "gone" else path.write_bytes(b"What the forum sain.")

    said, status = sweep(delete=True)

    assert f"Evidence {evidence.pk} of {evidence.action.ref}" in said
    assert status == 1
