"""The printed lifecycles are those of the tables."""

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from recommendations.management.commands.print_lifecycles import LIVES

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "lifecycles.md"


def test_document_is_what_the_command_prints():
    printed = StringIO()

    call_command("print_lifecycles", stdout=printed)

    assert DOCUMENT.read_text() == printed.getvalue()


def test_every_status_says_who_and_what():
    for _, statuses, life in LIVES:
        assert set(life.NEEDS) == set(statuses)
