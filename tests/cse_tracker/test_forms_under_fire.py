"""Every form that exists, filled in so that it saves, and then sent with what no page offers.

A field more than the form has changes nothing that the form without it does not; whatever a field
holds, the answer is never a fault of ours.
"""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.roles import Role
from tests import factories
from tests.crawl import body_of
from tests.cse_tracker.sent import controls, filled_in
from tests.test_permissions import ADDRESSES, scene

__all__ = ["scene"]

pytestmark = pytest.mark.django_db


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def later():
    return timezone.localdate() + timezone.timedelta(days=70)


def recommendation(**trait):
    return factories.RecommendationFactory(**trait)


def moving(step, typed=None, **trait):
    def make():
        words = typed() if callable(typed) else typed or {}
        return f"/recommendations/{recommendation(**trait).ref}/move/?step={step}", words

    return make


def started():
    action = factories.ActionFactory(in_progress=True)
    accepted = action.recommendation_links.get().recommendation
    return f"/recommendations/{accepted.ref}/move/?step=start", {}


def decided():
    return {"meeting": factories.MeetingFactory().pk, "minute_words": "It was resolved."}


def update():
    action = factories.ActionFactory(in_progress=True)
    link = {"evidence_title": "Minutes", "evidence_url": "https://example.org/minutes"}
    return f"/actions/{action.ref}/update/", link | day("next_on", later())


def new_date():
    action = factories.ActionFactory(in_progress=True)
    return f"/actions/{action.ref}/date/", day("new_due_on", later())


def planned():
    action = factories.ActionFactory(approved=True)
    served = action.recommendation_links.get().recommendation
    return f"/recommendations/{served.ref}/plan/", {
        "do": "return",
        "on": action.ref,
        "note": "Say who leads.",
    }


def handed_over():
    led = factories.RecommendationFactory(accepted=True)
    return f"/handover/?body={led.lead_body.slug}", {
        "on_this": led.ref,
        "to": factories.BodyFactory().pk,
        **day("on", timezone.localdate()),
    }


def settled_date():
    change = factories.DateChangeFactory()
    return f"/actions/{change.action.ref}/date/", {"decision": "agree"}


def check(**trait):
    return lambda: (f"/actions/{factories.ActionFactory(**trait).ref}/check/", {})


def plan():
    accepted = recommendation(accepted=True)
    body = accepted.lead_body.pk
    return f"/recommendations/{accepted.ref}/actions/new/", {
        "lead_body": body,
        **day("due_on", later()),
    }


def referral(page, typed=dict):
    def make():
        asked = recommendation(awaiting=True).referrals.get()
        return f"/referrals/{asked.pk}/{page}/", {"response": "accepted", **typed()}

    return make


def classify():
    point = factories.MotionPointFactory()
    return f"/motions/{point.motion.ref}/points/{point.number}/classify/", {}


def upload():
    return "/imports/new/", {"file": SPREADSHEET}


def replacement():
    evidence = factories.EvidenceFactory(file=True)
    return f"/evidence/{evidence.pk}/replace/", {"file": SPREADSHEET, "reason": "A draft"}


def meeting():
    body = factories.BodyFactory(committee=True)
    typed = {"ref": "NEW-1", "body": body.pk, "held_on": "2026-01-08"}
    return reverse("admin:bodies_meeting_add"), typed


def decisions(decided, typed=(), **trait):
    def make():
        one = recommendation(**trait)
        held = factories.MeetingFactory(held_on=timezone.localdate())
        told = {f"{name}_{one.pk}": value() if callable(value) else value for name, value in typed}
        return f"/meetings/{held.ref}/decisions/?on={one.ref}", {
            f"decided_{one.pk}": decided,
            "words": "It was resolved.",
            **told,
        }

    return make


def confirmed():
    draft = factories.DecisionFactory(is_draft=True)
    return f"/meetings/{draft.meeting.ref}/confirm/", {}


def forwarded_together():
    adopted, rule = recommendation(adopted=True), factories.ClockRuleFactory()
    clock = f"clock_{adopted.pk}_{adopted.lead_body.pk}"
    return f"/forward/?on={adopted.ref}", {clock: rule.pk}


