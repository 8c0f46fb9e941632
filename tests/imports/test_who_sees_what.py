"""Whoever imports learns nothing of what they may not read, but that a reference is taken."""

import json

import pytest
from django.urls import reverse

from accounts.roles import Role
from imports import workflow
from imports.models import ImportBatch, Kind, Outcome
from imports.workflow.batches import new_batch, plan_of, read_table
from recommendations.models import Action, ProgressUpdate, Recommendation
from recommendations.workflow.classification import classify
from tests.crawl import body_of
from tests.factories import (
    ActionFactory,
    BodyFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)
from tests.imports.conftest import text_file

pytestmark = pytest.mark.django_db

CANARY = "Kestrel"
WORDS = {"title": f"{CANARY} title", "summary": f"{CANARY} summary", "lead_post": CANARY}
HIDDEN = [
    pytest.param({"exempt": True}, id="exempt"),
    pytest.param({"restricted": True}, id="restricted"),
    pytest.param({"void": True}, id="void"),
]


@pytest.fixture
def admin():
    return UserFactory(role=Role.ADMIN)


@pytest.fixture
def governance():
    return UserFactory(role=Role.GOVERNANCE)


def plan(by, rows, kind="", source=""):
    data = text_file(rows, encoding="utf-8")
    return workflow.plan_file(file_name="register.csv", data=data, by=by, kind=kind, source=source)


def to_write(by, rows, kind="", source=""):
    """The plan with all that it would write, as for saving."""
    file = {"file_name": "register.csv", "data": text_file(rows, encoding="utf-8")}
    table = read_table(file["data"])
    batch = new_batch(
        **file, table=table, kind=kind, source=source, by=by, effective_on=None, mapping=None
    )
    return plan_of(batch, table, by, to_save=True)


def said(plan):
    """Everything that a preview of the plan would show, without what was in the file."""
    return json.dumps(
        [
            {"changes": [vars(one) for one in row.changes], "outcome": row.outcome, "ref": row.ref,
             "title": row.title, "says": [m.message for m in [*row.errors, *row.warnings]]}
            for row in plan.rows
        ]
    )  # fmt: skip


@pytest.mark.parametrize("traits", HIDDEN)
@pytest.mark.parametrize(
    ("kind", "heading"), [("flat", "Title"), ("recommendations", "Title"), ("actions", "Action")]
)
def test_reference_of_something_hidden_is_refused_and_nothing_told(kind, heading, traits, admin):
    if kind == "actions":
        thing = ActionFactory(ref="R-1.1", **WORDS, **traits)
    else:
        thing = RecommendationFactory(ref="R-1", **WORDS, **traits)

    planned = to_write(admin, [["Reference", heading], [thing.ref, "Mine"]], kind)

    assert [error.message for error in planned.errors] == [
        f"The reference {thing.ref} can’t be used by you. Ask governance, or choose another."
    ]
    assert CANARY not in said(planned)
    assert planned.edits == {}


def test_whoever_reads_everything_imports_over_what_is_hidden_from_others(governance):
    RecommendationFactory(ref="R-1", title=f"{CANARY} title", exempt=True)
    RecommendationFactory(ref="R-2", title=f"{CANARY} title", restricted=True)
    rows = [["Reference", "Title"], ["R-1", "Mine"], ["R-2", "Mine"]]

    for by in (governance, None):
        planned = plan(by, rows, "recommendations")
        assert planned.errors == []
        assert said(planned).count(f"{CANARY} title") == 2


def test_reference_of_what_was_entered_in_error_is_used_by_nobody(governance):
    RecommendationFactory(ref="R-1", title=CANARY, void=True)

    for by in (governance, None):
        planned = plan(by, [["Reference", "Title"], ["R-1", "Mine"]], "recommendations")
        assert [error.message for error in planned.errors] == [
            "R-1 was entered in error and is not used again. Give another reference."
        ]


@pytest.mark.parametrize("traits", HIDDEN)
def test_action_under_a_hidden_recommendation_is_refused(traits, admin):
    RecommendationFactory(ref="R-4", number="4", **WORDS, **traits)

    planned = plan(
        admin,
        [["Reference", "Recommendation", "Action"], ["R-4.3", f"{CANARY} title", "Mine"]],
        "actions",
    )

    assert [error.message for error in planned.errors] == [
        "The reference R-4 can’t be used by you. Ask governance, or choose another."
    ]


def test_recommendation_is_not_found_by_the_title_or_number_of_a_hidden_one(admin):
    review = ReviewFactory(ref="REV-1")
    RecommendationFactory(ref="REV-1-R4", number="R4", title=CANARY, review=review, exempt=True)

    for name in ("4", CANARY):
        planned = to_write(
            admin,
            [["Reference", "Recommendation", "Action"], ["OWN-1", name, "Mine"]],
            "actions",
            source="REV-1",
        )
        assert [error.message for error in planned.errors] != []
        assert planned.links == []


