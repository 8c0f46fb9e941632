"""Nobody writes to what is another body's: every form that writes to the record, filled in as its
owner would, sent by the officer and the approver of each other body.

The forms are found from the addresses: one that writes and has no row in `FORMS` fails.
"""

import inspect
import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.roles import Role
from accounts.visibility import naming
from audit.models import Entry
from correspondence.word_files.to_start_from import notice_template
from recommendations import classified
from recommendations.models import (
    Action,
    DateChange,
    Evidence,
    ProgressUpdate,
    Recommendation,
    Referral,
)
from tests import factories

pytestmark = pytest.mark.django_db

NAMES = ("RSCP", "SRP", "SYP", "RMBC")
PAIRS = list(permutations(NAMES, 2))
OTHERS = (Role.BODY_OFFICER, Role.BODY_APPROVER)
LAYERS = (
    "accounts", "bodies", "motions", "reviews", "recommendations", "correspondence", "imports",
)  # fmt: skip


# What a body has, and the people of it


@dataclass
class Holdings:
    """A thing of each kind, in each state that a form is for."""

    body: object
    awaiting: object
    accepted: object
    finished: object
    claimed: object
    action: object
    done: object
    change: object
    update: object
    evidence: object
    file: object
    finding: object
    point: object


def holdings_of(body, **visibility):
    make = {"lead_body": body, **visibility}
    accepted = factories.RecommendationFactory(accepted=True, **make)
    action = factories.ActionFactory(recommendation=accepted, in_progress=True, **make)
    waiting = factories.ActionFactory(recommendation=accepted, in_progress=True, **make)
    update = factories.ProgressUpdateFactory(action=action, **visibility)
    return Holdings(
        body=body,
        awaiting=factories.RecommendationFactory(awaiting=True, **make),
        accepted=accepted,
        finished=factories.RecommendationFactory(
            in_progress=True, action__in_progress=False, action__verified=True, **make
        ),
        claimed=factories.RecommendationFactory(reported_complete=True, **make),
        action=action,
        done=factories.ActionFactory(recommendation=accepted, reported_complete=True, **make),
        change=factories.DateChangeFactory(action=waiting),
        update=update,
        evidence=factories.EvidenceFactory(action=action, update=update, **visibility),
        file=factories.EvidenceFactory(action=waiting, file=True, **visibility),
        finding=factories.FindingFactory(**visibility),
        point=factories.MotionPointFactory(answered=True),
    )


@pytest.fixture
def bodies():
    return {name: factories.BodyFactory(slug=name.lower(), short_name=name) for name in NAMES}


def person(role, body=None):
    """Somebody in this role, signed in: a client."""
    client = Client()
    client.force_login(factories.UserFactory(role=role, body=body if role in OTHERS else None))
    return client


# Every form, filled in as its owner would


def day(name, days):
    on = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def move(step, thing, **typed):
    return f"{reverse('recommendation_move', args=[thing.ref])}?step={step}", {
        "version": thing.version,
        **typed,
    }


def of_action(page, action, **typed):
    return reverse(page, args=[action.ref]), {"version": action.version, **typed}


def of_item(page, item, **typed):
    return reverse(page, args=[classified.kind_of(item).slug, item.pk]), {
        "version": item.version,
        **typed,
    }


def several(items):
    keys = "&".join(f"item={classified.key_of(item)}" for item in items)
    return f"{reverse('unclassified_classify')}?{keys}"


def decided(typed):
    """The fields of a form that rests on a decision."""
    meeting = factories.MeetingFactory()
    return {"meeting": meeting.pk, "minute": "12", "minute_words": "Resolved.", **typed}


def wanting(own):
    """A meeting that wants to hear of the body’s actions."""
    return factories.MeetingFactory(
        body=own.accepted.committee,
        held_on=timezone.localdate() + timedelta(days=16),
        updates_due_on=timezone.localdate() + timedelta(days=7),
    )