def escalated():
    factories.RungFactory()
    late = factories.ActionFactory(in_progress=True, overdue=True)
    return f"/governance/escalations/new/?action={late.pk}", {"step": "raise"}


def of_letter(page, **typed):
    return lambda: (f"/letters/{factories.LetterFactory().pk}/{page}/", typed)


def in_admin(model, make=None, **typed):
    def address():
        if make:
            return reverse(f"admin:{model}_change", args=[make().pk]), typed
        return reverse(f"admin:{model}_add"), typed

    return address


SPREADSHEET = b"Reference,Title,Due date\nNEW-1,A new one,1 May 2030\n"
#: Who fills in which form: a function that makes what it is about, and says where it is and what
#: has to be typed for it to be saved.
FORMS = {
    "update": (Role.GOVERNANCE, update),
    "new date": (Role.GOVERNANCE, new_date),
    "date settled": (Role.GOVERNANCE, settled_date),
    "cancel": (Role.GOVERNANCE, check(in_progress=True)),
    "check": (Role.GOVERNANCE, check(reported_complete=True)),
    "reopen an action": (Role.GOVERNANCE, check(verified=True)),
    "plan": (Role.GOVERNANCE, plan),
    "respond": (Role.GOVERNANCE, referral("respond")),
    "withdraw": (Role.GOVERNANCE, referral("withdraw")),
    "classify": (Role.GOVERNANCE, classify),
    "import": (Role.GOVERNANCE, upload),
    "replace a file": (Role.GOVERNANCE, replacement),
    "adopt": (
        Role.GOVERNANCE,
        moving("adopt", lambda: {"lead_body": factories.BodyFactory().pk, **decided()}),
    ),
    "decide to adopt": (
        Role.GOVERNANCE,
        decisions("agreed", [("lead_body", lambda: factories.BodyFactory().pk)]),
    ),
    "decide to return": (
        Role.GOVERNANCE,
        decisions("returned", [("missing", "The audit")], reported_complete=True),
    ),
    "forward together": (Role.GOVERNANCE, forwarded_together),
    "change a letter": (Role.GOVERNANCE, of_letter("change", subject="Again")),
    "send a letter": (Role.GOVERNANCE, of_letter("send", way="other")),
    "discard a letter": (Role.GOVERNANCE, of_letter("discard", reason="Sent twice.")),
    "ask": (
        Role.MEMBER,
        lambda: (f"/recommendations/{recommendation().ref}/ask/", {}),
    ),
    "pass a question on": (
        Role.GOVERNANCE,
        lambda: (
            f"/questions/{factories.QuestionFactory().pk}/?step=route",
            {"body": factories.BodyFactory().pk},
        ),
    ),
    "answer a question": (
        Role.GOVERNANCE,
        lambda: (f"/questions/{factories.QuestionFactory().pk}/?step=answer", {}),
    ),
    "follow": (
        Role.MEMBER,
        lambda: (f"/following/new/recommendation/{recommendation().ref}/", {}),
    ),
    "follow a list": (Role.MEMBER, lambda: ("/following/new/list/?words=plan", {})),
    "change a plan": (
        Role.GOVERNANCE,
        lambda: (
            f"/actions/{factories.ActionFactory(proposed=True).ref}/plan/",
            day("due_on", later()),
        ),
    ),
    "hand over": (Role.GOVERNANCE, handed_over),
    "replace a body": (
        Role.GOVERNANCE,
        lambda: (
            f"/bodies/{factories.BodyFactory().slug}/replace/",
            {"successor": factories.BodyFactory().pk, **day("on", timezone.localdate())},
        ),
    ),
    "leave": (
        Role.ADMIN,
        lambda: (
            f"/people/{factories.UserFactory(role=Role.BODY_OFFICER).pk}/leaving/",
            day("last_day", timezone.localdate()),
        ),
    ),
    "return a plan": (Role.GOVERNANCE, planned),
    "raise what is late": (Role.GOVERNANCE, escalated),
    "settle an escalation": (
        Role.GOVERNANCE,
        lambda: (f"/governance/escalations/{factories.EscalationFactory().pk}/", {}),
    ),
    "receive": (
        Role.GOVERNANCE,
        referral("received", lambda: day("received_on", timezone.localdate())),
    ),
    "confirm minutes": (Role.GOVERNANCE, confirmed),
    "start": (Role.GOVERNANCE, started),
    "close": (Role.GOVERNANCE, moving("close", decided, reported_complete=True)),
    "follow up": (Role.GOVERNANCE, moving("follow-up", closed=True)),
    "reopen": (Role.GOVERNANCE, moving("reopen", closed=True)),
    "add a body": (Role.ADMIN, in_admin("bodies_body", slug="new-one")),
    "change a body": (Role.ADMIN, in_admin("bodies_body", factories.BodyFactory, name="Changed")),
    "add a person": (Role.ADMIN, in_admin("accounts_user", email="new@example.org")),
    "change a person": (
        Role.ADMIN,
        in_admin("accounts_user", factories.UserFactory, name="Changed"),
    ),
    "add a meeting": (Role.ADMIN, meeting),
    "add a theme": (Role.ADMIN, in_admin("recommendations_theme", slug="new-one")),
    "change a term": (
        Role.ADMIN,
        in_admin("reviews_glossaryterm", factories.GlossaryTermFactory, term="Changed"),
    ),
}


