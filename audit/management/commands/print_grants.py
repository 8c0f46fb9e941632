from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from audit.grants import statements


class Command(BaseCommand):
    help = (
        "Print the SQL that lets a role serve on PostgreSQL without being able to change the "
        "record. Run as the owner of the tables, after each migration: print_grants --role NAME | "
        "psql."
    )

    def add_arguments(self, parser):
        parser.add_argument("--role", required=True, metavar="NAME")

    def handle(self, *, role, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        for statement in statements(role):
            self.stdout.write(statement)