def routed(own):
    like = own.awaiting
    about = factories.RecommendationFactory(
        lead_body=own.body, visibility=like.visibility, restricted_to=like.restricted_to
    )
    return factories.QuestionFactory(recommendation=about, routed=True, body=own.body)


def proposed(own):
    """An action of the body that its officer proposed."""
    like = own.action
    return factories.ActionFactory(
        recommendation=own.accepted,
        proposed=True,
        lead_body=own.body,
        visibility=like.visibility,
        restricted_to=like.restricted_to,
    )


def like(body):
    """Another of its kind, which may take over from it."""
    return factories.BodyFactory(kind=body.kind)


def contributed(own):
    """Led by another body, said to be done, and the body contributes."""
    like = own.action
    action = factories.ActionFactory(
        reported_complete=True, visibility=like.visibility, restricted_to=like.restricted_to
    )
    factories.ActionContributorFactory(action=action, body=own.body)
    return action


def late(own):
    factories.RungFactory()
    return factories.ActionFactory(lead_body=own.body, in_progress=True, overdue=True)


def unreceived(own):
    like = own.awaiting
    return factories.RecommendationFactory(
        awaiting=True,
        lead_body=own.body,
        visibility=like.visibility,
        restricted_to=like.restricted_to,
        referral__received_on=None,
    ).referrals.get()


def forwarding(recommendation, rule):
    return f"{reverse('recommendation_forward')}?on={recommendation.ref}", {
        f"clock_{recommendation.pk}_{recommendation.lead_body_id}": rule.pk,
        **day("noticed_on", 0),
    }


def of_letter(page, own, **typed):
    letter = factories.LetterFactory(body=own.body)
    return reverse(page, args=[letter.pk]), {"version": letter.version, **typed}


def draft_minutes():
    return factories.DecisionFactory(is_draft=True)


class Upload(SimpleUploadedFile):
    """May be sent more than once."""

    @classmethod
    def of_text(cls):
        return cls("minutes.txt", b"The minutes, as signed.")

    def read(self, *size):
        self.seek(0)
        return super().read(*size)


OFFICER, APPROVER, GOVERNANCE = Role.BODY_OFFICER, Role.BODY_APPROVER, Role.GOVERNANCE
EXEMPT = {
    "visibility": "exempt",
    "exempt_paragraph": "7",
    "public_interest_reason": "It would warn them.",
}
HELD = {"evidence_title": "The audit", "evidence_url": "https://example.org/audit",
        "evidence_strength": "document"}  # fmt: skip
KINDS = ("accepted", "action", "update", "evidence", "finding")

