"""People in their roles, and a look at everything that is saved."""

import pytest

from accounts.roles import Role
from recommendations import models
from tests.factories import BodyFactory, UserFactory

#: What an administrator keeps, and no step changes.
VOCABULARY = ("ClockRule", "Theme", "Threshold")


@pytest.fixture
def police():
    return BodyFactory(police=True)


@pytest.fixture
def officer(police):
    return UserFactory(role=Role.BODY_OFFICER, body=police)


@pytest.fixture
def approver(police):
    return UserFactory(role=Role.BODY_APPROVER, body=police)


@pytest.fixture
def governance():
    return UserFactory(role=Role.GOVERNANCE)


@pytest.fixture
def colleague():
    """A second governance officer."""
    return UserFactory(role=Role.GOVERNANCE)


@pytest.fixture
def outsider():
    """An approver of another body."""
    return UserFactory(role=Role.BODY_APPROVER)


@pytest.fixture
def everything():
    """A function that returns every row of the register and of its history, to compare."""

    def rows():
        kept = [getattr(models, name) for name in models.__all__ if name not in VOCABULARY]
        return {
            model._meta.label: list(model.objects.order_by(model._meta.pk.name).values())
            for model in [*kept, *(one.history.model for one in kept if hasattr(one, "history"))]
        }

    return rows
