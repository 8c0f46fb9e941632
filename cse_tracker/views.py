"""Pages that belong to the service and not to one part of it."""

import datetime
import re
import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe

from cse_tracker.context import site


def page(name):
    """A view of words alone that anyone may read: `templates/cse_tracker/<name>.html`."""

    @require_safe
    @login_not_required
    def show(request):
        return render(request, f"cse_tracker/{name}.html")

    return show


help_page = page("help")
privacy = page("privacy")
accessibility = page("accessibility")


#: Seconds.
_TRY_AGAIN_AFTER = 60
#: What each kind of "too much" is about, for the page that says how much it may be.
TOO_MUCH = {RequestDataTooBig: "size", TooManyFieldsSent: "fields", TooManyFilesSent: "files"}


def bad_request(request, exception):
    """400; 413 for a form that is too large in some way; 503 when a session could not be saved."""
    if _is_busy(exception):
        return _busy(request)
    request.refused_because = type(exception).__name__
    too_much = TOO_MUCH.get(type(exception))
    if too_much is None or request.method != "POST":
        return HttpResponse(_without_database("400.html", request), status=400)
    limits = {
        "too_much": too_much,
        "most_words": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "most_in_all": settings.REQUEST_MAX_BYTES,
        "most_fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        "most_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    }
    return HttpResponse(_without_database("413.html", request, **limits), status=413)


def method_not_allowed(request, allowed):
    return HttpResponseNotAllowed(allowed, _without_database("405.html", request))


def not_a_form(request):
    return HttpResponse(_without_database("415.html", request), status=415)


def server_error(request):
    """500; 503 while somebody else writes for so long that waiting has an end."""
    if _is_busy(sys.exc_info()[1]):
        return _busy(request)
    number = getattr(request, "number", "")
    return HttpResponseServerError(_without_database("500.html", request, number=number))


def _is_busy(error):
    """Whether an SQLite database was closed to this writer by another."""
    while error is not None:
        if isinstance(error, OperationalError) and "locked" in str(error):
            return True
        error = error.__context__
    return False


def _busy(request):
    return HttpResponse(
        _without_database("503.html", request),
        status=503,
        headers={"Retry-After": str(_TRY_AGAIN_AFTER)},
    )


@requires_csrf_token
def csrf_failure(request, reason=""):
    """The form was too old, or came from elsewhere; nothing was saved."""
    request.refused_because = "csrf"
    return render(
        request, "cse_tracker/csrf_failure.html", {"show_reason": settings.DEBUG}, status=403
    )


@require_safe
@login_not_required
def security_txt(request):
    """Where to report a weakness: RFC 9116. Without a contact there is nothing to say."""
    contact = _as_uri(settings.CONTACT)
    if not contact:
        raise Http404
    until = timezone.now().astimezone(datetime.UTC) + timezone.timedelta(days=180)
    lines = [
        f"Contact: {contact}",
        f"Expires: {until:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _as_uri(contact):
    """`CONTACT` is an e-mail address, a telephone number or the address of a page."""
    contact = contact.strip()
    if contact.startswith("https://"):
        return contact
    if re.fullmatch(r"[^\s@]+@[^\s@]+", contact):
        return f"mailto:{contact}"
    figures = re.sub(r"[\s().-]", "", contact)
    return f"tel:{figures}" if re.fullmatch(r"\+?[0-9]{6,15}", figures) else ""


def _without_database(template_name, request, **more):
    """What went wrong may be the database, or the request: nothing here asks either."""
    return loader.get_template(template_name).render(site(request) | more)
