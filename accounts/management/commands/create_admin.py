import getpass
import os

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import Membership, User
from accounts.roles import Role
from audit.record import Act, record


class Command(BaseCommand):
    help = (
        "Adds the first administrator, who adds everybody else at /admin/. The password is asked "
        "for, or taken from ADMIN_PASSWORD in the environment."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("name", metavar="NAME")

    def handle(self, *, email, name, **options):
        email = User.objects.normalize_email(email)
        person = User(email=email, name=name)
        self._check(person)
        person.set_password(self._password(person))
        self._save(person)
        self.stdout.write(f"{name} may now sign in as {email}.")

    def _check(self, person):
        try:
            validate_email(person.email)
        except ValidationError:
            raise CommandError(f"{person.email} is not an e-mail address.") from None
        if User.objects.filter(email__iexact=person.email).exists():
            raise CommandError(f"Someone already signs in as {person.email}.")

    def _password(self, person):
        password = os.environ.get("ADMIN_PASSWORD") or getpass.getpass("Password: ")
        try:
            validate_password(password, person)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        return password

    @transaction.atomic
    def _save(self, person):
        act = Act(reason="First administrator", label="command line")
        record(person, act)
        record(Membership(user=person, role=Role.ADMIN), act)