#: By address and what is done there: who does it by right, and what that person sends.
FORMS = {
    ("action_update", "say what was done"): (
        OFFICER,
        lambda own: of_action(
            "action_update", own.action, done="The audit is done.", status="in-progress", **HELD
        ),
    ),
    ("action_update", "blocked"): (
        OFFICER,
        lambda own: of_action(
            "action_update", own.action, done="Nothing moves.", status="blocked",
            blocked_on_what="Money", unblocked_by_whom="Head of finance",
        ),
    ),
    ("action_update", "complete"): (
        OFFICER,
        lambda own: of_action(
            "action_update", own.action, done="All of it.", status="reported-complete",
            effect="All found.", **day("completed_on", 0), **HELD,
        ),
    ),
    ("action_date", "ask"): (
        OFFICER,
        lambda own: of_action(
            "action_date", own.action, reason="The staff come later.", **day("new_due_on", 70)
        ),
    ),
    ("action_date", "settle"): (
        GOVERNANCE,
        lambda own: of_action("action_date", own.change.action, decision="agree", note=""),
    ),
    ("action_check", "verify"): (
        GOVERNANCE,
        lambda own: of_action("action_check", own.done, step="check", decision="verify", note=""),
    ),
    ("action_check", "cancel"): (
        GOVERNANCE,
        lambda own: of_action(
            "action_check", own.action, step="cancel", reason="No.", approved_by_whom="Head"
        ),
    ),
    ("action_new", "plan"): (
        OFFICER,
        lambda own: (
            reverse("action_new", args=[own.accepted.ref]),
            {
                "title": "Hold a survey", "lead_body": own.body.pk,
                **day("due_on", 90), **day("opened_on", 0),
            },
        ),
    ),
    ("evidence_replace", "another version"): (
        OFFICER,
        lambda own: (
            reverse("evidence_replace", args=[own.file.pk]),
            {"version": 1, "title": "Minutes", "reason": "Signed.", "file": Upload.of_text()},
        ),
    ),
    ("referral_respond", "answer"): (
        APPROVER,
        lambda own: (
            reverse("referral_respond", args=[own.awaiting.referrals.get().pk]),
            {
                "version": 1, "response": "accepted", "words": "We accept it.",
                "decision_maker": "Chief officer", **day("answered_on", 0),
            },
        ),
    ),
    ("referral_withdraw", "withdraw"): (
        GOVERNANCE,
        lambda own: (
            reverse("referral_withdraw", args=[own.awaiting.referrals.get().pk]),
            {"version": 1, "reason": "Asked twice."},
        ),
    ),
    ("recommendation_move", "start"): (
        APPROVER,
        lambda own: move(
            "start", own.accepted, intended_effect="All found.", how_we_will_know="The audit."
        ),
    ),
    ("recommendation_move", "report complete"): (
        APPROVER,
        lambda own: move("report-complete", own.finished, effect="All found."),
    ),
    ("recommendation_move", "return"): (
        GOVERNANCE,
        lambda own: move("return", own.claimed, missing="The audit."),
    ),
    ("recommendation_move", "close"): (
        GOVERNANCE,
        lambda own: move(
            "close", own.claimed, **decided({"outcome": "implemented", "impact": "shown"})
        ),
    ),
    ("recommendation_move", "do not progress"): (
        GOVERNANCE,
        lambda own: move(
            "do-not-progress", own.accepted, **decided({"reason": "Dear.", "risk": "Some."})
        ),
    ),
    ("recommendation_move", "supersede"): (
        GOVERNANCE,
        lambda own: move(
            "supersede", own.accepted, successor=own.awaiting.ref, reason="Put more widely."
        ),
    ),
    ("meeting_decisions", "record"): (
        GOVERNANCE,
        lambda own: (
            f"{reverse('meeting_decisions', args=[own.claimed.adopted_by.meeting.ref])}"
            f"?on={own.claimed.ref}",
            {
                "minute": "12", "words": "Resolved.", f"decided_{own.claimed.pk}": "returned",
                f"missing_{own.claimed.pk}": "The audit.",
            },
        ),
    ),
    ("meeting_confirm", "confirm"): (
        GOVERNANCE,
        lambda own: (
            reverse("meeting_confirm", args=[draft_minutes().meeting.ref]), day("confirmed_on", 0)
        ),
    ),
    ("referral_received", "say when"): (
        APPROVER,
        lambda own: (
            reverse("referral_received", args=[unreceived(own).pk]),
            {"version": 1, **day("received_on", 0)},
        ),
    ),
    ("recommendation_forward", "forward"): (
        GOVERNANCE,
        lambda own: forwarding(
            factories.RecommendationFactory(adopted=True, lead_body=own.body),
            factories.ClockRuleFactory(),
        ),
    ),
    ("letter_change", "change"): (
        GOVERNANCE,
        lambda own: of_letter(
            "letter_change", own, to_post="", address="", subject="Again", words="Please answer."
        ),
    ),
    ("letter_send", "send"): (
        GOVERNANCE,
        lambda own: of_letter("letter_send", own, way="other", **day("sent_on", 0)),
    ),
    ("letter_discard", "discard"): (
        GOVERNANCE,
        lambda own: of_letter("letter_discard", own, reason="Twice."),
    ),
    ("update_step", "say what was done"): (
        OFFICER,
        lambda own: (
            reverse("update_step", args=[wanting(own).ref, own.action.ref]),
            {"version": own.action.version, "done": "All heard.", "status": "in-progress"},
        ),
    ),
    ("recommendation_plan", "approve"): (
        Role.BODY_APPROVER,
        lambda own: (
            reverse("recommendation_plan", args=[own.accepted.ref]),
            {"do": "approve", "on": proposed(own).ref},
        ),
    ),
    ("action_plan", "change"): (
        OFFICER,
        lambda own: (
            reverse("action_plan", args=[proposed(own).ref]),
            {
                "version": 1,
                "title": "Hear all of them",
                **day("due_on", 40),
            },
        ),
    ),
    ("handover", "hand over"): (
        GOVERNANCE,
        lambda own: (
            f"{reverse('handover')}?body={own.body.slug}",
            {
                "on_this": own.accepted.ref,
                "to": like(own.body).pk,
                "reason": "The service moves.",
                **day("on", 0),
            },
        ),
    ),
    ("body_replace", "replace"): (
        GOVERNANCE,
        lambda own: (
            reverse("body_replace", args=[own.body.slug]),
            {
                "version": own.body.version,
                "successor": like(own.body).pk,
                "reason": "It is reorganised.",
                **day("on", 0),
            },
        ),
    ),
    ("person_leaving", "leave"): (
        Role.ADMIN,
        lambda own: (
            reverse(
                "person_leaving", args=[factories.UserFactory(role=OFFICER, body=own.body).pk]
            ),
            {"reason": "Retires.", **day("last_day", 0)},
        ),
    ),
    ("question_detail", "answer"): (
        OFFICER,
        lambda own: (
            f"{reverse('question_detail', args=[routed(own).pk])}?step=answer",
            {"version": 1, "answer": "Forty came."},
        ),
    ),
    ("question_detail", "pass on"): (
        GOVERNANCE,
        lambda own: (
            f"{reverse('question_detail', args=[factories.QuestionFactory().pk])}?step=route",
            {"version": 1, "body": own.body.pk},
        ),
    ),
    ("question_new", "ask"): (
        Role.MEMBER,
        lambda own: (
            reverse("question_new", args=[own.accepted.ref]),
            {"kind": "question", "words": "How many came?"},
        ),
    ),
    ("action_agree", "say whether it is done"): (
        OFFICER,
        lambda own: (
            reverse("action_agree", args=[contributed(own).ref]),
            {"version": 1, "agrees": "disagrees", "words": "Nobody was asked."},
        ),
    ),
    ("escalation_new", "hold"): (
        GOVERNANCE,
        lambda own: (
            f"{reverse('escalation_new')}?action={late(own).pk}",
            {"step": "hold", "reason": "They told us.", **day("until", 9)},
        ),
    ),
    ("escalation_new", "raise"): (
        GOVERNANCE,
        lambda own: (f"{reverse('escalation_new')}?action={late(own).pk}", {"step": "raise"}),
    ),
    ("escalation_detail", "settle"): (
        GOVERNANCE,
        lambda own: (
            reverse("escalation_detail", args=[factories.EscalationFactory().pk]),
            {"version": 1, "outcome": "They came, and said why."},
        ),
    ),
    ("letter_template", "give"): (
        GOVERNANCE,
        lambda own: (
            reverse("letter_template", args=["notice"]),
            {"file": SimpleUploadedFile("ours.docx", notice_template())},
        ),
    ),
    ("point_classify", "say how it was answered"): (
        GOVERNANCE,
        lambda own: (
            reverse("point_classify", args=[own.point.motion.ref, own.point.number]),
            {"version": 1, "answer": "no-further-action", "note": "", "source": "Page 4"},
        ),
    ),
    ("unclassified_classify", "classify several"): (
        GOVERNANCE,
        lambda own: (several([own.action, own.update]), {**EXEMPT, **day("review_on", 90)}),
    ),
    **{
        ("item_classify", kind): (
            GOVERNANCE,
            lambda own, kind=kind: of_item(
                "item_classify", getattr(own, kind), **EXEMPT, **day("review_on", 90)
            ),
        )
        for kind in KINDS
    },
    **{
        ("item_void", kind): (
            GOVERNANCE,
            lambda own, kind=kind: of_item(
                "item_void", getattr(own, kind), step="ask", reason="It was entered twice."
            ),
        )
        for kind in KINDS
    },
}  # fmt: skip
OF_A_BODY = {form: who for form, (who, _) in FORMS.items() if who in OTHERS}


