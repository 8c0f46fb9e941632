"""The house rules that a reader would otherwise have to check by eye."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from accounts.roles import PERMISSIONS
from audit.record import Recorded, RecordedTwice
from correspondence import lifecycle as correspondence_lifecycle
from motions import lifecycle as motion_point_lifecycle
from recommendations.lifecycle import action, date_change, plan, recommendation, referral

ROOT = Path(settings.BASE_DIR)
APPS = (
    "audit",
    "bodies",
    "accounts",
    "motions",
    "reviews",
    "recommendations",
    "correspondence",
    "imports",
    "following",
    "reporting",
    "cse_tracker",
)
MODULES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
OUR_MODELS = [
    model
    for app in APPS
    if apps.is_installed(app)
    for model in apps.get_app_config(app).get_models()
    if not issubclass(model, RecordedTwice)
]

#: Models of working tables, which hold nothing that anybody decided, and the seal of the record.
NOT_OF_THE_RECORD = {
    "accounts.KeptForm",
    "accounts.Tried",
    "audit.Entry",
    "audit.Verification",
    "correspondence.Document",
    "following.FeedAddress",
    "following.Follow",
    "imports.StagedRow",
    "imports.UploadedFile",
    "recommendations.UpdateDraft",
}
THE_RECORD = [model for model in OUR_MODELS if model._meta.label not in NOT_OF_THE_RECORD]

#: Where an attribute of this name may be assigned to something that is not `self`.
WRITERS = {
    "status": {
        "correspondence/workflow/escalation.py",
        "correspondence/workflow/letter.py",
        "correspondence/workflow/mail.py",
        "correspondence/workflow/question.py",
        "recommendations/workflow/action.py",
        "recommendations/workflow/date_change.py",
        "recommendations/workflow/recommendation.py",
        "recommendations/workflow/referral.py",
    },
    "plan_standing": {"recommendations/workflow/plan.py"},
    "answer": {"correspondence/workflow/question.py", "motions/workflow.py"},
    "visibility": {"recommendations/workflow/classification.py"},
    "restricted_to": {"recommendations/workflow/classification.py"},
    "voided_on": {"recommendations/workflow/classification.py"},
}
TABLES = {
    "action": (action.NEXT, action.Status),
    "date change": (date_change.NEXT, date_change.Status),
    "e-mail": (correspondence_lifecycle.MAIL_NEXT, correspondence_lifecycle.MailStatus),
    "question": (
        correspondence_lifecycle.QUESTION_NEXT,
        correspondence_lifecycle.QuestionStatus,
    ),
    "escalation": (
        correspondence_lifecycle.ESCALATION_NEXT,
        correspondence_lifecycle.EscalationStatus,
    ),
    "letter": (correspondence_lifecycle.LETTER_NEXT, correspondence_lifecycle.LetterStatus),
    "plan": (plan.NEXT, plan.Standing),
    "motion point": (motion_point_lifecycle.NEXT, motion_point_lifecycle.Answer),
    "recommendation": (recommendation.NEXT, recommendation.Status),
    "referral": (referral.NEXT, referral.Status),
}


def short(path):
    return path.relative_to(ROOT).as_posix()


def assigned_attributes(tree):
    """Names and lines of attributes assigned in any way, `setattr` with a literal name included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr":
            name = node.args[1]
            if isinstance(name, ast.Constant):
                yield name.value, node.lineno
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
            yield from ((keyword.arg, node.lineno) for keyword in node.keywords)


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_only_workflow_assigns_a_status_or_an_answer(path):
    found = [
        f"{short(path)}:{line} assigns .{name}"
        for name, line in assigned_attributes(ast.parse(path.read_text()))
        if name in WRITERS and short(path) not in WRITERS[name]
    ]

    assert found == []


@pytest.mark.parametrize(("table", "statuses"), TABLES.values(), ids=TABLES)
def test_every_status_has_a_row_that_leads_to_statuses(table, statuses):
    assert set(table) == set(statuses)
    for current, following in table.items():
        assert set(following) <= set(statuses) - {current}
        assert len(set(following)) == len(following)