def opened(name):
    """A client with the form before it, its address, and what saves it."""
    role, make = FORMS[name]
    client = Client()
    client.person = factories.UserFactory(role=role)
    client.force_login(client.person)
    address, typed = make()
    page = client.get(address)
    assert page.status_code == 200, address
    return client, address, filled_in(page, **typed)


def send(client, address, fields, before=None):
    """`fields` in a request; bytes go as a file. What was saved is taken back."""
    fields = {
        key: SimpleUploadedFile("register.csv", value) if isinstance(value, bytes) else value
        for key, value in fields.items()
    }
    with transaction.atomic():
        answer = client.post(address, fields)
        saved = everything(before) if before else None
        transaction.set_rollback(True)
    return answer, saved


#: Tables that say when and by which request something was saved, and not what.
OF_THE_SAVING = {"admin", "sessions", "audit"}


def keys():
    return {model: set(model.objects.values_list("pk", flat=True)) for model in apps.get_models()}


def everything(before=None):
    """Every row of every table, without moments and numbers, which differ from one saving to the
    next. `before` has the numbers of the rows that were there already, which stay as they are."""
    rows = {}
    for model in apps.get_models():
        if model._meta.app_label in OF_THE_SAVING:
            continue
        fields = [
            field
            for field in model._meta.concrete_fields
            if not isinstance(field, models.DateTimeField) and not field.primary_key
        ]
        found = model.objects.values_list(*(field.attname for field in fields))
        rows[model._meta.label] = sorted(
            repr([_lasting(value, field, before) for value, field in zip(row, fields, strict=True)])
            for row in found
        )
    return rows


def _lasting(value, field, before):
    if field.name in ("password", "stored_as") or (field.name == "id" and value):
        return "…"
    if before and field.is_relation and value not in before[field.related_model]:
        return value and "new"
    if isinstance(field, models.BinaryField) and bytes(value).startswith(b"PK"):
        # A Word file says of each part when it was put in, to two seconds.
        return [(part.filename, part.CRC) for part in ZipFile(BytesIO(bytes(value))).infolist()]
    return value


def every_field_there_is():
    """Names of every field of every table, with something in it that somebody might wish for."""
    wished = {
        "is_active": "on", "is_staff": "on", "is_superuser": "on", "role": "governance",
        "status": "closed", "password": "chosen by somebody else", "visibility": "public",
    }  # fmt: skip
    names = {field.name for model in apps.get_models() for field in model._meta.get_fields()}
    return {name: wished.get(name, "1") for name in names} | {"_method": "DELETE", "_save_as": "1"}


def errors_of(page):
    if not page.context:
        return ""
    form = page.context["adminform"].form if "adminform" in page.context else page.context["form"]
    return form.errors


def fields_of(page):
    """Names of the form's own fields: a day of three boxes can be given as one."""
    form = page.context["adminform"].form if "adminform" in page.context else page.context["form"]
    return set(form.fields)


