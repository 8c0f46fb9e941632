import pytest
from django.core.cache import cache

from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _small_files_go_away(settings, tmp_path):
    """What a test uploads is kept nowhere."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _thresholds_are_forgotten():
    """Thresholds are held in a cache, which a rolled-back test does not empty."""
    cache.clear()


@pytest.fixture
def as_role(client):
    """A function that signs a new person in: `as_role(Role.BODY_OFFICER, police)` returns the
    client, whose `person` is the one signed in."""

    def sign_in(role, body=None):
        client.person = UserFactory(role=role, body=body)
        client.force_login(client.person)
        return client

    return sign_in
