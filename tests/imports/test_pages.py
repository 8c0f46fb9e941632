import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import Role
from imports.models import ImportBatch, State
from recommendations.models import Action, Recommendation
from tests.factories import BodyFactory, RecommendationFactory
from tests.imports.conftest import text_file

pytestmark = pytest.mark.django_db


def upload(client, data, name="register.csv", **fields):
    day = {"effective_on_day": "27", "effective_on_month": "5", "effective_on_year": "2022"}
    fields = {"file": SimpleUploadedFile(name, data), **day, **fields}
    return client.post(reverse("import_new"), fields, follow=True)


@pytest.fixture
def governance(as_role):
    return as_role(Role.GOVERNANCE)


def test_upload_shows_what_it_would_do_and_saves_nothing(governance, follow_up):
    response = upload(governance, follow_up)

    batch = ImportBatch.objects.get()
    assert response.redirect_chain[0][0] == reverse("import_preview", args=[batch.pk])
    assert "Nothing is saved yet" in response.text
    assert "is not a body we know" in response.text
    assert not Recommendation.objects.exists()


def test_confirm_saves_with_the_effective_date_and_links_to_the_result(governance, follow_up):
    upload(governance, follow_up)
    batch = ImportBatch.objects.get()

    response = governance.post(batch.get_absolute_url(), {"confirm": "1"}, follow=True)

    batch.refresh_from_db()
    assert batch.state == State.SAVED
    assert Action.objects.count() == 5
    entry = Recommendation.objects.get(ref="CH-2013-E1").history.get()
    assert (str(entry.effective_on), entry.actor_label) == ("2022-05-27", str(governance.person))
    assert reverse("recommendation_detail", args=["CH-2013-E1"]) in response.text


def test_confirm_twice_saves_once(governance, follow_up):
    upload(governance, follow_up)
    batch = ImportBatch.objects.get()
    governance.post(batch.get_absolute_url(), {"confirm": "1"})

    response = governance.post(batch.get_absolute_url(), {"confirm": "1"}, follow=True)

    assert "This import is saved already." in response.text
    assert Action.objects.count() == 5


def test_confirm_saves_nothing_when_the_register_has_changed(governance, follow_up):
    upload(governance, follow_up)
    batch = ImportBatch.objects.get()
    RecommendationFactory(ref="CH-2013-E1", title="Another title")

    response = governance.post(batch.get_absolute_url(), {"confirm": "1"}, follow=True)

    batch.refresh_from_db()
    assert "The register has changed since" in response.text
    assert (batch.state, batch.counts["changed"]) == (State.PREVIEWED, 1)
    assert Recommendation.objects.count() == 1


def test_preview_with_errors_can_not_be_saved(governance):
    data = text_file(
        [["Ref", "Title", "Due date"], ["A-1", "One", "31/02/2023"], ["A-2", "=1", ""]]
    )

    response = upload(governance, data)
    batch = ImportBatch.objects.get()
    again = governance.post(batch.get_absolute_url(), {"confirm": "1"}, follow=True)
    download = governance.get(reverse("import_to_mend", args=[batch.pk]))

    assert "Use a real one, such as 28/02/2023." in response.text
    assert 'name="confirm"' not in response.text
    assert "There are rows to mend" in again.text
    assert not Recommendation.objects.exists()
    rows = list(load_workbook(io.BytesIO(download.getvalue())).active.values)
    assert rows[0] == ("What to mend", "Row in the file", "Ref", "Title", "Due date")
    assert rows[1][1:] == (2, "A-1", "One", "31/02/2023")
    assert rows[1][0].startswith("Due date: “31/02/2023” is not a date.")
    assert rows[2] == (None, 3, "A-2", "=1", None)


def test_preview_shows_old_and_new_and_filters(governance):
    RecommendationFactory(ref="A-1", title="Old title")
    data = text_file([["Ref", "Title"], ["A-1", "New title"], ["A-2", "Another"]])

    upload(governance, data)
    url = ImportBatch.objects.get().get_absolute_url()
    changed = governance.get(url, {"show": "changed"}).text

    assert "Old title" in changed
    assert "New title" in changed
    assert "Another" not in changed


def test_discard_keeps_a_trace_and_no_rows(governance, follow_up):
    upload(governance, follow_up)
    batch = ImportBatch.objects.get()

    governance.post(batch.get_absolute_url(), {"discard": "1"})

    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == (State.DISCARDED, 0)


def test_preview_of_another_person_is_not_found(governance, follow_up, as_role):
    upload(governance, follow_up)
    url = ImportBatch.objects.get().get_absolute_url()
    other = as_role(Role.ADMIN)

    assert other.get(url).status_code == 404
    assert other.post(url, {"confirm": "1"}).status_code == 404
    assert not Recommendation.objects.exists()


def test_saved_import_may_be_read_but_not_decided_by_another(governance, follow_up, as_role):
    upload(governance, follow_up)
    url = ImportBatch.objects.get().get_absolute_url()
    governance.post(url, {"confirm": "1"})
    other = as_role(Role.ADMIN)

    assert other.get(url).status_code == 200
    assert other.post(url, {"discard": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "register.csv", "The file is empty"),
        (b"<html>", "register.xlsx", "This is a web page, whatever its name says"),
        (b"%PDF-1.4", "register.csv", "This is a PDF"),
    ],
)
def test_upload_that_is_refused_says_so_at_the_file(governance, data, name, words):
    response = upload(governance, data, name)

    assert words in response.text
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BODY_OFFICER, Role.BODY_APPROVER, Role.AUDITOR])
def test_import_is_forbidden_to_others(as_role, role, follow_up):
    client = as_role(role, BodyFactory())

    # An auditor sees what was saved.
    looks = role == Role.AUDITOR
    assert client.get(reverse("import_list")).status_code == (200 if looks else 403)
    assert upload(client, follow_up).status_code == 403


def test_list_takes_as_many_queries_for_one_batch_as_for_three(
    governance, follow_up, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    upload(governance, follow_up)
    with CaptureQueriesContext(connection) as one:
        governance.get(reverse("import_list"))
    number = len(one)
    upload(governance, follow_up)
    upload(governance, follow_up)

    with django_assert_num_queries(number):
        governance.get(reverse("import_list"))


def test_admin_may_import(as_role, follow_up):
    client = as_role(Role.ADMIN)

    assert upload(client, follow_up).status_code == 200
    assert ImportBatch.objects.get().created_by == client.person


@pytest.mark.parametrize(("headings", "said"), [("Short name,Name", False), ("Title,Owner", True)])
def test_only_what_has_to_be_classified_is_said_to_be_unclassified(governance, headings, said):
    response = upload(governance, f"{headings}\nWYP,Western Police\n".encode())

    assert ("is not classified yet" in response.text) == said


def test_new_thing_is_shown_with_what_it_has_and_not_with_what_nobody_gave_it(governance):
    text = "Short name,Name,Kind of body\nWYP,Western Police,Police\n"

    response = upload(governance, text.encode())

    assert "Police" in response.text
    assert "other →" not in response.text.lower()
    row = ImportBatch.objects.get().rows.get()
    assert row.changes == [{"field": "Kind of body", "old": "", "new": "Police"}]