#: Pages that stand beside a form in their module, and answer no POST.
READ_ONLY = {
    "evidence_file", "unclassified_list", "void_list", "letter_list", "letter_detail",
    "letter_word", "letter_template_word", "escalation_list", "question_list", "update_list",
    "update_meeting", "update_table",
}  # fmt: skip


def walk(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern)
        else:
            yield pattern


def test_every_address_that_writes_to_the_record_has_a_form_here():
    writing = {
        pattern.name
        for pattern in walk(get_resolver())
        if hasattr(inspect.getmodule(inspect.unwrap(pattern.callback)), "in_one_transaction")
    }

    assert len(writing) > 5
    assert writing - READ_ONLY == {page for page, _ in FORMS}


def the_record():
    """Every row that stands, and the number of entries."""
    rows = {
        model._meta.label: list(model.objects.order_by("pk").values())
        for layer in LAYERS
        for model in apps.get_app_config(layer).get_models()
        if "Historical" not in model.__name__
    }
    return rows, Entry.objects.count()


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_form_is_filled_in_as_it_should_be(form, bodies):
    """Whoever may, does: otherwise the refusals below would show nothing."""
    role, fill = FORMS[form]
    own = holdings_of(bodies["SYP"])
    address, typed = fill(own)
    who = person(role, own.body)
    before = the_record()

    answer = who.post(address, typed)

    assert answer.status_code == 302, answer.context["form"].errors
    assert the_record() != before


