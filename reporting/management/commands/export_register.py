"""The register as a file, for servers and scripts."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.visitor import Visitor
from reporting.exports import FORMATS, RESOURCES, contents_of

EXPORT = "recommendations.export_register"


class Command(BaseCommand):
    help = "Writes the register, or what one person may see of it, to a file or to - (the screen)."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", default="-")
        parser.add_argument("--kind", choices=list(RESOURCES), default="flat")
        parser.add_argument("--format", choices=list(FORMATS), default="")
        reader = parser.add_mutually_exclusive_group()
        reader.add_argument(
            "--for", dest="email", default="", metavar="EMAIL", help="what this person may see"
        )
        reader.add_argument(
            "--public", action="store_true", help="what the public may see where it is published"
        )

    def handle(self, *args, file, kind, format, email, public, **options):
        named = Path(file).suffix.lstrip(".").lower()
        written_as = format or (named if named in FORMATS else "csv")
        pieces = FORMATS[written_as].pieces(contents_of(kind, _reader(email, public)))
        if file == "-":
            self._print(pieces, written_as)
            return
        try:
            with Path(file).open("wb") as opened:
                opened.writelines(pieces)
        except OSError as error:
            raise CommandError(f"{file} can’t be written: {error.strerror}.") from None

    def _print(self, pieces, written_as):
        if written_as in ("csv", "json"):
            # No letter is cut in two: each piece is whole lines.
            for piece in pieces:
                self.stdout.write(piece.decode().removeprefix("\ufeff"), ending="")
        else:
            sys.stdout.buffer.writelines(pieces)


def _reader(email, public):
    """Whose eyes it is read with; None reads all of it."""
    if public:
        return Visitor(published=True)
    if not email:
        return None
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise CommandError(f"Nobody here has the e-mail address {email}.")
    if not person.has_perm(EXPORT):
        raise CommandError(f"{person} may not export the register.")
    return person
