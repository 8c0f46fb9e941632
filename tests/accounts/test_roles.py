"""What roles give, for whom, and from when to when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User, with_parts
from accounts.roles import PERMISSIONS, ROLES_OF_A_BODY, Role
from tests.factories import BodyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


#: Permission: the roles that have it.
TABLE = {
    "recommendations.view_register": set(Role),
    "recommendations.export_register": set(Role),
    "recommendations.update_action": {"body-officer", "body-approver", "governance"},
    "recommendations.ask_for_date": {"body-officer", "body-approver", "governance"},
    "recommendations.answer_referral": {"body-approver", "governance"},
    "recommendations.check_action": {"governance"},
    "recommendations.agree_date": {"governance"},
    "recommendations.move_recommendation": {"governance"},
    "motions.classify_point": {"governance"},
    "imports.import_register": {"governance", "admin"},
    "accounts.use_admin": {"admin"},
    "accounts.change_user": {"admin"},
    "accounts.invite_user": {"admin"},
    "bodies.change_body": {"admin"},
    "recommendations.change_clockrule": {"admin"},
}


@pytest.mark.parametrize(("permission", "roles"), TABLE.items(), ids=TABLE)
def test_permission_belongs_to_these_roles(permission, roles):
    assert {role for role in Role if permission in PERMISSIONS[role]} == {Role(r) for r in roles}


def test_no_role_may_delete_or_change_a_status_in_the_back_office():
    given = set().union(*PERMISSIONS.values())

    assert not {permission for permission in given if ".delete_" in permission}
    assert not given & {
        f"{app}.{verb}_{model}"
        for app, model in (
            ("recommendations", "recommendation"),
            ("recommendations", "action"),
            ("recommendations", "referral"),
            ("motions", "motionpoint"),
        )
        for verb in ("add", "change")
    }


@pytest.mark.parametrize("role", Role)
def test_person_has_the_permissions_of_the_role(role):
    person = UserFactory(role=role)

    assert person.permissions == PERMISSIONS[role]
    assert person.has_perms(PERMISSIONS[role])
    assert person.is_staff is (role == Role.ADMIN)


def test_person_without_a_role_has_nothing():
    person = UserFactory()

    assert person.permissions == set()
    assert not person.has_module_perms("recommendations")


def test_person_with_two_roles_has_both():
    person = UserFactory(role=Role.MEMBER)
    MembershipFactory(user=person, role=Role.ADMIN, body=None)

    assert person.permissions == PERMISSIONS[Role.MEMBER] | PERMISSIONS[Role.ADMIN]


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (0, None, True),
        (1, None, False),
        (-10, 0, True),
        (-10, -1, False),
        (-10, 5, True),
    ],
)
def test_role_is_held_from_its_first_day_to_its_last(starts, ends, holds):
    person = UserFactory()
    MembershipFactory(
        user=person,
        role=Role.GOVERNANCE,
        starts_on=today() + timedelta(days=starts),
        ends_on=None if ends is None else today() + timedelta(days=ends),
    )

    assert person.is_governance is holds


def test_person_who_may_not_sign_in_may_do_nothing():
    person = UserFactory(role=Role.GOVERNANCE, is_active=False)

    assert not person.has_perm("recommendations.view_register")
    assert not person.has_module_perms("recommendations")


def test_own_bodies_hold_their_parts_but_not_their_committees():
    council = BodyFactory(council=True)
    service = BodyFactory(part_of=council)
    team = BodyFactory(part_of=service)
    BodyFactory(part_of=council, committee=True)

    person = UserFactory(role=Role.BODY_OFFICER, body=council)

    assert person.own_body_ids == {council.pk, service.pk, team.pk}


def test_part_does_not_answer_for_the_whole():
    council = BodyFactory(council=True)
    service = BodyFactory(part_of=council)

    assert UserFactory(role=Role.BODY_OFFICER, body=service).own_body_ids == {service.pk}


def test_parts_that_go_round_in_a_circle_come_to_an_end():
    first = BodyFactory()
    second = BodyFactory(part_of=first)
    first.part_of = second
    first.save()

    assert with_parts({first.pk}) == {first.pk, second.pk}


def test_member_sits_on_a_committee_and_answers_for_no_body():
    committee = BodyFactory(committee=True)

    person = UserFactory(role=Role.MEMBER, body=committee)

    assert (person.committee_ids, person.own_body_ids) == ({committee.pk}, set())


def test_roles_of_a_body_name_one_in_the_factories_too():
    for role in ROLES_OF_A_BODY:
        assert UserFactory(role=role).memberships.get().body


def test_person_is_found_whatever_the_case_of_the_address():
    person = UserFactory(email="clerk@example.org")

    assert User.objects.get_by_natural_key("Clerk@Example.ORG") == person