@pytest.mark.parametrize("role", OTHERS, ids=str)
@pytest.mark.parametrize("pair", PAIRS, ids="-from-".join)
def test_no_other_body_writes_by_any_form(pair, role, bodies):
    owner, other = pair
    own = holdings_of(bodies[owner])
    filled = {form: fill(own) for form, (_, fill) in FORMS.items()}
    stranger = person(role, bodies[other])
    holdings_of(bodies[other])
    before = the_record()

    answers = {form: stranger.post(*sent).status_code for form, sent in filled.items()}

    assert {form: status for form, status in answers.items() if status not in (403, 404)} == {}
    assert the_record() == before


@pytest.mark.parametrize("role", OTHERS, ids=str)
def test_contributing_to_an_action_gives_no_right_to_write_to_it(role, bodies):
    own = holdings_of(bodies["SYP"])
    for action in (own.action, own.done, own.change.action):
        factories.ActionContributorFactory(action=action, body=bodies["RMBC"])
    stranger = person(role, bodies["RMBC"])
    pages = [form for form in FORMS if form[0].startswith("action_") and form[0] != "action_new"]
    filled = [FORMS[form][1](own) for form in pages]
    before = the_record()

    answers = {stranger.post(*sent).status_code for sent in filled}

    assert answers <= {403, 404}
    assert the_record() == before


@pytest.mark.parametrize("form", OF_A_BODY, ids=" ".join)
def test_an_officer_does_not_do_what_is_for_an_approver(form, bodies):
    own = holdings_of(bodies["SYP"])
    address, typed = FORMS[form][1](own)
    officer = person(OFFICER, own.body)
    before = the_record()

    answer = officer.post(address, typed)

    assert answer.status_code == (302 if FORMS[form][0] == OFFICER else 403)
    assert (the_record() == before) is (FORMS[form][0] != OFFICER)


