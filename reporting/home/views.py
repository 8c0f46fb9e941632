"""The first page: after signing in, and of the public register."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.roles import Role
from accounts.visitor import open_to_the_public
from reporting.home.administration import administration
from reporting.home.briefing import Asked, briefing
from reporting.home.overview import overview
from reporting.home.queue import governance
from reporting.home.version import kept, register_version
from reporting.home.work import work


@open_to_the_public
def home(request):
    """A section for each of the reader's roles, the most pressing first. One section carries the
    heading of the page, several stand under a heading of their own."""
    user, on = request.user, timezone.localdate()
    version = register_version()
    sections = _sections(user.roles) if user.is_authenticated else [_overview]
    level = 1 if len(sections) == 1 else 2
    pages = [section(user, on, version, request.GET, level) for section in sections]
    return render(request, "reporting/home.html", {"sections": pages})


@permission_required("recommendations.move_recommendation", raise_exception=True)
def governance_queue(request):
    """What waits for governance, whatever other roles the reader holds."""
    return _one_section(request, _queue)


@permission_required("recommendations.update_action", raise_exception=True)
def my_work(request):
    """What the reader's bodies have to do; for governance, which has none, its own queue."""
    if not request.user.own_body_ids:
        return redirect("governance_queue")
    return _one_section(request, _work)


def _one_section(request, section):
    page = section(request.user, timezone.localdate(), register_version(), request.GET, 1)
    return render(request, "reporting/home.html", {"sections": [page]})


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


def _overview(user, on, version, query, level):
    return _kept("_overview", version, user, (on, level), lambda: overview(user, on))


def _queue(user, on, version, query, level):
    return _kept("_queue", version, user, (on, level), lambda: governance(user, on))


def _work(user, on, version, query, level):
    return _kept("_work", version, user, (on, level), lambda: work(user, on))


def _briefing(user, on, version, query, level):
    asked = Asked.from_query(query)
    return _kept("_briefing", version, user, (on, level, asked), lambda: briefing(user, on, asked))


def _administration(user, on, version, query, level):
    """Not kept: it counts people, whom the version of the register leaves out."""
    return _drawn("_administration", administration(user, on), level)


def _kept(name, version, user, asked, facts):
    """The section as HTML. Facts and markup are kept together: drawing costs as much as finding."""
    level = asked[1]
    return kept(version, user, name, *asked, make=lambda: _drawn(name, facts(), level))


def _drawn(name, facts, level):
    return render_to_string(f"reporting/{name}.html", {**facts, "level": level, "inner": level + 1})
