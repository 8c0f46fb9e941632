"""Exports as files: whole and readable, read back as no change, written without growing."""

import csv
import io
import json
import tracemalloc
from datetime import date, timedelta
from random import Random, randrange

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings, strategies
from openpyxl import load_workbook

from accounts.roles import Role
from accounts.visibility import Visibility
from imports import workflow
from recommendations.models import Recommendation
from recommendations.writing import (
    Sheet,
    as_csv_lines,
    as_json_lines,
    in_pieces,
    write_ods,
    write_xlsx,
)
from reporting.exports import FORMATS, RESOURCES, contents_of
from tests.exported import changes_of, file_of
from tests.factories import (
    ActionFactory,
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db

#: How a sheet is written, by format.
WAYS = {
    "csv": lambda sheet: as_csv_lines(sheet.headings, sheet.rows),
    "xlsx": lambda sheet: in_pieces(write_xlsx, [sheet], title="Rows"),
    "ods": lambda sheet: in_pieces(write_ods, [sheet], title="Rows"),
    "json": lambda sheet: as_json_lines("rows", sheet.headings, sheet.rows, dict),
}

NASTY = strategies.text(
    alphabet=strategies.one_of(
        strategies.sampled_from("=+-@'\t\"\n,;_x000D &<>\u00a0\u200f\u05d0\u0627\U0001f642é–’"),
        strategies.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]),
    ),
    max_size=60,
).map(str.strip)


@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(texts=strategies.lists(NASTY, min_size=1, max_size=12))
def test_any_text_is_read_back_as_it_was(db, texts):
    with transaction.atomic():
        for number, text in enumerate(texts):
            title = " ".join(text.split())[:150] or "001"
            ActionFactory(
                ref=f"N-{number}.1", title=title, summary=text, lead_post="=1.10",
                recommendation=RecommendationFactory(ref=f"N-{number}", title=title, summary=text),
            )  # fmt: skip
        for written_as in FORMATS:
            for kind in ("flat", "recommendations", "actions"):
                errors, rows, _ = changes_of(file_of(kind, written_as), kind)
                assert (written_as, kind, errors, rows) == (written_as, kind, [], [])
        transaction.set_rollback(True)


@pytest.mark.parametrize("written_as", FORMATS)
def test_text_that_looks_like_an_escape_is_read_back_as_it_was(written_as):
    for number, text in enumerate(["a _x00e9_ b", "_x0007_", "x_x000D_y", "_x005F_", "__x00E9__"]):
        RecommendationFactory(ref=f"N-{number}", title=f"{number} {text}", summary=text)

    errors, rows, number = changes_of(file_of("recommendations", written_as), "recommendations")

    assert (errors, rows, number) == ([], [], 5)


def random_lines(rng, number):
    """A register as nobody would keep it: of everything that a line may hold, some."""
    # Text with a line of as many commas as a row has is refused in CSV, so here there are few.
    letters = "=+-@'\t\"\n;_x000D &<>/\u00a0\u200f\u05d0\u0627\U0001f642é–’abcdefgh  0123456789."
    bodies = ["SYP", "RMBC", "York and Scarborough", "Health & Care", "Children, Young People"]

    def words(longest):
        text = rng.choices(letters, k=rng.randint(1, longest))
        return "".join([*text, ",", *rng.choices(letters, k=3), ",", rng.choice(letters)]).strip()

    def due():
        day = date(2030, 1, 1) + timedelta(days=rng.randrange(3_000))
        quarter = f"Quarter {rng.randint(1, 4)} 2031/32"
        return rng.choice([day.strftime("%d/%m/%Y"), day.strftime("%B %Y"), quarter, "TBC", ""])

    for line in range(1, number + 1):
        yield [
            f"N-{line}", f"{line} {' '.join(words(120).split())}", words(600), rng.choice(bodies),
            rng.choice(["", "Head of service"]), rng.choice(["", "Voice", "Data, and its uses"]),
            rng.choice(["", "High", "Medium", "Low"]), rng.choice(["", "In progress", "Complete"]),
            due(), words(300) if rng.random() < 0.5 else "",
        ]  # fmt: skip


def test_ten_thousand_random_rows_come_back_as_they_were(db):
    seed = randrange(2**32)
    for name in ("York and Scarborough", "Health & Care", "Children, Young People"):
        BodyFactory(short_name=name)
    head = [
        "Reference", "Title", "Recommendation", "Owning body", "Lead officer", "Theme", "Priority",
        "Status", "Due date", "Progress update",
    ]  # fmt: skip
    sheet = Sheet("register", head, random_lines(Random(seed), 2_500))
    data = b"".join(in_pieces(write_xlsx, [sheet], title="Register"))
    plan, saved = workflow.save_file(file_name="register.xlsx", data=data, keep_because="Random")
    assert (seed, plan.errors) == (seed, [])
    assert saved

    for written_as in FORMATS:
        errors, rows, number = changes_of(file_of("flat", written_as), "flat")
        assert (seed, written_as, errors, rows, number) == (seed, written_as, [], [], 2_500)


