"""The page on which the record is verified, and what came of it last."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.urls import reverse

from audit import triggers
from audit.models import Entry
from audit.verifying import kept

#: Until a page that is watched looks again.
SECONDS = 3


@permission_required("audit.verify_log", raise_exception=True)
def audit_verify(request):
    """While a run goes on, `watch` makes the page look again by itself, until the reader stops
    that."""
    if request.method == "POST":
        kept.run(asked_by=request.user)
        again = "?watch=1" if kept.running() else ""
        return redirect(f"{reverse('audit_verify')}{again}")
    running = kept.running()
    watched = bool(running and request.GET.get("watch"))
    page = {
        "newest": Entry.objects.order_by("-sequence").first(),
        "running": running,
        "watched": watched,
        "last": kept.newest_ended(),
        "triggers_missing": triggers.missing(),
    }
    answer = render(request, "audit_log/audit_verify.html", page)
    if watched:
        answer["Refresh"] = str(SECONDS)
    return answer
