"""The product's addresses and some more, at each of which something goes wrong."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from cse_tracker.urls import handler400, handler500, urlpatterns

__all__ = ["handler400", "handler500", "urlpatterns"]


class Lost(Exception):
    """What nobody foresaw."""


@login_not_required
def raising(request):
    """Words of the request get into exceptions, each raised from another, and into locals."""
    everything = [*request.POST.values(), *request.COOKIES.values(), *request.headers.values()]
    try:
        int(" ".join(everything))
    except ValueError as fault:
        raise Lost(f"{everything} of {request.user}") from fault


@login_not_required
def forbidding(request):
    raise PermissionDenied("a canary")


@login_not_required
def too_many(request):
    return HttpResponse("Later", status=429)


@login_not_required
def busy(request):
    raise OperationalError("database is locked")


@login_not_required
def download(request):
    parts = StreamingHttpResponse(iter([b"a,b\n"]), content_type="text/csv")
    parts["Content-Disposition"] = 'attachment; filename="a.csv"'
    return parts


@login_not_required
def kept_for_everybody(request):
    return HttpResponse("The same", headers={"Cache-Control": "public, max-age=60"})


urlpatterns = [
    path("raise/", raising),
    path("forbid/", forbidding),
    path("too-many/", too_many),
    path("busy/", busy),
    path("download/", download),
    path("kept/", kept_for_everybody),
    *urlpatterns,
]
