"""The council's own sign-in is there where an issuer is named, and nowhere else."""

import os
import socket
import subprocess
import sys

from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse


def test_signing_in_through_the_council():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    named = {
        "OIDC_ISSUER": f"http://127.0.0.1:{port}/tenant/v2.0",
        "OIDC_CLIENT_ID": "tracker",
        "OIDC_CLIENT_SECRET": "only-for-tests",
        "OIDC_NAME": "the town hall",
    }
    without = {name: value for name, value in os.environ.items() if "XDIST" not in name}

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
         # Its tables are those of all others, and are tested as they migrate everywhere else.
         "--no-migrations",
         "tests/accounts/council_checks.py"],
        cwd=settings.BASE_DIR,
        env={**without, **named},
        capture_output=True,
        text=True,
    )  # fmt: skip

    assert run.returncode == 0, run.stdout
    assert " passed" in run.stdout


def test_without_an_issuer_there_is_no_trace_of_it(client, db):
    assert not apps.is_installed("allauth.socialaccount")
    assert not apps.is_installed("accounts.single_sign_on")
    assert "sign-in/council" not in client.get("/sign-in/").content.decode()
    try:
        reverse("council_sign_in")
    except NoReverseMatch:
        return
    raise AssertionError("The address is there")
