"""Every request has a number, and every refusal has a line."""

import logging
import secrets

from cse_tracker.logs import current_request

security = logging.getLogger("security")


class RequestNumbers:
    """A number for each request: in every line that it writes, in its answer, and on the page that
    says something went wrong. Never taken from the request, which could forge it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.number = secrets.token_hex(6)
        token = current_request.set(request.number)
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(token)
        response.headers["X-Request-ID"] = request.number
        return response


class Refusals:
    """One line for each refusal: what it was, who asked (the number of the person, never a name),
    and for which address (never with its query)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        what = _what(request, response)
        if what:
            line = "%s user=%s method=%s path=%s"
            security.warning(line, what, _who(request) or "-", request.method, request.path)
        return response


def _what(request, response):
    status = response.status_code
    if status == 404:
        # A page that exists, for a thing that does not or that this person may not see: both
        # answer alike, so both are written alike.
        existed = getattr(request, "resolver_match", None) and _who(request)
        return "not-found-or-not-theirs" if existed else None
    because = getattr(request, "refused_because", "")
    kinds = {400: "bad-request", 403: "forbidden", 405: "method", 413: "too-large", 415: "no-form"}
    if status not in kinds:
        return None
    return f"{kinds[status]} because={because}" if because else kinds[status]


def _who(request):
    """Who is known to ask; nobody is looked up for the sake of a line."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)
