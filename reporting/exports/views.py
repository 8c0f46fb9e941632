"""Lists and whole kinds as files."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import security_log
from accounts.visitor import open_to_the_public
from recommendations.chips import chips
from recommendations.register import Register
from recommendations.writing import download
from reporting.exports.contents import contents_of, contents_of_list
from reporting.exports.formats import FORMATS
from reporting.exports.kinds import KINDS
from reporting.exports.resources import RESOURCES, visible_rows

EXPORT = "recommendations.export_register"

may_export = permission_required(EXPORT, raise_exception=True)


@open_to_the_public
@may_export
@require_safe
def export_list(request):
    """Every kind of thing, with how many there are for the reader, in each format."""
    kinds = [
        {"kind": kind, "label": label, "about": words, "number": _number(kind, request.user)}
        for kind, (label, words) in KINDS.items()
    ]
    formats = [(name, one.label) for name, one in FORMATS.items()]
    return render(request, "exports/export_list.html", {"kinds": kinds, "formats": formats})


def _number(kind, user):
    return visible_rows(kind, user).count()


@open_to_the_public
@may_export
@require_safe
def export_kind(request, kind, written_as):
    if kind not in RESOURCES or written_as not in FORMATS:
        raise Http404
    return _file(request, contents_of(kind, request.user, request.GET), written_as)


@open_to_the_public
@may_export
@require_safe
def recommendation_export(request):
    """The list of recommendations or actions as it is filtered and ordered, all pages of it."""
    written_as = request.GET.get("as", "csv")
    if written_as not in FORMATS:
        raise Http404
    register = Register(request.GET, request.user, on=timezone.localdate())
    words = [chip["label"] for chip in chips(register)]
    return _file(request, contents_of_list(register.found, request.user, words), written_as)


def _file(request, contents, written_as):
    """Whoever takes out more than anybody may read leaves a line in the security log."""
    if request.user.is_authenticated:
        security_log.note(
            "exported", request=request, user=request.user, kind=contents.kind, form=written_as,
            filters="; ".join(contents.filters),
        )  # fmt: skip
    chosen = FORMATS[written_as]
    name = f"{contents.kind}.{written_as}"
    return download(name, chosen.content_type, chosen.pieces(contents))
