"""The import as a command: what it takes in, what it refuses, what it leaves alone."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from bodies.models import Body
from imports.models import ImportBatch, State
from recommendations.lifecycle.action import Status
from recommendations.models import Action, DateChange, ProgressUpdate, Recommendation
from reviews.models import Review
from tests.factories import (
    ActionFactory,
    BodyFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)
from tests.imports.conftest import text_file, workbook

pytestmark = pytest.mark.django_db

HEADINGS = ["Reference", "Title", "Owner", "Status", "Due date", "Progress update"]
PLAN = ("--kind", "actions", "--source", "RP-2022")


def counts(report):
    return tuple(report[name] for name in ("new", "changed", "unchanged", "skipped"))


def history_rows():
    return sum(
        model.objects.count()
        for model in apps.get_models()
        if model.__name__.startswith("Historical")
    )


def lines(*rows):
    return text_file([HEADINGS, *rows], delimiter=",", encoding="utf-8")


def test_flat_file_goes_into_an_empty_register(run_import, follow_up):
    code, report = run_import(follow_up)

    assert (code, report["saved"], counts(report)) == (0, True, (6, 0, 0, 0))
    assert sorted(Recommendation.objects.values_list("ref", "status", "kind")) == [
        ("CH-2013-D1", "in-progress", "suggested"),
        ("CH-2013-E1", "suggested", "suggested"),
        ("INSP-2013-1", "reported-complete", "suggested"),
        ("INSP-2013-A1", "suggested", "assurance-sought"),
    ]
    assert sorted(Action.objects.values_list("ref", "title", "status")) == [
        ("CH-2013-D1.1", "Keep the base", "in-progress"),
        ("CH-2013-D1.2", "Open a route", "reported-complete"),
        ("CH-2013-E1.1", "More visits", "not-started"),
        ("INSP-2013-1.1", "Fill the post", "reported-complete"),
        ("INSP-2013-A1.1", "Clear aims", "not-started"),
    ]
    assert sorted(Review.objects.values_list("ref", "title")) == [
        ("CH-2013", "Children’s homes review 2013"),
        ("INSP-2013", "INSP 2013"),
    ]


def test_flat_file_again_changes_nothing(run_import, follow_up):
    run_import(follow_up)
    before = history_rows()

    code, report = run_import(follow_up)

    assert (code, counts(report), report["batch"]) == (0, (0, 0, 6, 0), None)
    assert history_rows() == before
    assert ImportBatch.objects.count() == 1


def test_action_plan_goes_into_an_empty_register(run_import, action_plan):
    code, report = run_import(action_plan, *PLAN, name="plan.xlsx")

    assert (code, report["saved"], counts(report)) == (0, True, (5, 0, 0, 3))
    assert list(Recommendation.objects.in_reference_order().values_list("ref", "title")) == [
        ("RP-2022-R1", "Training"),
        ("RP-2022-R2", "Voice"),
    ]
    assert sorted(Body.objects.values_list("name", flat=True)) == [
        "Adults, Housing and Health",
        "Board",
        "Council",
        "Hub",
        "Police",
        "Schools and colleges",
    ]
    mapped = Action.objects.get(ref="RP-2022-R2.2")
    assert str(mapped.lead_body) == "Adults, Housing and Health"
    assert sorted(str(row.body) for row in mapped.contributors.all()) == [
        "Board",
        "Schools and colleges",
    ]
    assert (mapped.due_on, mapped.original_due_on) == (date(2030, 3, 31), date(2030, 3, 31))
    assert mapped.updates.get().done == "Brief agreed"
    assert Action.objects.get(ref="RP-2022-R1.1").due_words == "TBC"


def test_action_plan_again_changes_nothing(run_import, action_plan):
    run_import(action_plan, *PLAN, name="plan.xlsx")
    before = history_rows()

    code, report = run_import(action_plan, *PLAN, name="plan.xlsx")

    assert (code, counts(report)) == (0, (0, 0, 5, 3))
    assert history_rows() == before


def test_actions_attach_to_recommendations_that_exist(run_import, action_plan):
    review = ReviewFactory(ref="RP-2022")
    training = RecommendationFactory(ref="RP-2022-R1", review=review, title="Training")

    run_import(action_plan, *PLAN, name="plan.xlsx")

    assert training.action_links.count() == 2
    assert Recommendation.objects.count() == 2


def test_names_known_by_the_register_are_used(run_import):
    police = BodyFactory(short_name="SYP", name="South Yorkshire Police")

    _, report = run_import(lines(["A-1", "One", "south yorkshire police", "", "", ""]))

    assert Action.objects.get().lead_body == police
    assert report["warnings"] == []


def test_known_action_can_be_given_to_a_body_that_the_file_adds(run_import):
    run_import(lines(["A-1", "One", "Known body", "", "", ""]))

    run_import(lines(["A-1", "One", "New partnership", "", "", ""]))

    assert str(Action.objects.get().lead_body) == "New partnership"
    assert str(Action.history.latest("history_id").lead_body) == "New partnership"


def test_name_nearly_known_is_added_and_asked_about(run_import):
    BodyFactory(short_name="Corporate comms")

    _, report = run_import(lines(["A-1", "One", "Corporate comm", "", "", ""]))

    assert report["warnings"] == [
        {
            "row": 2,
            "column": "Owner",
            "value": "Corporate comm",
            "message": "“Corporate comm” is not a body we know. Did you mean “Corporate comms”? "
            "It will be added.",
        }
    ]


def test_error_in_any_row_saves_no_row(run_import):
    code, report = run_import(
        lines(
            ["A-1", "One", "Council", "Proposed", "31/02/2023", ""],
            ["A-2", "Two", "Council", "Amber", "", ""],
            ["", "Three", "Council", "", "", ""],
            ["A-4", "Four", "Council", "In progress", "31/03/2023", ""],
            ["A-4", "Five", "Council", "", "", ""],
        )
    )

    assert (code, report["saved"], report["batch"]) == (1, False, None)
    assert [(e["row"], e["column"], e["value"]) for e in report["errors"]] == [
        (2, "Due date", "31/02/2023"),
        (3, "Status", "Amber"),
        (4, "Reference", ""),
        (5, "Reference", "A-4"),
        (6, "Reference", "A-4"),
    ]
    assert "such as 28/02/2023" in report["errors"][0]["message"]
    assert not Recommendation.objects.exists()
    assert not Body.objects.exists()


def test_dry_run_saves_nothing(run_import, follow_up):
    before = history_rows()

    code, report = run_import(follow_up, "--dry-run")

    assert (code, report["saved"], counts(report)) == (0, False, (6, 0, 0, 0))
    assert (Recommendation.objects.count(), history_rows()) == (0, before)


def test_changes_are_saved_with_history_who_and_why(run_import):
    governance = UserFactory(role=Role.GOVERNANCE)
    run_import(lines(["A-1", "One", "Council", "Proposed", "", ""]))

    code, report = run_import(
        lines(["A-1", "One and more", "Council, Police", "Ongoing", "31/03/2030", "Begun"]),
        "--by",
        governance.email,
    )

    action = Action.objects.get(ref="A-1.1")
    assert (code, counts(report)) == (0, (0, 1, 0, 0))
    assert (action.title, action.status, action.due_on) == (
        "One and more",
        Status.IN_PROGRESS,
        date(2030, 3, 31),
    )
    assert [str(row.body) for row in action.contributors.all()] == ["Police"]
    entry = action.history.latest()
    assert (entry.actor_label, entry.history_user_id) == (str(governance), governance.pk)
    assert entry.history_change_reason == "Imported from register.csv, row 2"
    batch = ImportBatch.objects.get(created_by=governance)
    assert (batch.state, batch.written["actions_changed"]) == (State.SAVED, ["A-1.1"])


def test_empty_cell_leaves_what_the_register_has(run_import):
    run_import(lines(["A-1", "One", "Council", "Ongoing", "31/03/2030", "Begun"]))

    _, report = run_import(lines(["A-1", "One", "", "", "", ""]))

    assert counts(report) == (0, 0, 1, 0)


def test_status_never_goes_back(run_import):
    action = ActionFactory(ref="A-1.1", verified=True)
    RecommendationFactory(ref="A-1")

    code, report = run_import(lines(["A-1.1", action.title, "", "Proposed", "", ""]))

    action.refresh_from_db()
    assert (code, action.status) == (0, Status.VERIFIED)
    assert [w["message"] for w in report["warnings"]] == [
        "The register has it as verified, which stays."
    ]


def test_complete_is_a_claim_through_each_step(run_import):
    run_import(lines(["A-1", "One", "Council", "Proposed", "", ""]))

    _, report = run_import(lines(["A-1", "One", "Council", "Complete", "", ""]))

    action = Action.objects.get()
    steps = list(action.history.order_by("history_id").values_list("status", flat=True))
    assert steps == ["not-started", "in-progress", "reported-complete"]
    assert action.completed_on == timezone.localdate()
    assert "No evidence comes with it" in report["warnings"][0]["message"]


@pytest.mark.parametrize("words", ["Blocked", "Cancelled"])
def test_status_that_needs_a_reason_is_an_error(run_import, words):
    run_import(lines(["A-1", "One", "Council", "In progress", "", ""]))

    code, report = run_import(lines(["A-1", "One", "Council", words, "", ""]))

    assert code == 1
    assert "on the action’s page" in report["errors"][0]["message"]


def test_date_moves_with_its_original_kept(run_import):
    run_import(lines(["A-1", "One", "Council", "Ongoing", "31/03/2030", ""]))

    run_import(lines(["A-1", "One", "Council", "Ongoing", "30/06/2030", ""]))

    action = Action.objects.get()
    assert (action.due_on, action.original_due_on, action.times_moved) == (
        date(2030, 6, 30),
        date(2030, 3, 31),
        1,
    )
    change = DateChange.objects.get()
    assert (change.old_due_on, change.reason) == (
        date(2030, 3, 31),
        "Imported from register.csv",
    )


def test_date_is_never_taken_away(run_import):
    run_import(lines(["A-1", "One", "Council", "Ongoing", "31/03/2030", ""]))

    _, report = run_import(lines(["A-1", "One", "Council", "Ongoing", "TBC", ""]))

    assert counts(report) == (0, 0, 1, 0)
    assert Action.objects.get().due_on == date(2030, 3, 31)


def test_large_move_of_a_date_needs_governance(run_import):
    admin = UserFactory(role=Role.ADMIN)
    run_import(lines(["A-1", "One", "Council", "Ongoing", "31/03/2030", ""]))

    code, report = run_import(
        lines(["A-1", "One", "Council", "Ongoing", "30/06/2030", ""]), "--by", admin.email
    )

    assert code == 1
    assert report["errors"][0]["message"].startswith("Governance has to agree")


def test_contributor_who_is_no_longer_named_stays(run_import):
    run_import(lines(["A-1", "One", "Council, Police", "", "", ""]))

    _, report = run_import(lines(["A-1", "One", "Council", "", "", ""]))

    assert counts(report) == (0, 0, 1, 0)


def test_updates_are_added_once(run_import):
    ActionFactory(ref="A-1.1", in_progress=True)
    day = timezone.localdate() - timedelta(days=40)
    data = text_file(
        [["Reference", "As at", "What has been done"], ["A-1.1", f"{day:%d/%m/%Y}", "Met twice"]]
    )

    first, again = run_import(data), run_import(data)

    assert (counts(first[1]), counts(again[1])) == ((0, 1, 0, 0), (0, 0, 1, 0))
    assert ProgressUpdate.objects.get().effective_on == day


def test_same_line_twice_is_left_out_once(run_import):
    line = ["A-1", "One", "Council", "", "", ""]

    code, report = run_import(lines(line, line))

    assert (code, counts(report)) == (0, (1, 0, 0, 1))


def test_title_of_two_lines_is_one_and_stays_the_same(run_import):
    line = ["A-1", "Two\nlines", "Council", "", "", ""]
    run_import(lines(line))

    _, report = run_import(lines(line))

    assert Recommendation.objects.get().title == "Two lines"
    assert counts(report) == (0, 0, 1, 0)


def test_line_without_a_title_is_called_by_the_beginning_of_its_text(run_import):
    data = text_file(
        [["No.", "Recommendation", "Timescale"], ["A-1", "Do it soon. " + "Or later. " * 30, "TBC"]]
    )

    run_import(data)
    _, report = run_import(data)

    assert Recommendation.objects.get().title == "Do it soon"
    assert counts(report) == (0, 0, 1, 0)


@pytest.mark.parametrize(("cell", "review"), [("INSP 2013", "INSP-2013"), ("Pack p.3", None)])
def test_source_is_the_review_unless_it_is_a_page(run_import, cell, review):
    run_import(text_file([["Ref", "Title", "Source"], ["INSP-2013-1", "One", cell]]))

    recommendation = Recommendation.objects.get()
    assert (recommendation.review and recommendation.review.ref) == review
    assert recommendation.source == ("" if review else cell)


def test_formula_in_a_cell_stays_text(run_import):
    run_import(lines(["A-1", '=HYPERLINK("http://x")', "", "", "", ""]))

    assert Recommendation.objects.get().title == '=HYPERLINK("http://x")'


def test_columns_that_are_not_read_are_said(run_import):
    data = text_file([["Ref", "Title", "Mood"], ["A-1", "One", "good"]])

    _, report = run_import(data)

    assert report["warnings"][0]["message"].startswith("The column “Mood” is not read")


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (b"", (), "The file is empty"),
        (b"%PDF-1.7", (), "This is a PDF"),
        (b"<html><table>", (), "This is a web page"),
        (b"Name,Age\nA,1", (), "No row of headings"),
        (b"Reference,Title\n", (), "There are no lines"),
        (b"As at,Done\n1/2/2023,Work", ("--kind", "updates"), "no column of references"),
        (b"Reference,Status\nA-1,new", (), "what each line is about"),
        (b"Reference,Title\nA-1,One", ("--sheet", "Plan"), "no sheet called “Plan”"),
        (b"Reference,Title\nA-1,One", ("--by", "nobody@example.org"), "Nobody here"),
    ],
)
def test_file_is_refused_with_exit_code_2(run_import, data, options, words):
    code, report = run_import(data, *options, name="register.xlsx")

    assert code == 2
    assert words in report["refused"]


def test_person_without_the_permission_is_refused(run_import, follow_up):
    member = UserFactory(role=Role.MEMBER, body=BodyFactory(committee=True))

    code, report = run_import(follow_up, "--by", member.email)

    assert code == 2
    assert "may not import" in report["refused"]


def test_number_of_statements_does_not_grow_with_the_rows(run_import):
    def statements(first, last):
        rows = [[f"A-{n}", f"Title {n}", "Council", "Ongoing", "TBC", f"U{n}"]
                for n in range(first, last)]  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as queries:
            run_import(lines(*rows))
        return len(queries)

    # The first brings the body with it.
    statements(0, 1)

    assert statements(10, 20) == statements(1000, 1200) <= 25


def test_register_as_one_workbook_keeps_dates_as_dates(run_import):
    data = workbook([["Ref", "Title", "Due date"], ["A-1", "One", date(2030, 3, 31)]])

    run_import(data, name="register.xlsx")

    assert Action.objects.get().due_on == date(2030, 3, 31)


VOID_WORDS = "was entered in error and is not used again"


def flat_lines_of(*rows):
    return text_file(
        [["Reference", "Title", "Progress update"], *rows], delimiter=",", encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("flat", ["A-R1", "One", "Begun"]),
        ("flat", ["A-R1.1", "One", "Begun"]),
        ("recommendations", ["A-R1", "One", ""]),
        ("actions", ["A-R1.1", "One", "Begun"]),
        ("actions", ["A-R1.2", "Two", "Begun"]),
    ],
)
def test_reference_that_was_entered_in_error_is_not_used_again(run_import, kind, row):
    recommendation = RecommendationFactory(ref="A-R1", title="Zero", accepted=True, void=True)
    ActionFactory(ref="A-R1.1", recommendation=recommendation, void=True)
    before = history_rows()

    code, report = run_import(flat_lines_of(row), "--kind", kind)

    assert code == 1
    assert VOID_WORDS in report["errors"][0]["message"]
    assert history_rows() == before


def test_first_action_that_was_entered_in_error_is_left_alone(run_import):
    recommendation = RecommendationFactory(ref="A-R1", title="One", accepted=True)
    ActionFactory(ref="A-R1.1", recommendation=recommendation, title="Zero", void=True)

    refused, report = run_import(flat_lines_of(["A-R1", "Uno", "Begun"]), "--kind", "flat")
    taken, _ = run_import(flat_lines_of(["A-R1", "Uno", ""]), "--kind", "flat")

    assert (refused, taken) == (1, 0)
    assert VOID_WORDS in report["errors"][0]["message"]
    assert Recommendation.objects.get().title == "Uno"
    assert Action.objects.get().title == "Zero"


def test_number_of_a_void_recommendation_names_the_one_that_stands(run_import):
    review = ReviewFactory(ref="A-2022")
    RecommendationFactory(ref="A-2022-X", number="R4", review=review, void=True)
    standing = RecommendationFactory(ref="A-2022-Y", number="R4", review=review, accepted=True)
    rows = [["Reference", "Title", "Recommendation"], ["Y1", "Do it", "4"]]
    data = text_file(rows, delimiter=",", encoding="utf-8")

    run_import(data, "--kind", "actions", "--source", "A-2022")

    assert Action.objects.get().recommendation_links.get().recommendation == standing
