"""The product's settings, with a "hello" page added and static files left under their own names."""

from cse_tracker.settings import *  # noqa: F403
from cse_tracker.settings import BASE_DIR, STORAGES, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "benchmarks" / "templates")
# No page is measured by whether `collectstatic` has run.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
