"""From rows to a plan: columns, words, references, dates and what is never guessed."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from imports import workflow
from imports.models import Outcome
from imports.planning import Choices, plan_batch
from imports.planning.mapping import map_columns
from imports.planning.register import Register
from imports.planning.vocabulary import vocabularies
from imports.reading import Table
from imports.reading.table import TableRow
from recommendations.lifecycle.action import Status
from recommendations.models import Action, Recommendation
from tests.factories import (
    ActionFactory,
    BodyFactory,
    RecommendationFactory,
    ReviewFactory,
    ThemeFactory,
    UserFactory,
)
from tests.imports.conftest import text_file

pytestmark = pytest.mark.django_db

LONG = "Each agency sends a person who may decide to every meeting of the group that plans care"


def plan(head, *rows, kind="flat", choices=None, merged=None, on=date(2026, 3, 1), by=None,
    to_save=False,
):  # fmt: skip
    table = Table("Plan", 1, dict(enumerate(head)))
    table.rows = [TableRow(n, tuple(cell or None for cell in row)) for n, row in enumerate(rows, 2)]
    if merged:
        table.merged = merged
    return plan_batch(
        table, kind=kind, on=on, reason="Tried", by=by, choices=choices, to_save=to_save
    )


def to_save(*rows, **given):
    """The same with all that would be written."""
    return plan(*rows, **given, to_save=True)


def save(head, *rows, kind="flat", source=""):
    data = text_file([head, *rows], encoding="utf-8")
    return workflow.save_file(file_name="plan.csv", data=data, kind=kind, source=source)[0]


def errors(plan):
    return [(one.row, one.column, one.message) for one in plan.errors]


def warnings(plan):
    return [(one.row, one.column, one.message) for one in plan.warnings]


# Columns


def test_columns_that_are_not_known_are_named_and_never_guessed():
    mapping = map_columns(
        dict(enumerate(["Ref", "Titel", "Mood", "history_user", "Ref no", "Visibility"])), "flat"
    )

    assert mapping.positions == {"ref": 0}
    assert [(one.heading, one.why, one.meant) for one in mapping.unused] == [
        ("Titel", "it is not a column of the register. Did you mean “Title”?", "title"),
        ("Mood", "it is not a column of the register", ""),
        ("history_user", "the register keeps that itself, and takes it from no file", ""),
        ("Ref no", "“Ref” is used for that", ""),
        ("Visibility", "who may read a thing is decided in the register", ""),
    ]


def test_what_a_person_chose_goes_before_what_the_headings_say():
    head = ["Code", "Title", "Summary title", "Status"]
    choices = Choices(columns={0: "ref", 1: "", 2: "title"})

    made = plan(head, ["A-1", "Not this", "This", "Done"], choices=choices)

    assert (made.rows[0].ref, made.rows[0].title) == ("A-1", "This")
    assert warnings(made) == []


# Words


def test_words_nearly_known_are_asked_about_and_taken_as_a_person_says():
    BodyFactory(short_name="SYP", name="South Yorkshire Police")
    row = ["A-1", "One", "SYPP / S.Y.P.", "In progres", "Hgh"]
    head = ["Ref", "Title", "Owner", "Status", "Priority"]

    BodyFactory(short_name="RMBC", name="Rotherham Metropolitan Borough Council")
    council = to_save(["Ref", "Title", "Owner"], ["A-1", "One", "Rotherham Council and S.Y.P."])
    assert [str(row.body) for row in council.action_contributors] == ["SYP"]
    assert [message for _, _, message in warnings(council)] == [
        "“Rotherham Council” is taken as RMBC, Rotherham Metropolitan Borough Council.",
        "“S.Y.P” is taken as SYP, South Yorkshire Police.",
    ]

    asked = plan(head, row)
    words = {"owners": {"sypp": "SYP"}, "status": {"in progres": "Ongoing"},
             "priority": {"hgh": "High"}}  # fmt: skip
    said = to_save(head, row, choices=Choices(words=words))

    assert [message for _, _, message in errors(asked)] == [
        "“In progres” is not a status we know. Did you mean “In progress”? Use one of: Not started "
        "(or Proposed, Planned), In progress (or Ongoing), Complete, Assurance sought.",
        "“Hgh” is not a priority we know. Did you mean “High”? Use High, Medium or Low.",
    ]
    assert "“SYPP” is not a body we know. Did you mean “SYP”?" in str(warnings(asked))
    assert (errors(said), said.bodies) == ([], [])
    action = said.actions[0]
    assert (action.lead_body.short_name, action.status, action.priority) == (
        "SYP", Status.IN_PROGRESS, "high"
    )  # fmt: skip


# Owners merged down


def test_merged_owner_counts_for_each_row_only_when_a_person_says_so():
    head = ["Ref", "Title", "Owner"]
    rows = [["A-1", "One", "SYP"], ["A-2", "Two", ""], ["A-3", "Three", ""]]
    merged = {2: {3, 4}}

    left = to_save(head, *rows, merged=merged)
    filled = to_save(head, *rows, merged=merged, choices=Choices(fill_down=("owners",)))

    assert [row for row, column, _ in warnings(left) if column == "Owner"] == [2, 3, 4]
    assert [str(action.lead_body) for action in left.actions] == ["SYP", "None", "None"]
    assert [str(action.lead_body) for action in filled.actions] == ["SYP", "SYP", "SYP"]
    assert filled.rows[1].cells == ("A-2", "Two", None)


# Dates


def test_date_that_could_be_either_is_an_error_where_the_column_has_the_month_first():
    head = ["Ref", "Title", "Due date"]
    rows = [
        ["A-1", "One", "03/04/2023"],
        ["A-2", "Two", "12/31/2023"],
        ["A-3", "Three", "5/5/2023"],
    ]

    made = plan(head, *rows)

    assert errors(made) == [
        (2, "Due date", "“03/04/2023” may have its day or its month first: row 3 has its month "
         "first. Write it in words, such as 3 April or 4 March."),
        (3, "Due date", "“12/31/2023” has its month first. Write the day first: 31/12/2023."),
    ]  # fmt: skip
    assert to_save(head, rows[0]).actions[0].due_on == date(2023, 4, 3)


# References


@pytest.mark.parametrize(
    "written", ["rv-1-r1", " RV-1-R1 ", "RV\u20111\u2013R1", "RV\u22121\u2010r1"]
)
def test_reference_is_matched_whatever_its_case_and_hyphens(written):
    RecommendationFactory(ref="RV-1-R1", title="One")

    made = to_save(["Ref", "Title"], [written, "Other"], kind="recommendations")

    assert [row.ref for row in made.rows] == ["RV-1-R1"]
    assert (made.recommendations, warnings(made)) == ([], [])


def test_two_lines_with_one_reference_are_an_error_on_both_unless_they_are_the_same():
    head = ["Ref", "Title"]

    made = plan(head, ["A-1", "One"], ["a-1", "Two"], ["A-1", "One"], ["B-1", "Three"])

    assert [(row, message) for row, _, message in errors(made)] == [
        (2, "Row 3 has the same reference. Give each its own, or keep one of them."),
        (3, "Row 2 has the same reference. Give each its own, or keep one of them."),
    ]
    assert [row.outcome for row in made.rows] == [
        Outcome.ERROR, Outcome.ERROR, Outcome.SKIPPED, Outcome.NEW
    ]  # fmt: skip


def test_file_without_references_gets_some_and_is_matched_by_text_afterwards():
    ReviewFactory(ref="RV-1")
    RecommendationFactory(ref="RV-1-R2", title="Old", summary="An old one")
    head = ["Recommendation", "Owner", "Status"]
    rows = [[LONG, "SYP", "Ongoing"], ["Publish a plan", "SYP", ""]]

    first = save(head, *rows, source="RV-1")
    again = save(head, *rows, source="RV-1")
    changed = save(head, [LONG, "SYP", "Done"], source="RV-1")

    assert [row.ref for row in first.rows] == ["RV-1-R1", "RV-1-R3"]
    assert "There is no reference. RV-1-R1 is proposed." in str(warnings(first))
    assert again.counts[Outcome.UNCHANGED] == 2
    assert warnings(again)[0][2] == ("There is no reference. It is matched by text, with RV-1-R1.")
    assert Action.objects.get(ref="RV-1-R1.1").status == Status.REPORTED_COMPLETE
    assert changed.counts[Outcome.CHANGED] == 1


def test_actions_without_references_are_numbered_under_their_recommendation():
    ReviewFactory(ref="RV-1")
    RecommendationFactory(ref="RV-1-R1", number="R1", title="Old", review__ref="RV-2")
    head = ["Recommendation", "Action", "Owner"]

    made = to_save(head, ["RV-1-R1", "Train all staff", "SYP"], kind="actions")

    assert [row.ref for row in made.rows] == ["RV-1-R1.1"]
    assert [link.recommendation.ref for link in made.links] == ["RV-1-R1"]


def test_text_that_several_have_is_an_error_that_names_them():
    for ref in ("A-1", "A-2"):
        RecommendationFactory(ref=ref, summary=LONG, review=None)

    made = plan(["Recommendation", "Owner"], [LONG, ""])

    assert errors(made)[0][2] == "A-1 and A-2 have these words. Say which it is."


# What may be the same


def test_new_line_that_is_much_like_another_is_pointed_out():
    RecommendationFactory(ref="OLD-1", title="Decisions", summary=LONG)
    hidden = RecommendationFactory(
        ref="OLD-2", exempt=True, title="Kestrel", summary="Kestrel " * 9
    )
    reader = UserFactory(role=Role.ADMIN)
    rows = [
        ["N-1", "Decisions", LONG.replace("meeting", "meetings")],
        ["N-2", "Visit home 1 in each of the months of spring", ""],
        ["N-3", "Visit home 2 in each of the months of spring", ""],
        ["N-4", "Kestrel", hidden.summary],
    ]

    made = plan(["Ref", "Title", "Recommendation"], *rows, by=reader)

    assert [(one.row, one.ref) for one in made.warnings if hasattr(one, "ref")] == [(2, "OLD-1")]
    assert made.warnings[0].message == (
        "It is much like OLD-1, “Decisions”. Check that it is not the same under another reference."
    )


def test_line_that_says_what_its_own_recommendation_says_is_not_suspect():
    RecommendationFactory(ref="A-1", title="Decisions", summary=LONG)
    rows = [["A-1.1", "Decisions", LONG], ["B-1", "Decisions", LONG]]

    made = plan(["Ref", "Title", "Text"], *rows)

    assert [(one.row, one.ref) for one in made.warnings if hasattr(one, "ref")] == [(3, "A-1")]


# Status


@pytest.mark.parametrize(
    ("made", "stated", "says"),
    [
        ({"status": Status.IN_PROGRESS}, "Not started", "Write In progress or Reported complete,"),
        ({"reported_complete": True}, "In progress", "Write Reported complete, or change it"),
        ({"blocked": True}, "Not started", "Write Blocked or Reported complete,"),
    ],
)
def test_status_that_goes_back_is_an_error_that_says_what_is_allowed(made, stated, says):
    ActionFactory(ref="A-1.1", status_on=date(2026, 2, 1), **made)
    RecommendationFactory(ref="A-1")
    head = ["Ref", "Action", "Status"]

    now = plan(head, ["A-1.1", "", stated], kind="actions")
    then = plan(head, ["A-1.1", "", stated], kind="actions", on=date(2026, 1, 1))

    assert says in errors(now)[0][2]
    assert (errors(then), "which stays" in str(warnings(then))) == ([], True)


# Clearing


def test_clear_empties_what_may_be_empty_and_a_blank_cell_nothing():
    action = ActionFactory(
        ref="A-1.1", lead_post="Head of care", theme=ThemeFactory(), priority="high"
    )
    head = ["Ref", "Action", "Lead officer", "Theme", "Priority", "Due date"]

    save(head, ["A-1.1", "", "", "", "", ""], kind="actions")
    action.refresh_from_db()
    assert (action.lead_post, action.priority) == ("Head of care", "high")
    done = save(head, ["A-1.1", "", "CLEAR", "CLEAR", "CLEAR", ""], kind="actions")
    refused = save(head, ["A-1.1", "CLEAR", "", "", "", "CLEAR"], kind="actions")

    action.refresh_from_db()
    assert (action.lead_post, action.theme, action.priority) == ("", None, "")
    assert [change.new for change in done.rows[0].changes] == ["", "", ""]
    assert [(column, message.split(".")[0]) for _, column, message in errors(refused)] == [
        ("Action", "It can’t be cleared"), ("Due date", "It can’t be cleared")
    ]  # fmt: skip
    body = BodyFactory(short_name="B", about="Old")
    save(["Short name", "About"], ["B", "CLEAR"], kind="bodies")
    body.refresh_from_db()
    assert body.about == ""


# Cost


@pytest.mark.parametrize("head", [["Ref", "Title", "Owner"], ["Title", "Owner"]])
def test_plan_takes_as_many_statements_for_many_lines_as_for_a_few(head):
    def statements(number):
        rows = [[f"N-{n}", f"Line {n}", "SYP"][-len(head) :] for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            assert plan(head, *rows).counts[Outcome.NEW] == number
        return len(queries)

    assert statements(2) == statements(80)
    assert not Recommendation.objects.exists()


def test_words_of_a_file_are_listed_with_what_they_are_taken_for():
    BodyFactory(short_name="SYP", name="South Yorkshire Police")
    rows = [
        TableRow(n, cells)
        for n, cells in enumerate(
            [("A", "SYPP / SYP", "Done", "Hgh"), ("B", "SYP", "done", None)], 2
        )
    ]
    head = dict(enumerate(["Ref", "Owner", "Status", "Priority"]))
    choices = Choices(words={"priority": {"hgh": "High"}})

    found = vocabularies(rows, map_columns(head, "flat", choices), "flat", Register())

    assert [
        (one.column, [(w.words, w.rows, w.meaning, w.suggestion) for w in one.words])
        for one in found
    ] == [
        ("owners", [("SYP", 2, "SYP", ""), ("SYPP", 1, "", "SYP")]),
        ("status", [("Done", 2, "Reported complete", "")]),
        ("priority", [("Hgh", 1, "High", "")]),
    ]
    assert Choices.kept(json.loads(json.dumps(choices.to_keep()))) == choices


def test_choices_of_one_file_fit_another_by_its_headings():
    made = Choices(columns={0: "ref", 3: ""}, words={"status": {"b": "Ongoing"}})
    saved = made.by_heading({0: "Code", 1: "Title", 3: "Mood"})

    again = Choices.for_headings(saved, {0: "Title", 1: "MOOD", 2: "code"})

    assert (again.columns, again.words) == ({1: "", 2: "ref"}, made.words)