@pytest.mark.parametrize("name", FORMS)
def test_a_field_more_than_the_form_has_changes_nothing(name):
    client, address, fields = opened(name)
    known = {*fields, *fields_of(client.get(address))}
    more = {key: value for key, value in every_field_there_is().items() if key not in known}
    before, numbers = everything(keys()), keys()

    plain, saved = send(client, address, fields, numbers)
    stuffed, saved_with_more = send(client, address, {**more, **fields}, numbers)

    assert (plain.status_code, stuffed.status_code) == (302, 302), errors_of(plain)
    assert saved != before
    assert saved_with_more == saved


#: What every field gets, and what they get in turn.
WORST = ("a\0b", "9" * 30)
NASTY = (
    "\0", "-1", "1e400", "²", "٣", "\ud7ff\ufffe\u202e", "'\";--<script>{{7*7}}",
    "../../etc/passwd", "\r\nX-Forged: 1", "x" * 70_000, "%00%ff", " ", "nan", "",
)  # fmt: skip


def nasty_values(number, address):
    """Django's admin, which has many fields and slow pages, gets one for each field."""
    if address.startswith("/admin/"):
        return [(WORST + NASTY)[number % len(WORST + NASTY)]]
    return [*WORST, NASTY[number % len(NASTY)]]


@pytest.mark.parametrize("name", FORMS)
def test_whatever_one_field_holds_the_answer_is_no_fault_of_ours(name):
    client, address, fields = opened(name)

    wrong = []
    for number, field in enumerate(fields):
        for value in nasty_values(number, address):
            value = value.encode() if isinstance(fields[field], bytes) else value
            answer, _ = send(client, address, {**fields, field: value})
            if answer.status_code not in (200, 302, 400, 403):
                wrong.append(f"{field}={value[:20]!r}: {answer.status_code}")

    assert wrong == []


def test_nul_in_a_field_is_said_beside_the_field():
    client, address, fields = opened("update")

    answer, _ = send(client, address, {**fields, "done": "a\0b"})

    assert answer.context["form"].errors == {"done": ["Null characters are not allowed."]}


READERS = ("governance", "admin")


@pytest.mark.parametrize("who", READERS)
def test_whatever_an_address_asks_the_answer_is_no_fault_of_ours(who, scene):
    """Every parameter that any page knows, with everything nasty, on every page."""
    client = Client()
    client.force_login(scene.people[who])
    pages = [scene.address(path) for _, path in ADDRESSES]
    names = {"page", "next", "sort", "show", "step", "as_at", "q", "o", "e", "p", "_popup"}
    for page in pages:
        with transaction.atomic():
            answer = client.get(page)
            if answer.get("Content-Type", "").startswith("text/html"):
                names |= controls(answer).names
            body_of(answer)
            transaction.set_rollback(True)

    wrong = []
    for page in pages:
        for value in ("9" * 30, "²", "a'\";--\u202e"):
            answer = client.get(page, dict.fromkeys(names, value))
            body_of(answer)
            if answer.status_code >= 500:
                wrong.append(f"{page} {value[:20]!r}: {answer.status_code}")

    assert len(names) > 30
    assert wrong == []


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_random_bytes_in_addresses_and_forms_are_no_fault_of_ours(scene, data):
    assert User.objects.exists()
    path = data.draw(st.sampled_from(ADDRESSES))[1]
    names = st.sampled_from(
        ["page", "sort", "lead", "status", "words", "next", "version", "reason"]
    )
    some = st.dictionaries(names | st.text(max_size=8), st.text(max_size=40), max_size=4)
    client = Client()
    client.force_login(scene.people[data.draw(st.sampled_from(READERS))])
    with transaction.atomic():
        read = client.get(
            scene.address(path), data.draw(some), **_raw(data.draw(st.binary(max_size=60)))
        )
        sent = client.post(
            scene.address(path),
            data.draw(st.binary(max_size=200)),
            content_type="application/x-www-form-urlencoded",
        )
        body_of(read)
        body_of(sent)
        typed = client.post(scene.address(path), data.draw(some))
        transaction.set_rollback(True)

    assert max(read.status_code, sent.status_code, typed.status_code) < 500


def _raw(query):
    """Bytes after the question mark as a server hands them on, or what the test client made."""
    return {"QUERY_STRING": query.decode("latin-1")} if query else {}
