"""Requests that no page of ours sends: refused before anything of them is read or looked up."""

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import Http404

from cse_tracker import views

METHODS = ("GET", "HEAD", "POST")
#: Some frameworks let these turn a form into something else; nothing here honours them.
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class KnownMethods:
    """Pages are read and forms are sent; there is nothing else to do here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return views.method_not_allowed(request, METHODS)
        if any(name in request.headers for name in OVERRIDES):
            raise BadRequest("A header asks for another method than the request has.")
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            allowed = [method for method in response["Allow"].split(", ") if method in METHODS]
            return views.method_not_allowed(request, allowed)
        return response


class KnownBodies:
    """Only what the forms of pages send, and no more of it than a form can hold.

    `Content-Length` is believed: the server reads no further than it says.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = _length(request)
        if length and request.method == "POST" and request.content_type not in FORMS:
            return views.not_a_form(request)
        if length > _most(request):
            raise RequestDataTooBig
        charset = request.content_params.get("charset", "utf-8").lower()
        if charset not in ("utf-8", "utf8"):
            raise BadRequest("The request is not written in UTF-8.")
        return self.get_response(request)


def _length(request):
    """How many bytes follow, which must be said before they come."""
    if "Transfer-Encoding" in request.headers and "Content-Length" not in request.headers:
        raise BadRequest("The request does not say how long it is.")
    said = request.headers.get("Content-Length") or "0"
    if not (said.isascii() and said.isdigit()):
        raise BadRequest("The length of the request is not a number.")
    return int(said)


def _most(request):
    """Files come in several parts; all else is a form of words."""
    if request.content_type == "multipart/form-data":
        return settings.REQUEST_MAX_BYTES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class ReadableText:
    """Refuse addresses with a NUL in them: they name nothing, and PostgreSQL can't be asked.

    A cookie with one was not set here and is not looked at.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise Http404
        given = (text for name, values in request.GET.lists() for text in (name, *values))
        if any("\0" in text for text in given):
            raise BadRequest("The address has a character that can’t be read.")
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return self.get_response(request)