@pytest.mark.parametrize("known", [True, False])
def test_flat_line_whose_first_action_is_hidden_is_refused(known, admin):
    if known:
        recommendation = RecommendationFactory(ref="R-1", title="Open")
        ActionFactory(ref="R-1.1", recommendation=recommendation, exempt=True, **WORDS)
    else:
        ActionFactory(ref="R-1.1", exempt=True, **WORDS)

    planned = plan(admin, [["Reference", "Title", "Due date"], ["R-1", "Open", "1 May 2030"]])

    assert [error.message for error in planned.errors] == [
        "The reference R-1.1 can’t be used by you. Ask governance, or choose another."
    ]
    assert CANARY not in said(planned)


def test_flat_line_that_says_nothing_of_the_hidden_action_changes_nothing(admin):
    recommendation = RecommendationFactory(ref="R-1", title="Open")
    ActionFactory(ref="R-1.1", recommendation=recommendation, exempt=True, **WORDS)

    planned = plan(admin, [["Reference", "Title", "Due date"], ["R-1", "Open", ""]])

    assert planned.errors == []
    assert planned.counts[Outcome.UNCHANGED] == 1


def test_update_of_a_hidden_action_is_answered_as_one_of_no_action(admin):
    ActionFactory(ref="R-1.1", exempt=True, **WORDS)
    rows = [["Reference", "What has been done"], ["R-1.1", "Mine"], ["NONE-9.1", "Mine"]]

    hidden, nonsense = plan(admin, rows, "updates").errors

    assert hidden.message == nonsense.message.replace("NONE-9.1", "R-1.1")


def test_hidden_update_is_not_found_by_its_words(admin, governance):
    action = ActionFactory(ref="R-1.1", in_progress=True)
    ProgressUpdateFactory(action=action, done="We did it", exempt=True)
    rows = [["Reference", "What has been done"], ["R-1.1", "We did it"]]

    assert len(to_write(admin, rows, "updates").updates) == 1
    assert to_write(governance, rows, "updates").updates == []


def test_what_an_import_adds_is_not_classified(admin):
    workflow.save_file(
        file_name="register.csv",
        data=text_file(
            [["Reference", "Title", "Due date", "Progress update"],
             ["NEW-1", "New", "1 May 2030", "Begun"]],
            encoding="utf-8",
        ),
        by=admin,
    )  # fmt: skip

    for model in (Recommendation, Action, ProgressUpdate):
        assert [thing.visibility for thing in model.objects.all()] == [""]
        assert model.objects.visible_to(admin).count() == 1
        assert not model.objects.visible_to(UserFactory(role=Role.BODY_OFFICER)).exists()


def saved_by(person):
    data = text_file([["Reference", "Title"], ["R-1", "Mine"]], encoding="utf-8")
    batch = workflow.preview(
        file_name="register.csv", data=data, by=person, kind=Kind.RECOMMENDATIONS
    )
    workflow.confirm(batch, by=person)
    return ImportBatch.objects.get(pk=batch.pk)


def test_rows_of_a_saved_import_are_shown_to_their_uploader_and_to_governance(
    client, admin, governance
):
    thing = RecommendationFactory(ref="R-1", title=f"{CANARY} title", exempt=True)
    by_governance = saved_by(governance)
    address = reverse("import_preview", args=[by_governance.pk])

    shown = {}
    for person in (governance, admin, UserFactory(role=Role.GOVERNANCE)):
        client.force_login(person)
        for query in ("", "?show=changed", "?show=all&page=1"):
            shown[person, query] = client.get(address + query).content.decode()
        mend = client.get(reverse("import_to_mend", args=[by_governance.pk]))
        # What the register had is in no cell of the file.
        assert CANARY not in body_of(mend).decode()

    for (person, _), page in shown.items():
        assert (CANARY in page) == person.has_perm("recommendations.read_everything")
        assert (thing.get_absolute_url() in page) == (person is not admin)


def test_rows_link_to_what_their_reader_may_read_only(client, admin, governance):
    batch = saved_by(admin)
    thing = Recommendation.objects.get(ref="R-1")
    address = reverse("import_preview", args=[batch.pk])
    client.force_login(admin)
    assert thing.get_absolute_url() in client.get(address).content.decode()

    classify([thing], visibility="restricted", restricted_to=[BodyFactory()], by=governance)

    assert thing.get_absolute_url() not in client.get(address).content.decode()


def test_preview_and_result_say_that_nobody_has_classified_it(client, governance):
    client.force_login(governance)
    data = text_file([["Reference", "Title"], ["NEW-1", "New"]], encoding="utf-8")
    batch = workflow.preview(
        file_name="register.csv", data=data, by=governance, kind=Kind.RECOMMENDATIONS
    )

    before = client.get(batch.get_absolute_url()).content.decode()
    workflow.confirm(batch, by=governance)
    after = client.get(batch.get_absolute_url()).content.decode()

    for page in (before, after):
        assert "sees it until a named person classifies it" in page
