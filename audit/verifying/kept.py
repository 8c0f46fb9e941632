"""Verifications whose result is kept, for those who ask on a page. A long one runs in a process of
its own."""

import subprocess
import sys
from datetime import timedelta
from threading import Thread

from django.conf import settings
from django.utils import timezone

from audit.models import Entry, Verification
from audit.verify import verify

#: As many entries are verified while the page waits: about two seconds.
WHILE_ONE_WAITS = 20_000
#: A run that has not ended by then was broken off.
_ENDS_WITHIN = timedelta(minutes=30)


def begin(asked_by):
    return Verification.objects.create(asked_by_label=str(asked_by))


def end(kept, verified):
    kept.ended_at = timezone.now()
    kept.holds = verified.holds
    kept.entries, kept.last, kept.head = verified.entries, verified.last, verified.head
    kept.first_bad, kept.count = verified.first_bad, verified.count
    kept.findings = [
        *(str(finding) for finding in verified.findings),
        *(
            f"{label}: {rows:,} historical rows, {entries:,} entries."
            for label, rows, entries in verified.unequal
        ),
    ]
    kept.save()


def newest_ended():
    return Verification.objects.exclude(ended_at=None).order_by("-asked_at", "-pk").first()


def running():
    """The run that goes on now, if any."""
    lately = timezone.now() - _ENDS_WITHIN
    going_on = Verification.objects.filter(ended_at=None, asked_at__gte=lately)
    return going_on.order_by("-asked_at", "-pk").first()


def run(asked_by):
    """Verify now, or begin to. Two at once would tell no more than one."""
    if running():
        return
    kept = begin(asked_by)
    newest = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    if (newest or 0) <= WHILE_ONE_WAITS:
        end(kept, verify())
    else:
        _apart(kept)


def _apart(kept):
    """`manage.py verify_audit`, which goes on when the worker that began it is stopped."""
    child = subprocess.Popen(  # noqa: S603 (nothing in it was typed)
        [sys.executable, settings.BASE_DIR / "manage.py", "verify_audit", "--kept", str(kept.pk)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=child.wait, daemon=True).start()
