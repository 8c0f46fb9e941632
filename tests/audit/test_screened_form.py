"""Personal data in free text: asked about once, and kept only with a reason on record."""

from datetime import timedelta

import pytest
from django import forms
from django.apps import apps
from django.utils import timezone

from accounts.roles import Role
from audit.kept_note import beside, keeping
from audit.screened_form import ScreenedForm, is_free_text
from bodies.models import Body
from tests.accounts.test_admin import form_of
from tests.factories import (
    ActionFactory,
    BodyFactory,
    MeetingFactory,
    MotionPointFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db

PHONE = "Ring 07700 900123 to hear how it went."
REASON = "It is the published line of the service"


def day(name, days=0):
    value = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def reasons():
    """Every reason in every history."""
    histories = [model for model in apps.get_models() if model.__name__.startswith("Historical")]
    return [
        reason
        for model in histories
        for reason in model.objects.values_list("history_change_reason", flat=True)
        if reason
    ]


def update(action, **typed):
    return {"version": action.version, "done": PHONE, "status": action.status, **typed}


@pytest.fixture
def officer(as_role):
    return as_role(Role.BODY_OFFICER, BodyFactory(police=True))


@pytest.fixture
def action(officer):
    return ActionFactory(lead_body=officer.person.memberships.get().body, in_progress=True)


def seen(response):
    return response.context["form"]["kept_seen"].value()


def test_it_is_refused_once_with_the_field_and_the_kind_and_the_typing_is_kept(officer, action):
    response = officer.post(f"/actions/{action.ref}/update/", update(action, next="Meet again"))

    assert response.context["form"].errors == {
        "done": [
            "‘What has been done’ seems to hold a telephone number. Take it out, or say why it "
            "must stay."
        ]
    }
    assert PHONE in response.text
    assert "Meet again" in response.text
    assert "Why this must stay" in response.text
    assert "It is about a telephone number in ‘What has been done’." in response.text
    assert "There is a problem" in response.text
    assert not action.updates.exists()


def test_a_second_press_with_a_reason_saves_and_the_history_says_why(officer, action):
    address = f"/actions/{action.ref}/update/"
    first = officer.post(address, update(action))

    officer.post(address, update(action, kept_seen=seen(first), kept_because=REASON))

    saved = action.updates.get()
    kept = f"Kept a telephone number in ‘What has been done’: {REASON}."
    assert saved.done == PHONE
    assert saved.history.get().history_change_reason.endswith(kept)


def test_what_is_taken_out_needs_no_reason(officer, action):
    address = f"/actions/{action.ref}/update/"
    first = officer.post(address, update(action))

    officer.post(address, update(action, kept_seen=seen(first), done="It went well."))

    assert action.updates.get().done == "It went well."
    assert not any("Kept" in reason for reason in reasons())


def test_a_second_press_needs_a_reason(officer, action):
    address = f"/actions/{action.ref}/update/"
    first = officer.post(address, update(action))

    response = officer.post(address, update(action, kept_seen=seen(first), kept_because="  "))

    errors = response.context["form"].errors
    assert errors == {"kept_because": ["Say why it must stay, or take it out"]}
    assert not action.updates.exists()


def test_a_reason_that_holds_personal_data_itself_is_refused(officer, action):
    address = f"/actions/{action.ref}/update/"
    first = officer.post(address, update(action))
    typed = update(action, kept_seen=seen(first), kept_because="a@example.org asks for it")

    response = officer.post(address, typed)

    assert response.context["form"].errors == {
        "kept_because": ["The reason itself seems to hold an e-mail address. Take it out."]
    }


def test_another_kind_is_asked_about_again(officer, action):
    address = f"/actions/{action.ref}/update/"
    first = officer.post(address, update(action))
    other = "Write to a@example.org, or ring 07700 900123."
    typed = update(action, done=other, kept_seen=seen(first), kept_because=REASON)

    second = officer.post(address, typed)

    assert second.context["form"].errors == {
        "done": [
            "‘What has been done’ seems to hold a telephone number and an e-mail address. Take "
            "it out, or say why it must stay."
        ]
    }
    assert REASON in second.text

    officer.post(address, typed | {"kept_seen": seen(second)})
    assert action.updates.get().done == other


def test_another_field_is_asked_about_again(officer, action):
    address = f"/actions/{action.ref}/update/"
    first = officer.post(address, update(action))

    second = officer.post(
        address, update(action, next=PHONE, kept_seen=seen(first), kept_because=REASON)
    )

    assert set(second.context["form"].errors) == {"done", "next"}


def test_what_the_register_has_already_is_not_asked_about(officer, action):
    action.blocked_on_what = PHONE
    action.save()

    officer.post(
        f"/actions/{action.ref}/update/",
        update(action, done="It goes on.", blocked_on_what=PHONE),
    )

    assert action.updates.get().done == "It goes on."


def test_somebody_elses_change_and_the_question_are_both_shown(officer, action):
    old = update(action)
    action.version += 1
    action.save()

    response = officer.post(f"/actions/{action.ref}/update/", old)

    form = response.context["form"]
    assert set(form.errors) == {"__all__", "done"}
    assert form["version"].value() == action.version

    officer.post(
        f"/actions/{action.ref}/update/",
        old | {"version": action.version, "kept_seen": seen(response), "kept_because": REASON},
    )
    assert action.updates.get().done == PHONE


def forms_of_the_register():
    """An address and what is typed there, for each page that takes free text."""
    action = ActionFactory(in_progress=True)
    version = {"version": action.version}
    claimed = ActionFactory(reported_complete=True)
    accepted = RecommendationFactory(accepted=True)
    referral = RecommendationFactory(awaiting=True).referrals.get()
    other = RecommendationFactory(awaiting=True).referrals.get()
    point = MotionPointFactory()
    suggested = RecommendationFactory()
    meeting = MeetingFactory()
    return {
        "update": (f"/actions/{action.ref}/update/", update(action)),
        "cancel": (
            f"/actions/{action.ref}/check/",
            {**version, "step": "cancel", "reason": PHONE, "approved_by_whom": "Head of service"},
        ),
        "check": (
            f"/actions/{claimed.ref}/check/",
            {"version": claimed.version, "step": "check", "decision": "return", "note": PHONE},
        ),
        "date": (
            f"/actions/{action.ref}/date/",
            {**version, "reason": PHONE, **day("new_due_on", 400)},
        ),
        "plan": (
            f"/recommendations/{accepted.ref}/actions/new/",
            {"title": "Survey", "summary": PHONE, "lead_body": accepted.lead_body.pk,
             **day("due_on", 90), **day("opened_on")},
        ),
        "move": (
            f"/recommendations/{suggested.ref}/move/?step=do-not-take-forward",
            {"version": suggested.version, "reason": PHONE, "meeting": meeting.pk, "minute": "7",
             "minute_words": "Resolved."},
        ),
        "respond": (
            f"/referrals/{referral.pk}/respond/",
            {"version": referral.version, "response": "accepted", "words": PHONE,
             "decision_maker": "Chief constable", **day("answered_on")},
        ),
        "withdraw": (
            f"/referrals/{other.pk}/withdraw/", {"version": other.version, "reason": PHONE}
        ),
        "classify": (
            f"/motions/{point.motion.ref}/points/{point.number}/classify/",
            {"version": point.version, "answer": "carried", "note": PHONE, "source": "Page 1"},
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["update", "cancel", "check", "date", "plan", "move", "respond", "withdraw", "classify"],
)
def test_every_page_that_takes_free_text_asks_once_and_records_the_reason(as_role, name):
    governance = as_role(Role.GOVERNANCE)
    address, typed = forms_of_the_register()[name]

    first = governance.post(address, typed)

    assert first.status_code == 200
    assert "seems to hold a telephone number" in first.text
    assert "Why this must stay" in first.text
    assert not any("Kept" in reason for reason in reasons())

    again = typed | {"kept_seen": seen(first), "kept_because": REASON}
    second = governance.post(address, again)

    assert second.status_code == 302
    assert any(f": {REASON}." in reason for reason in reasons())


def test_the_administration_asks_too(as_role):
    administrator = as_role(Role.ADMIN)
    body = BodyFactory()
    address = f"/admin/bodies/body/{body.pk}/change/"
    empty = form_of(administrator, address)
    typed = empty | {"name": "Ring 07700 900123", "reason": "Renamed."}

    first = administrator.post(address, typed)

    form = first.context["adminform"].form
    assert "seems to hold a telephone number" in form.errors["name"][0]
    assert "Why this must stay" in first.text
    assert Body.objects.get(pk=body.pk).name == body.name

    kept = {"kept_seen": form["kept_seen"].value(), "kept_because": REASON}
    administrator.post(address, typed | kept)

    assert Body.objects.get(pk=body.pk).name == "Ring 07700 900123"
    latest = body.history.latest().history_change_reason
    assert latest == f"Renamed. Kept a telephone number in ‘Name’: {REASON}."


def test_the_administration_shows_no_question_before_it_asks(as_role):
    body = BodyFactory()

    page = as_role(Role.ADMIN).get(f"/admin/bodies/body/{body.pk}/change/").context["adminform"]

    assert page.form["kept_because"].is_hidden


def test_rows_below_a_thing_are_asked_about_each_for_itself(as_role):
    administrator = as_role(Role.ADMIN)
    meeting = MeetingFactory()
    address = f"/admin/bodies/meeting/{meeting.pk}/change/"
    typed = form_of(administrator, address) | {
        "decisions-0-minute": "7",
        "decisions-0-words": PHONE,
    }

    first = administrator.post(address, typed)

    row = first.context["inline_admin_formsets"][0].formset.forms[0]
    assert set(row.errors) == {"words"}
    assert not meeting.decisions.exists()

    name = row.add_prefix
    kept = {name("kept_seen"): row["kept_seen"].value(), name("kept_because"): REASON}
    administrator.post(address, typed | kept)

    decision = meeting.decisions.get()
    assert f": {REASON}." in decision.history.get().history_change_reason
    assert not any("Kept" in reason for reason in meeting.history.values_list(
        "history_change_reason", flat=True) if reason)  # fmt: skip


def test_a_person_is_added_with_their_address_and_no_question(as_role):
    administrator = as_role(Role.ADMIN)
    address = "/admin/accounts/user/add/"
    typed = form_of(administrator, address) | {"email": "new@example.org", "name": "New officer"}

    answer = administrator.post(address, typed)

    assert answer.status_code == 302


def test_a_note_holds_for_its_context_only():
    with keeping("Kept it."):
        assert beside("Renamed.") == "Renamed. Kept it."
        assert beside("Renamed") == "Renamed. Kept it."
        assert beside("") == "Kept it."
        with keeping(""):
            assert beside("Renamed.") == "Renamed."

    assert beside("Renamed.") == "Renamed."


def every_form(kind=forms.BaseForm):
    for one in kind.__subclasses__():
        yield one
        yield from every_form(one)


#: Forms whose long answers are not kept in the register, by their path.
NOT_KEPT = {"imports.forms.KeepForm"}


def test_every_form_of_ours_with_a_long_answer_is_screened():
    ours = {
        f"{form.__module__}.{form.__qualname__}"
        for form in every_form()
        if form.__module__.split(".")[0] in apps.app_configs
        and any(
            is_free_text(field) and isinstance(field.widget, forms.Textarea)
            for field in form.base_fields.values()
        )
        and not issubclass(form, ScreenedForm)
    }

    assert ours - NOT_KEPT == set()