# Addresses that mix what is one's own with what is another's


def test_one_bodys_reference_before_anothers_leads_nowhere(bodies):
    mine, theirs = holdings_of(bodies["SRP"]), holdings_of(bodies["SYP"])
    who = person(APPROVER, mine.body)
    own, other = mine.action.ref, theirs.action.ref
    referral = theirs.awaiting.referrals.get().pk
    before = the_record()

    answers = {
        address: who.post(address, {"done": "Mine.", "status": "in-progress"}).status_code
        for address in (
            f"/actions/{own}/{other}/update/",
            f"/actions/{own}/../{other}/update/",
            f"/actions/{own}%2F..%2F{other}/update/",
            f"/actions/{own};{other}/update/",
            f"/actions/{own}%00{other}/update/",
            f"/actions/{other}/update/?ref={own}",
            f"/recommendations/{mine.accepted.ref}/actions/{other}/update/",
            f"/recommendations/{mine.accepted.ref}/referrals/{referral}/respond/",
            f"/referrals/{referral}/respond/?recommendation={mine.awaiting.ref}",
            f"/recommendations/{theirs.accepted.ref}/actions/new/?lead_body={mine.body.pk}",
        )
    }

    assert set(answers.values()) == {404}
    assert the_record() == before


# Fields that a form does not ask for


def forged_fields(theirs):
    """A value for every column of what is written, as somebody who tampers would send it."""
    values = {}
    for model in (Action, Recommendation, ProgressUpdate, Evidence, Referral, DateChange):
        for field in model._meta.concrete_fields:
            value = _forged(field, theirs)
            values |= {field.name: value, field.attname: value}
    return values | {
        "pk": theirs.action.pk,
        "by": factories.UserFactory(role=GOVERNANCE).pk,
        "user": factories.UserFactory(role=GOVERNANCE).pk,
        "actor_label": "Somebody else",
        "history_change_reason": "None",
        "history_user_id": 1,
        "_method": "DELETE",
    }


def _forged(field, theirs):
    if isinstance(field, models.ForeignKey):
        kept = {"Action": theirs.action, "Recommendation": theirs.accepted, "Body": theirs.body,
                "ProgressUpdate": theirs.update}  # fmt: skip
        thing = kept.get(field.related_model.__name__)
        return thing.pk if thing else 1
    if field.choices:
        return field.flatchoices[-1][0] or "public"
    if isinstance(field, models.DateField):
        return "2020-01-01"
    return "1" if isinstance(field, models.IntegerField | models.BooleanField) else "Forged"


def what_is_written(who, address, typed):
    """The rows as they are after the post, which is taken back, without what no two posts have
    alike: keys and moments. An action is known by its reference: a new one has another key."""
    with transaction.atomic():
        answer = who.post(address, typed)
        rows, entries = the_record()
        refs = dict(Action.objects.values_list("pk", "ref"))
        transaction.set_rollback(True)
    assert answer.status_code == 302, answer.context["form"].errors
    untold = {"id", "update_id", "recorded_at", "stored_as", "scanned_at", "written_at"}
    kept = {
        name: [
            {key: refs[one[key]] if key == "action_id" else one[key] for key in one.keys() - untold}
            for one in found
        ]
        for name, found in rows.items()
    }
    return kept, entries


@pytest.mark.parametrize("form", OF_A_BODY, ids=" ".join)
def test_field_that_the_form_does_not_ask_for_changes_nothing(form, bodies):
    mine, theirs = holdings_of(bodies["SRP"]), holdings_of(bodies["SYP"])
    who = person(OF_A_BODY[form], mine.body)
    address, typed = FORMS[form][1](mine)
    asked = who.get(address).context["form"]
    own = {widget for field in asked for widget in (field.name, field.html_name)}
    forged = {name: value for name, value in forged_fields(theirs).items() if name not in own}
    assert {"visibility", "voided_on", "classified_by", "author", "ref"} <= set(forged)

    honest = what_is_written(who, address, typed)
    tampered = what_is_written(who, address, {**forged, **typed})

    assert tampered == honest


