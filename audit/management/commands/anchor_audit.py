from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError

from audit import anchor


class Command(BaseCommand):
    help = (
        "Write down where the sealed record stands: a line of JSON is added to AUDIT_ANCHOR_FILE, "
        "and mailed to AUDIT_ANCHOR_MAIL. Keep both where the service can't write. "
        "Exit 1, with nothing written, when an earlier line does not hold any more."
    )

    def add_arguments(self, parser):
        parser.add_argument("--to", metavar="FILE", default=settings.AUDIT_ANCHOR_FILE)

    def handle(self, *, to, **options):
        if not to and not settings.AUDIT_ANCHOR_MAIL:
            raise CommandError("Say where to: --to FILE, AUDIT_ANCHOR_FILE or AUDIT_ANCHOR_MAIL.")
        if to:
            _check_earlier(to)
        now = anchor.now()
        if to:
            _append(to, now)
        if settings.AUDIT_ANCHOR_MAIL:
            _mail(now)
        self.stdout.write(now.as_line())


def _check_earlier(path):
    if not Path(path).exists():
        return
    try:
        earlier = anchor.read(path)
    except anchor.Unreadable as fault:
        raise CommandError(str(fault)) from fault
    broken = [finding for one in earlier for finding in one.findings()]
    if broken:
        raise CommandError(
            f"The record is not what it was. {broken[0]} "
            f"Run `manage.py verify_audit --anchor {path}`."
        )


def _append(path, now):
    try:
        anchor.append(path, now)
    except OSError as fault:
        raise CommandError(f"{path} can't be written: {fault}") from fault


def _mail(now):
    send_mail(
        f"{settings.SERVICE_NAME}: the record at entry {now.sequence}",
        f"Keep this message: it proves the record as it stood.\n\n{now.as_line()}\n",
        None,
        settings.AUDIT_ANCHOR_MAIL,
    )
