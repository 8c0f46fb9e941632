"""The pages of the administration, which Django draws."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.roles import Role
from tests.factories import (
    BodyFactory,
    ClockRuleFactory,
    DecisionFactory,
    GlossaryTermFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def addresses():
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_add")
        thing = model.objects.first()
        if thing is not None:
            yield reverse(f"{name}_change", args=[thing.pk])
            yield reverse(f"{name}_history", args=[thing.pk])


def test_administration_is_accessible(page, sign_in_as, violations, live_server):
    BodyFactory()
    ClockRuleFactory()
    DecisionFactory()
    ThemeFactory()
    GlossaryTermFactory()
    sign_in_as(UserFactory(role=Role.ADMIN))
    faults, seen = [], 0
    for address in addresses():
        assert page.goto(f"{live_server.url}{address}").status == 200, address
        faults.extend(f"{address}: {line}" for line in violations())
        seen += 1

    assert faults == []
    assert seen > 3 * len(admin.site._registry)
