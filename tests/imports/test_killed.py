"""All rows or none, also when the process is killed in the middle, and when two import at once."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from audit.models import Entry
from audit.verify import verify
from bodies.models import Body
from imports.models import ImportBatch
from recommendations.models import Action, Recommendation
from tests.audit.test_seal import address_of_this_database
from tests.imports.conftest import text_file

pytestmark = pytest.mark.django_db(transaction=True)

_IMPORTER = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection

file, last_words = sys.argv[1:]

def killed_after(execute, sql, params, many, context):
    answer = execute(sql, params, many, context)
    if last_words and last_words in sql.replace('"', ""):
        os.kill(os.getpid(), signal.SIGKILL)
    return answer

with connection.execute_wrapper(killed_after):
    call_command("import_register", file, "--json")
"""
HEAD = ["Reference", "Title", "Owner", "Status", "Due date", "Progress update"]


def plan(folder, name, words):
    rows = [[f"A-{n}", f"{words} {n}", "Council / Police", "In progress", "31/03/2030", words]
            for n in range(1, 7)]  # fmt: skip
    file = folder / name
    file.write_bytes(text_file([HEAD, *rows], encoding="utf-8"))
    return file


def importing(file, last_words=""):
    environment = {
        **os.environ,
        "DATABASE_URL": address_of_this_database(),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    return subprocess.Popen(
        [sys.executable, "-c", _IMPORTER, file, last_words],
        env=environment, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def test_import_that_is_killed_at_any_point_leaves_nothing_and_goes_in_afterwards(tmp_path):
    file = plan(tmp_path, "plan.csv", "Train")
    connection.close()

    for last_words in (
        "INSERT INTO imports_importbatch",
        "INSERT INTO recommendations_recommendation ",
        "INSERT INTO recommendations_historicalaction ",
        "INSERT INTO recommendations_historicalprogressupdate ",
        "UPDATE imports_importbatch",
    ):
        assert (last_words, importing(file, last_words).wait(timeout=120)) == (last_words, -9)
        left = [model.objects.count() for model in (ImportBatch, Body, Recommendation, Action)]
        assert (last_words, left, Entry.objects.count()) == (last_words, [0, 0, 0, 0], 0)

    assert importing(file).wait(timeout=120) == 0
    assert (Recommendation.objects.count(), Action.objects.count()) == (6, 6)
    assert verify().holds


def test_two_imports_at_once_are_one_after_the_other(tmp_path):
    files = [plan(tmp_path, "one.csv", "Train"), plan(tmp_path, "two.csv", "Publish")]
    connection.close()

    running = [importing(file) for file in files]

    assert [one.wait(timeout=120) for one in running] == [0, 0]
    first, second = ImportBatch.objects.order_by("saved_at")
    assert (first.counts["new"], second.counts["changed"]) == (6, 6)
    words = {title.split()[0] for title in Recommendation.objects.values_list("title", flat=True)}
    assert words == {"Train" if "one" in second.file_name else "Publish"}
    assert Action.objects.get(ref="A-1.1").updates.count() == 2
    assert verify().holds