def test_workbook_can_be_followed_and_says_what_it_is(settings):
    settings.DATA_LICENCE = "Open Government Licence 3.0"
    ActionFactory(ref="A-1.1", due_on=date(2030, 3, 31), title="=1+1")

    book = load_workbook(io.BytesIO(file_of("actions", "xlsx")))

    sheet, about, columns = book.worksheets
    assert [one.title for one in book] == ["actions", "About this data", "Columns explained"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert [one.merged_cells.ranges for one in book] == [set(), set(), set()]
    assert sheet["A1"].font.bold
    assert (book.properties.title, book.properties.language) == (
        "Recommendations tracker: actions", "en-GB"
    )  # fmt: skip
    due = next(cell for cell in sheet[2] if cell.is_date)
    assert due.value.date() == date(2030, 3, 31)
    assert sheet["C2"].value == "=1+1"
    assert sheet["C2"].data_type == "s"
    told = dict(about.values)
    assert told["Rows"] == 1
    assert told["Filters"] == "None: all of it"
    assert told["Licence"] == "Open Government Licence 3.0"
    assert told["Sealed record"].startswith("Entry ")
    assert [row[0] for row in columns.values][1:] == [cell.value for cell in sheet[1]]
    assert all(row[1] for row in columns.values)


def test_json_holds_its_rows_and_what_they_are():
    RecommendationFactory(ref="A-1")

    whole = json.loads(file_of("recommendations", "json"))

    assert [row["Reference"] for row in whole["rows"]] == ["A-1"]
    assert whole["about"]["Rows"] == 1
    assert whole["columns"]["Reference"]
    assert json.loads(file_of("actions", "json"))["rows"] == []


@pytest.mark.parametrize("written_as", FORMATS)
def test_memory_does_not_grow_with_the_rows(tmp_path, written_as):
    def peak(number):
        rows = ([f"R-{n}", "A line of words " * 5, date(2026, 1, 1)] for n in range(number))
        sheet = Sheet("Rows", ["Reference", "Words", "Date"], rows)
        tracemalloc.start()
        with (tmp_path / f"{number}.{written_as}").open("wb") as file:
            for piece in WAYS[written_as](sheet):
                file.write(piece.encode() if isinstance(piece, str) else piece)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(50)
    assert peak(6_000) < peak(600) + 300_000


def test_rows_are_read_in_chunks(monkeypatch):
    for module in ("reporting.exports.contents", "recommendations.resources"):
        monkeypatch.setattr(f"{module}.CHUNK", 5)
    for number in range(12):
        RecommendationFactory(ref=f"A-{number:02}")
    contents = contents_of("recommendations")

    with CaptureQueriesContext(connection) as first:
        rows = iter(contents.rows)
        next(rows)
    with CaptureQueriesContext(connection) as rest:
        assert len(list(rows)) == 11

    assert len(first) == 2
    assert len(rest) == 2
    assert contents.number == 12


# Pages


def rows_in(answer):
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_every_kind_is_offered_in_each_format_with_its_number(as_role):
    RecommendationFactory(ref="A-1")
    client = as_role(Role.MEMBER)

    page = client.get(reverse("export_list")).text

    for kind in RESOURCES:
        for written_as, made in FORMATS.items():
            address = reverse("export_kind", args=[kind, written_as])
            assert f'href="{address}"' in page
            answer = client.get(address)
            assert answer.headers["Content-Type"] == made.content_type
            assert answer.getvalue()
    assert "None yet" in page
    assert client.get("/exports/actions.exe").status_code == 404
    assert client.get("/exports/people.csv").status_code == 404


def test_only_what_its_reader_may_see_is_in_it_and_counted(as_role):
    RecommendationFactory(ref="A-1", visibility=Visibility.PUBLIC)
    RecommendationFactory(ref="A-2", restricted=True)
    member = as_role(Role.MEMBER)

    rows = rows_in(member.get(reverse("export_kind", args=["recommendations", "csv"])))
    book = load_workbook(
        io.BytesIO(member.get(reverse("export_kind", args=["recommendations", "xlsx"])).getvalue())
    )

    assert [row["Reference"] for row in rows] == ["A-1"]
    told = dict(book["About this data"].values)
    assert told["Rows"] == 1
    assert "Sealed record" not in told
    assert Recommendation.objects.count() == 2


def test_lists_are_exported_as_they_are_narrowed(as_role):
    client = as_role(Role.AUDITOR)
    police = BodyFactory(short_name="SYP", name="South Yorkshire Police", police=True)
    ActionFactory(ref="A-1.1", lead_body=police, title="Train")
    ActionFactory(ref="B-1.1", title="Publish")
    review = ReviewFactory(ref="RV-1")
    FindingFactory(ref="F-1", review=review)
    FindingFactory(ref="F-2")

    bodies = client.get(reverse("export_kind", args=["bodies", "csv"]), {"q": "Yorkshire"})
    findings = client.get(reverse("export_kind", args=["findings", "csv"]), {"review": "RV-1"})
    listed = client.get(
        reverse("recommendation_export"), {"show": "actions", "words": "Train", "as": "xlsx"}
    )

    assert [row["Reference"] for row in rows_in(bodies)] == [police.slug]
    assert [row["Reference"] for row in rows_in(findings)] == ["F-1"]
    book = load_workbook(io.BytesIO(listed.getvalue()))
    assert [row[0] for row in book["actions"].values] == ["Reference", "A-1.1"]
    assert dict(book["About this data"].values)["Filters"] == "“Train”"
    assert client.get(reverse("recommendation_export"), {"as": "exe"}).status_code == 404
    assert "?q=Yorkshire" in client.get(reverse("body_list"), {"q": "Yorkshire"}).text


def test_export_is_noted_in_the_security_log(as_role, caplog):
    client = as_role(Role.AUDITOR)

    with caplog.at_level("INFO", logger="security"):
        client.get(reverse("export_kind", args=["actions", "csv"])).getvalue()

    assert 'exported user="' in caplog.text
    assert 'kind="actions" form="csv"' in caplog.text
