"""By which way a change reached the record, and under what name: said once where the way begins,
known to everything that is written on it."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.db import models


class Route(models.TextChoices):
    PAGE = "page", "Page"
    ADMIN = "admin", "Administration"
    IMPORT = "import", "Import"
    COMMAND = "command", "Command"
    BEFORE = "before-the-seal", "Before the seal"


@dataclass(frozen=True)
class Way:
    """`batch` is the number of the import batch; `verb` what the outermost verb is called."""

    route: Route = Route.COMMAND
    batch: int | None = None
    verb: str = ""


_way = ContextVar("way")


def way():
    return _way.get(Way())


@contextmanager
def coming_by(route, batch=None):
    """Everything recorded inside came by `route`."""
    with _changed(route=route, batch=batch):
        yield


@contextmanager
def doing(verb):
    """Everything recorded inside was part of `verb`, unless a verb around it has said already."""
    with _changed(verb=way().verb or verb):
        yield


@contextmanager
def _changed(**parts):
    token = _way.set(replace(way(), **parts))
    try:
        yield
    finally:
        _way.reset(token)


class RouteOfRequest:
    """Middleware: what a request writes came by a page, or by the administration."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with coming_by(Route.ADMIN if request.path.startswith("/admin/") else Route.PAGE):
            return self.get_response(request)
