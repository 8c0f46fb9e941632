import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _password(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "open the register please")


def test_create_admin_adds_a_person_who_may_administer(capsys):
    call_command("create_admin", "first@example.org", "First administrator")

    person = User.objects.get(email="first@example.org")
    assert person.check_password("open the register please")
    assert person.has_perm("accounts.use_admin")
    assert person.history.get().actor_label == "command line"
    assert "may now sign in" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("nonsense", "open the register please", "not an e-mail address"),
        ("TAKEN@example.org", "open the register please", "already signs in"),
        ("new@example.org", "short", "too short"),
    ],
)
def test_create_admin_refuses_and_saves_nothing(monkeypatch, email, password, words):
    UserFactory(email="taken@example.org")
    monkeypatch.setenv("ADMIN_PASSWORD", password)

    with pytest.raises(CommandError, match=words):
        call_command("create_admin", email, "Somebody")

    assert User.objects.count() == 1
