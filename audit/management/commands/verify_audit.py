import json
from argparse import SUPPRESS

from django.core.management.base import BaseCommand, CommandError

from audit import anchor
from audit.models import Verification
from audit.verify import verify
from audit.verifying.kept import begin, end


class Command(BaseCommand):
    help = (
        "Verify the sealed record. Exit 0 when it holds, 1 when it does not, with the first entry "
        "that does not fit; 2 when it could not be verified."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--from", type=int, default=1, dest="start", metavar="SEQ", help="first entry looked at"
        )
        parser.add_argument("--json", action="store_true", help="print one object, nothing else")
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="FILE",
            help="what `anchor_audit` wrote, kept elsewhere since; may be given several times",
        )

        parser.add_argument(
            "--keep", action="store_true", help="keep the result, for the page /audit/verify/"
        )
        # A verification that somebody asked for on that page.
        parser.add_argument("--kept", type=int, help=SUPPRESS)

    def handle(self, *, start, anchor, json, keep, kept, **options):
        if start < 1:
            raise CommandError("Entries are numbered from 1.", returncode=2)
        if keep and start > 1:
            raise CommandError("Only a verification of everything is kept.", returncode=2)
        kept = begin("Command") if keep else Verification.objects.filter(pk=kept).first()
        verified = verify(start, anchors=_anchors(anchor))
        if kept:
            end(kept, verified)
        if json:
            self.stdout.write(_as_json(verified))
        else:
            self._say(verified)
        if not verified.holds:
            raise SystemExit(1)

    def _say(self, verified):
        for name in verified.triggers_missing:
            self.stderr.write(
                f"Warning: the trigger {name} is missing, so the database would let the record "
                "be changed. Run `manage.py migrate`, and find out who took it away."
            )
        if verified.holds:
            self.stdout.write(str(verified))
            return
        self.stdout.write("NOT VERIFIED: the record is not what was written.")
        for finding in verified.findings:
            self.stdout.write(f"  {finding}")
        if verified.count > len(verified.findings):
            self.stdout.write(f"  and {verified.count - len(verified.findings):,} more.")
        for label, rows, entries in verified.unequal:
            self.stdout.write(f"  {label}: {rows:,} historical rows, {entries:,} entries.")


def _anchors(paths):
    try:
        return [one for path in paths for one in anchor.read(path)]
    except anchor.Unreadable as fault:
        raise CommandError(str(fault), returncode=2) from fault


def _as_json(verified):
    return json.dumps(
        {
            "verified": verified.holds,
            "entries": verified.entries,
            "from": verified.first,
            "to": verified.last,
            "head": verified.head,
            "first_bad": verified.first_bad,
            "findings": [finding.as_json() for finding in verified.findings],
            "count": verified.count,
            "unequal": [
                {"model": label, "rows": rows, "entries": entries}
                for label, rows, entries in verified.unequal
            ],
            "triggers_missing": verified.triggers_missing,
        }
    )