@pytest.mark.parametrize(("table", "statuses"), TABLES.values(), ids=TABLES)
def test_every_status_can_be_reached_from_the_first(table, statuses):
    reached, waiting = set(), [next(iter(statuses))]
    while waiting:
        status = waiting.pop()
        if status not in reached:
            reached.add(status)
            waiting.extend(table[status])

    assert reached == set(statuses)


@pytest.mark.parametrize("statuses", [pair[1] for pair in TABLES.values()], ids=TABLES)
def test_every_status_has_a_colour_a_symbol_and_a_label_of_its_own(statuses):
    assert {status.colour for status in statuses} <= {"grey", "blue", "green", "amber", "red"}
    assert all(status.symbol for status in statuses)
    assert len({status.label for status in statuses}) == len(statuses)


def label(model):
    return model._meta.label


@pytest.mark.parametrize("model", THE_RECORD, ids=label)
def test_model_of_the_record_has_a_version_and_a_history_with_two_times(model):
    assert issubclass(model, Recorded)
    fields = {field.name for field in model.history.model._meta.get_fields()}
    assert {"history_date", "effective_on", "actor_label", "history_change_reason"} <= fields


@pytest.mark.parametrize("model", OUR_MODELS, ids=label)
def test_model_has_no_order_of_its_own(model):
    assert model._meta.ordering in ([], ())


@pytest.mark.parametrize("model", THE_RECORD, ids=label)
def test_no_foreign_key_lets_the_record_be_deleted(model):
    rules = {
        field.remote_field.on_delete
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    }

    assert rules <= {models.PROTECT}


@pytest.mark.parametrize("model", OUR_MODELS, ids=label)
def test_constraint_names_read_as_sentences(model):
    names = [constraint.name for constraint in model._meta.constraints]

    assert [name for name in names if name.count("_") < 2] == []


@pytest.mark.parametrize("model", THE_RECORD, ids=label)
def test_stored_choices_are_lower_case_with_hyphens(model):
    for field in model._meta.get_fields():
        for value, _ in getattr(field, "flatchoices", None) or ():
            if field.name != "name" and isinstance(value, str):
                assert re.fullmatch(r"[a-z0-9-]*", value), f"{field}: {value}"


@pytest.mark.django_db
def test_no_migration_is_missing():
    told = StringIO()

    call_command("makemigrations", "--check", "--dry-run", stdout=told, stderr=told)


def test_no_module_is_named_after_nothing():
    vague = {"utils", "util", "helpers", "common", "core", "services", "signals", "misc"}

    assert [short(p) for p in MODULES if vague & {p.stem, *p.relative_to(ROOT).parts}] == []


@pytest.mark.parametrize("path", [*MODULES, *TEMPLATES], ids=short)
def test_nothing_in_code_or_templates_belongs_to_one_place_or_subject(path):
    words = re.findall(r"Rotherham|exploitation", path.read_text(errors="replace"), re.IGNORECASE)

    assert words == []


#: What a strict Content Security Policy refuses.
INLINE = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc=)[^>]*>",
    "a handler of an event": r"<[a-z][^>{%]*\son[a-z]+\s*=",
    "a script address": r"javascript:",
}


@pytest.mark.parametrize("path", [t for t in TEMPLATES if t.suffix == ".html"], ids=short)
def test_template_has_no_inline_style_or_script(path):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)

    assert [what for what, pattern in INLINE.items() if re.search(pattern, text, re.I)] == []


def test_every_permission_asked_for_is_one_that_a_role_has():
    known = set().union(*PERMISSIONS.values())
    verbs = {permission.partition(".")[2].partition("_")[0] for permission in known}
    permission = re.compile(rf'"((?:{"|".join(APPS)})\.(?:{"|".join(verbs)})_[a-z_]+)"')

    asked = {word for path in MODULES for word in permission.findall(path.read_text())}

    assert asked - known == set()


#: Read by the Makefile and by the tests, not by the service.
READ_ELSEWHERE = {"HOST", "PORT", "TEST_DATABASE_URL"}


def test_the_example_of_settings_names_every_variable_that_is_read():
    asked = re.compile(r'(?:\benv(?:\.[a-z_]+)?\(|os\.environ(?:\.get\(|\[))\s*"([A-Z_]+)"')
    read = {name for path in MODULES for name in asked.findall(path.read_text())}
    example = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert sorted(example) == sorted(read | READ_ELSEWHERE)
