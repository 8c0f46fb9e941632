"""Each file of the corpus becomes what stands beside it: read by the reader, and by the command."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from imports.models import ImportBatch
from imports.planning import is_heading
from imports.reading import Refused, find_table, read_file
from tests.imports.corpus import CASES
from tests.imports.corpus.case import Read, RefusedWith, RowErrors
from tests.imports.corpus.tables import CHOSEN

OF_THE_READER = [*CASES, *CHOSEN]


def named(cases):
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


def table_in(case):
    return find_table(read_file(case.build()), is_heading, case.sheet, case.header_row)


@named(OF_THE_READER)
def test_file_is_read_exactly_or_refused_in_words(case, settings):
    for name, value in case.settings.items():
        setattr(settings, name, value)

    if isinstance(case.expected, RefusedWith):
        with pytest.raises(Refused) as refusal:
            table_in(case)
        assert case.expected.words in str(refusal.value)
    elif isinstance(case.expected, Read):
        check_table(table_in(case), case.expected)
    else:
        assert table_in(case).rows


def check_table(table, expected):
    assert list(table.headings.values()) == expected.headings
    assert [list(row.cells) for row in table.rows] == expected.rows
    assert [list(map(type, row.cells)) for row in table.rows] == [
        list(map(type, row)) for row in expected.rows
    ]
    assert table.skipped == expected.skipped
    assert table.merged == expected.merged
    assert len(table.notes) == len(expected.notes), table.notes
    for note, beginning in zip(table.notes, expected.notes, strict=True):
        assert note.startswith(beginning)
    if expected.numbers:
        assert [row.number for row in table.rows] == expected.numbers
    if expected.sections:
        assert [row.section for row in table.rows] == expected.sections


@pytest.mark.django_db
@named(CASES)
def test_file_is_taken_by_the_command_as_by_the_reader(case, run_import, settings):
    for name, value in case.settings.items():
        setattr(settings, name, value)

    code, report = run_import(case.build(), "--dry-run", *case.options, name=case.name)

    assert (code, report) == (case.expected.exit_code, report)
    if isinstance(case.expected, RefusedWith):
        assert case.expected.words in report["refused"]
    if isinstance(case.expected, RowErrors):
        found = [(error["row"], error["column"]) for error in report["errors"]]
        assert found == [(row, column) for row, column, _ in case.expected.errors]
        for error, (_, _, words) in zip(report["errors"], case.expected.errors, strict=True):
            assert words in error["message"]


@pytest.mark.django_db
@named(CASES)
def test_file_is_taken_by_the_wizard_as_by_the_command(case, as_role, settings):
    for name, value in case.settings.items():
        setattr(settings, name, value)
    kind = dict(zip(case.options[::2], case.options[1::2], strict=True)).get("--kind", "")
    day = {"effective_on_day": "27", "effective_on_month": "5", "effective_on_year": "2022"}
    file = SimpleUploadedFile(case.name, case.build())

    answer = as_role(Role.GOVERNANCE).post(
        reverse("import_new"), {"file": file, "kind": kind, "sheet": case.sheet, **day}, follow=True
    )

    assert answer.status_code == 200
    batch = ImportBatch.objects.first()
    if isinstance(case.expected, RefusedWith):
        # A large file is answered by a page that is sent while it is looked at.
        assert case.expected.words in html.unescape(answer.getvalue().decode())
        assert batch is None or batch.refusal
    else:
        number = len({row for row, *_ in getattr(case.expected, "errors", ())})
        assert (batch.refusal, batch.counts["error"]) == ("", number)


def test_corpus_is_large_and_no_two_files_have_one_name():
    names = [case.name for case in OF_THE_READER]

    assert len(set(names)) == len(names)
    assert len(names) >= 80
