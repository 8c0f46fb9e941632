"""The environment that tests run in. The settings are the product's own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("PLAIN_HTTP", "true")
os.environ.setdefault("LOG_LEVEL", "ERROR")
# Tests of the second factor switch it on.
os.environ.setdefault("SECOND_FACTOR_REQUIRED", "false")

from cse_tracker.settings import *  # noqa: F403

# Thousands of sign-ins, none of them worth guarding.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Pages are looked at without the step that gives each static file its hashed name.
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files are served from where they were built, collected or not.
WHITENOISE_AUTOREFRESH = True
# A file, as in use: in memory all threads would share one connection, and nothing would ever wait.
if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    test_database = Path(tempfile.gettempdir()) / f"register-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": test_database}  # noqa: F405
