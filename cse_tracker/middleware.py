from django.core.exceptions import BadRequest
from django.http import Http404


class AdminStyles:
    """Let the admin, and nothing else, use the inline styles that its own widgets need."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = {"style-src": ["'unsafe-inline'"]}
        return response


class ReadableAddresses:
    """Refuse addresses with a NUL in them. They name nothing, and PostgreSQL can't be asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise Http404
        given = (text for name, values in request.GET.lists() for text in (name, *values))
        if any("\0" in text for text in given):
            raise BadRequest("The address has a character that can’t be read.")
        return self.get_response(request)
