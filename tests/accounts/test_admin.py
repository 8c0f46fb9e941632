import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import Membership, User
from accounts.roles import Role
from bodies.models import Body, FormerName
from recommendations.models import Action, Recommendation
from tests.factories import (
    BodyFactory,
    DecisionFactory,
    FormerNameFactory,
    GlossaryTermFactory,
    MeetingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

MANAGED = {"user", "membership", "body", "formername", "meeting", "decision", "glossaryterm"}


@pytest.fixture
def administrator(as_role):
    return as_role(Role.ADMIN)


def form_of(client, address):
    """What the page's form would send if nothing were typed."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value is None or value is False else value
    return data


def test_index_is_open_to_administrators(administrator):
    page = administrator.get(reverse("admin:index")).content.decode()

    assert "Bodies" in page
    assert "Groups" not in page


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_index_is_refused_to_other_roles(as_role, role):
    client = as_role(role)

    refused = client.get(reverse("admin:index"), follow=True)

    assert refused.status_code == 403


def test_strangers_are_sent_to_the_one_sign_in_page(client):
    answer = client.get(reverse("admin:index"), follow=True)

    assert answer.redirect_chain[-1][0] == f"{reverse('sign_in')}?next={reverse('admin:index')}"
    assert answer.status_code == 200


def test_nothing_with_a_status_is_in_the_admin():
    registered = set(admin.site._registry)

    assert not registered & {Action, Recommendation, Group}
    assert {model._meta.model_name for model in registered} >= MANAGED
    for model in registered:
        fields = {field.name for field in model._meta.get_fields()}
        assert not fields & {"status", "answer"}, model


@pytest.mark.parametrize(
    "make",
    [
        BodyFactory,
        FormerNameFactory,
        MeetingFactory,
        DecisionFactory,
        GlossaryTermFactory,
        UserFactory,
        lambda: Membership.objects.get(user=UserFactory(role=Role.AUDITOR)),
    ],
)
def test_list_form_and_history_open_and_offer_no_deleting(administrator, make):
    thing = make()
    name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}"

    shown = administrator.get(reverse(f"{name}_change", args=[thing.pk]))

    assert shown.status_code == 200
    assert "deletelink" not in shown.content.decode()
    assert administrator.get(reverse(f"{name}_changelist")).status_code == 200
    assert administrator.get(reverse(f"{name}_history", args=[thing.pk])).status_code == 200
    assert administrator.get(reverse(f"{name}_add")).status_code == 200
    for send in (administrator.get, administrator.post):
        assert send(reverse(f"{name}_delete", args=[thing.pk])).status_code == 403


def test_body_is_added_with_who_and_why(administrator):
    typed = form_of(administrator, reverse("admin:bodies_body_add")) | {
        "slug": "new-team",
        "short_name": "New team",
        "name": "The new team",
        "kind": "service",
        "reason": "Set up in April.",
    }

    answer = administrator.post(reverse("admin:bodies_body_add"), typed)

    assert answer.status_code == 302
    row = Body.objects.get(slug="new-team").history.get()
    assert row.actor_label == str(administrator.person)
    assert row.history_user_id == administrator.person.pk
    assert row.history_change_reason == "Set up in April."


def test_changed_body_and_its_former_name_are_recorded_and_shown(administrator):
    body = BodyFactory(name="Name of old")
    address = reverse("admin:bodies_body_change", args=[body.pk])
    typed = form_of(administrator, address) | {
        "name": "Name of today",
        "reason": "Renamed by Cabinet.",
        "former_names-TOTAL_FORMS": "1",
        "former_names-0-name": "Name of old",
        "former_names-0-ends_on": "2026-03-31",
        "former_names-0-body": body.pk,
        "former_names-0-id": "",
    }

    assert administrator.post(address, typed).status_code == 302

    body.refresh_from_db()
    assert (body.name, body.version) == ("Name of today", 2)
    former = FormerName.objects.get(body=body)
    assert former.history.get().actor_label == str(administrator.person)
    page = administrator.get(reverse("admin:bodies_body_history", args=[body.pk])).content.decode()
    for words in ("Name of old", "Name of today", "Renamed by Cabinet.", administrator.person.name):
        assert words in page


def test_saving_without_a_change_leaves_no_row_in_the_history(administrator):
    body = BodyFactory()
    address = reverse("admin:bodies_body_change", args=[body.pk])

    administrator.post(address, form_of(administrator, address) | {"reason": "Looked at it."})

    assert body.history.count() == 1


def test_a_row_left_empty_is_not_saved(administrator):
    body = BodyFactory()
    address = reverse("admin:bodies_body_change", args=[body.pk])

    answer = administrator.post(address, form_of(administrator, address) | {"name": "Renamed"})

    assert answer.status_code == 302
    assert not FormerName.objects.exists()


def test_the_demonstration_is_labelled_here_too(administrator, settings):
    settings.DEMONSTRATION_NOTICE = "Progress is invented."

    assert "Progress is invented." in administrator.get(reverse("admin:index")).content.decode()


def test_whoever_saves_second_is_told_and_may_save_again(administrator):
    body = BodyFactory(name="As it was")
    address = reverse("admin:bodies_body_change", args=[body.pk])
    typed = form_of(administrator, address) | {"name": "Second"}
    body.name, body.version = "First", 2
    body.save()

    page = administrator.post(address, typed)

    assert "while you were typing" in page.content.decode()
    assert 'value="Second"' in page.content.decode()
    body.refresh_from_db()
    assert body.name == "First"

    administrator.post(address, typed | {"version_read": "2"})

    body.refresh_from_db()
    assert (body.name, body.version) == ("Second", 3)


def test_an_earlier_version_is_shown_and_cannot_be_put_back(administrator):
    body = BodyFactory(name="As it was")
    first = body.history.get()
    address = reverse("admin:bodies_body_simple_history", args=[body.pk, first.pk])

    assert administrator.get(address).status_code == 200
    assert administrator.post(address, {"name": "Put back"}).status_code == 403


@pytest.mark.parametrize("end", ["x/history/", "x/history/1/", "{pk}/history/x/"])
def test_the_history_of_what_is_not_there_is_not_found(administrator, end):
    body = BodyFactory()

    assert administrator.get(f"/admin/bodies/body/{end.format(pk=body.pk)}").status_code == 404


def test_new_person_gets_a_password_on_the_next_page(administrator):
    address = reverse("admin:accounts_user_add")
    typed = {"email": "New.Person@EXAMPLE.org", "name": "New officer", "post": "Officer"}

    added = administrator.post(address, typed)

    person = User.objects.get(name="New officer")
    assert person.email == "New.Person@example.org"
    assert not person.has_usable_password()
    assert added.url == reverse("admin:auth_user_password_change", args=[person.pk])
    assert administrator.get(added.url).status_code == 200

    words = {"password1": "open the register please", "password2": "open the register please"}
    administrator.post(added.url, words)

    person.refresh_from_db()
    assert person.check_password("open the register please")
    assert person.history.first().actor_label == str(administrator.person)
    history = administrator.get(reverse("admin:accounts_user_history", args=[person.pk]))
    assert history.status_code == 200


def test_a_weak_password_is_refused(administrator):
    person = UserFactory()
    address = reverse("admin:auth_user_password_change", args=[person.pk])

    page = administrator.post(address, {"password1": "short", "password2": "short"})

    assert page.status_code == 200
    assert "at least 12 characters" in page.content.decode()


def test_a_password_can_be_replaced_and_not_switched_off(administrator):
    person = UserFactory()
    address = reverse("admin:auth_user_password_change", args=[person.pk])

    assert "usable" not in administrator.get(address).content.decode()
    administrator.post(address, {"usable_password": "false", "unset-password": "1"})

    person.refresh_from_db()
    assert person.has_usable_password()


def test_an_address_in_use_is_refused_whatever_its_case(administrator):
    UserFactory(email="taken@example.org")

    page = administrator.post(
        reverse("admin:accounts_user_add"), {"email": "TAKEN@example.org", "name": "Somebody"}
    )

    assert "already signs in" in page.content.decode()


def test_role_is_given_and_a_leaver_may_no_longer_sign_in(administrator):
    person, body = UserFactory(), BodyFactory(police=True)
    address = reverse("admin:accounts_user_change", args=[person.pk])
    typed = form_of(administrator, address) | {
        "is_active": "",
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-body": body.pk,
        "memberships-0-role": "body-officer",
        "memberships-0-starts_on": "2026-01-01",
        "memberships-0-user": person.pk,
        "memberships-0-id": "",
    }

    assert administrator.post(address, typed).status_code == 302

    person.refresh_from_db()
    assert not person.is_active
    assert person.memberships.get().role == Role.BODY_OFFICER
