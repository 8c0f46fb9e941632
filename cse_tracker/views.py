"""Pages that belong to the service and not to one part of it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
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


def bad_request(request, exception):
    return HttpResponseBadRequest(_without_database("400.html", request))


def server_error(request):
    return HttpResponseServerError(_without_database("500.html", request))


@requires_csrf_token
def csrf_failure(request, reason=""):
    """The form was too old, or came from elsewhere; nothing was saved."""
    return render(
        request, "cse_tracker/csrf_failure.html", {"show_reason": settings.DEBUG}, status=403
    )


def _without_database(template_name, request):
    """What went wrong may be the database: nothing here asks who is signed in."""
    return loader.get_template(template_name).render(site(request))
