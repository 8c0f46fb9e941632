"""docs/security.md counts right, leaves no requirement out, and names evidence that is there."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEXT = (ROOT / "docs" / "security.md").read_text()
ROWS = re.findall(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.+) \|$", TEXT, re.MULTILINE
)
STATES = ("met", "partly", "operator", "not met", "n.a.")
#: How many requirements ASVS 5.0.0 has at each of the two levels.
IN_THE_STANDARD = {"1": 70, "2": 183}


def test_every_requirement_has_one_row():
    assert len({row[0] for row in ROWS}) == len(ROWS)
    assert Counter(row[1] for row in ROWS) == IN_THE_STANDARD
    assert {row[3] for row in ROWS} <= set(STATES)


@pytest.mark.parametrize("level", ["1", "2"])
def test_the_counts_are_those_of_the_rows(level):
    said = re.search(rf"^\| level {level} \| (.+) \|$", TEXT, re.MULTILINE)[1].split(" | ")
    counted = Counter(row[3] for row in ROWS if row[1] == level)

    assert [int(one) for one in said] == [
        *(counted[state] for state in STATES),
        sum(counted.values()),
    ]


def test_what_is_named_as_evidence_is_there():
    named = set(re.findall(r"`([\w./-]+(?:\.(?:py|md|html|js|example|txt)|/))`", TEXT))
    paths = {name for name in named if not name.startswith("/")}

    assert len(paths) > 40
    assert sorted(name for name in paths if not (ROOT / name).exists()) == []