def test_forged_version_neither_skips_one_nor_goes_back(bodies):
    mine = holdings_of(bodies["SRP"])
    address, typed = FORMS["action_update", "say what was done"][1](mine)
    who = person(OFFICER, mine.body)

    who.post(address, {**typed, "version": "999"})

    mine.action.refresh_from_db()
    assert mine.action.version == 2
    again = who.post(address, {**typed, "done": "Something quite different.", "version": "1"})
    assert "while you were typing" in again.content.decode()


# What one may not read answers as what does not exist


def page_of(answer, address):
    """Its words without what must differ: the token of a form, the minute of printing and the
    address it was asked by."""
    differing = r'name="csrfmiddlewaretoken" value="[^"]+"|Printed on [^<]+'
    page = re.sub(differing, "", answer.content.decode())
    return page.replace(address.partition("?")[0], "")


#: Nonsense in the shape of each address.
NONSENSE = {
    "action_update": "/actions/NONSENSE-1/update/",
    "action_date": "/actions/NONSENSE-1/date/",
    "action_new": "/recommendations/NONSENSE-1/actions/new/",
    "evidence_replace": "/evidence/987654321/replace/",
    "question_detail": "/questions/987654321/",
    "recommendation_plan": "/recommendations/NONSENSE-1/plan/",
    "action_plan": "/actions/NONSENSE-1/plan/",
    "action_agree": "/actions/NONSENSE-1/agree/",
    "update_step": "/my-work/updates/NONSENSE-1/NONSENSE-2/",
    "referral_received": "/referrals/987654321/received/",
    "referral_respond": "/referrals/987654321/respond/",
    "recommendation_move": "/recommendations/NONSENSE-1/move/",
}


@pytest.mark.parametrize("role", OTHERS, ids=str)
@pytest.mark.parametrize("form", OF_A_BODY, ids=" ".join)
def test_restricted_away_answers_as_nonsense_does_even_to_the_body_that_leads(form, role, bodies):
    named = naming([bodies["RSCP"]])
    own = holdings_of(bodies["SYP"], restricted=True, restricted_to=named)
    address, typed = FORMS[form][1](own)
    nonsense = NONSENSE[form[0]] + (f"?{address.partition('?')[2]}" if "?" in address else "")
    people = [person(role, bodies[body]) for body in ("SYP", "RMBC")]
    before = the_record()

    for who in people:
        for method in (who.get, who.post):
            theirs, nothing = method(address, typed), method(nonsense, typed)

            assert theirs.status_code == nothing.status_code
            read = method == who.get and form[0] in READ_BY_OFFICERS
            refused = _for_approvers(form, role) and not read
            assert theirs.status_code == (403 if refused else 404)
            assert page_of(theirs, address) == page_of(nothing, nonsense)
    assert the_record() == before


#: Forms for approvers on pages that officers may read.
READ_BY_OFFICERS = {"recommendation_plan"}


def _for_approvers(form, role):
    return role == OFFICER and OF_A_BODY[form] == APPROVER


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("page", ["item_classify", "item_void"])
def test_what_was_entered_in_error_answers_governance_as_nonsense_does(page, kind, bodies):
    gone = holdings_of(bodies["SYP"], void=True)
    address, typed = FORMS[page, kind][1](gone)
    nonsense = re.sub(r"\d+/$", "987654321/", address)
    client = person(GOVERNANCE)

    answers = [client.post(address, typed), client.post(nonsense, typed)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert page_of(answers[0], address) == page_of(answers[1], nonsense)
