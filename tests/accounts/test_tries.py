"""Tries that are counted in several processes at once."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import Tried
from accounts.tries import LIMIT

TRY = """
import django
django.setup()
from django.test import RequestFactory
from accounts.tries import TooManyTries, spend
passed = 0
print("ready", flush=True)
input()
for _ in range({times}):
    try:
        spend("password", RequestFactory().get("/"), person="somebody@example.org")
        passed += 1
    except TooManyTries:
        pass
print(passed)
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_together_let_ten_tries_pass():
    processes = [process() for _ in range(2)]
    for each in processes:
        assert each.stdout.readline() == "ready\n"
    for each in processes:
        each.stdin.write("go\n")
        each.stdin.flush()

    passed = [int(each.communicate(timeout=60)[0]) for each in processes]

    assert 1 <= sum(passed) <= LIMIT
    assert Tried.objects.count() == 2 * sum(passed)


def process():
    """Another process on the same test database."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database['NAME']}"
    else:
        address = (
            f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:"
            f"{database['PORT']}/{database['NAME']}"
        )
    return subprocess.Popen(
        [sys.executable, "-c", TRY.format(times=LIMIT)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
