"""The first page after signing in."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.roles import Role
from reporting.home.administration import administration
from reporting.home.briefing import Asked, briefing
from reporting.home.queue import governance
from reporting.home.version import kept, register_version
from reporting.home.work import work


def home(request):
    """A section for each of the reader's roles, the most pressing first."""
    user, on = request.user, timezone.localdate()
    version = register_version()
    sections = [section(user, on, version, request.GET) for section in _sections(user.roles)]
    return render(request, "reporting/home.html", {"sections": sections})


def _sections(roles):
    sections = []
    if Role.GOVERNANCE in roles:
        sections.append(_queue)
    if roles & {Role.BODY_OFFICER, Role.BODY_APPROVER}:
        sections.append(_work)
    if roles & {Role.MEMBER, Role.AUDITOR}:
        sections.append(_briefing)
    if Role.ADMIN in roles:
        sections.append(_administration)
    return sections


def _queue(user, on, version, query):
    return _kept_page("_queue", version, user, on, (), lambda: governance(user, on))


def _work(user, on, version, query):
    return _kept_page("_work", version, user, on, (), lambda: work(user, on))


def _briefing(user, on, version, query):
    asked = Asked.from_query(query)
    facts = lambda: briefing(user, on, asked)  # noqa: E731 (said once, in place)
    return _kept_page("_briefing", version, user, on, asked, facts)


def _administration(user, on, version, query):
    """Not kept: it counts people, whom the version of the register leaves out."""
    return render_to_string("reporting/_administration.html", administration(user, on))


def _kept_page(name, version, user, on, asked, facts):
    """The section as HTML. Facts and markup are kept together: drawing costs as much as finding."""

    def make():
        return render_to_string(f"reporting/{name}.html", facts())

    return kept(version, user, name, on, asked, make=make)
