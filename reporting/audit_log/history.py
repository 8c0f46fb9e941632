"""The history of one thing: each version that the reader may read, and what it changed."""

from dataclasses import dataclass
from itertools import pairwise

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.visibility import Classified
from audit.models import Entry
from recommendations.models import Action, Recommendation
from reporting.audit_log import changes
from reporting.audit_log.reading import readable, readable_history, recorded_models
from reporting.audit_log.words import done, thing

PER_PAGE = 20
#: A recommendation has a handful of each; a body may have thousands.
PARTS_SHOWN = 25

#: Things with a reference of their own that are parts of another all the same.
_PARTS = {
    "motions.motionpoint": "motion",
    "reviews.finding": "review",
    "reviews.sourcedocument": "review",
}


@permission_required("recommendations.view_register", raise_exception=True)
def recommendation_history(request, ref):
    found = get_object_or_404(readable(Recommendation, request.user), ref=ref)
    return _page(request, Recommendation, found.pk)


@permission_required("recommendations.view_register", raise_exception=True)
def action_history(request, ref):
    found = get_object_or_404(readable(Action, request.user), ref=ref)
    return _page(request, Action, found.pk)


@permission_required("recommendations.view_register", raise_exception=True)
def record_history(request, label, pk):
    model = recorded_models().get(label)
    if model is None or pk > 2**63 - 1:
        raise Http404
    return _page(request, model, pk)


def _page(request, model, pk):
    rows = readable_history(model, request.user).filter(id=pk)
    numbers = list(rows.order_by("-history_id").values_list("history_id", flat=True))
    there = readable(model, request.user).filter(pk=pk).first()
    if not numbers or (there is None and model._base_manager.filter(pk=pk).exists()):
        raise Http404
    page = Paginator(numbers, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "thing": there,
        "kind": thing(model._meta.label_lower),
        "name": changes.name_of(there) if there else str(pk),
        "page": page,
        "versions": _versions(model, pk, rows, list(page), request.user),
        "parts": _parts(model, pk, request.user),
        "address": _address(there, request.user),
    }
    return render(request, "audit_log/record_history.html", context)


@dataclass(frozen=True)
class Version:
    """`row` is the historical row, `entry` its seal. `after_hidden`: there was a version before it
    that the reader may not read, so that what it changed can't be said."""

    row: object
    entry: Entry | None
    changes: list
    after_hidden: bool

    @property
    def first(self):
        return self.row.history_type == "+"

    @property
    def deleted(self):
        return self.row.history_type == "-"

    @property
    def done(self):
        verb = {"+": "add", "-": "delete"}.get(self.row.history_type)
        if self.entry and self.entry.verb:
            verb = self.entry.verb
        return done(verb or "change")

    @property
    def who(self):
        return self.row.actor_label or "Nobody signed in"


def _versions(model, pk, rows, numbers, user):
    """The versions with these numbers, newest first, a few questions for all of them."""
    order = list(
        model.history.filter(id=pk).order_by("history_id").values_list("history_id", flat=True)
    )
    before = {later: earlier for earlier, later in pairwise(order)}
    wanted = {*numbers, *(before[number] for number in numbers if number in before)}
    found = rows.in_bulk(wanted, field_name="history_id")
    entries = {
        entry.history_id: entry
        for entry in Entry.objects.filter(model=model._meta.label_lower, history_id__in=numbers)
    }
    names = changes.Names(user)
    changes.references(found.values(), names)
    names.fetch()
    return [
        _version(found[number], before.get(number), found, entries.get(number), names)
        for number in numbers
    ]


def _version(row, earlier, found, entry, names):
    before = found.get(earlier)
    said = [] if row.history_type == "-" else changes.between(before, row, names)
    return Version(
        row=row, entry=entry, changes=said, after_hidden=earlier is not None and before is None
    )


@dataclass(frozen=True)
class Parts:
    """What belongs to a thing, of one kind, with where the history of each is."""

    kind: str
    links: list
    more: int


def _parts(model, pk, user):
    found = []
    for label, part in recorded_models().items():
        name = part.belongs_to or _PARTS.get(label)
        if not name or part._meta.get_field(name).related_model is not model:
            continue
        things = readable(part, user).filter(**{name: pk}).order_by("pk")
        close = [f.name for f in part._meta.concrete_fields if f.is_relation and not f.null]
        shown = list(things.select_related(*close)[: PARTS_SHOWN + 1])
        if shown:
            links = [(str(one), history_url(one)) for one in shown[:PARTS_SHOWN]]
            more = things.count() - PARTS_SHOWN if len(shown) > PARTS_SHOWN else 0
            found.append(Parts(str(part._meta.verbose_name_plural), links, more))
    return found


def history_url(thing):
    return reverse("record_history", args=[thing._meta.label_lower, thing.pk])


def _address(thing, user):
    """Its own page, if it has one that the reader may open."""
    if thing is None or not hasattr(thing, "get_absolute_url"):
        return ""
    if getattr(thing, "taken_back_with", None):
        return ""
    needs = getattr(thing, "page_needs", "")
    if needs and not user.has_perm(needs):
        return ""
    if isinstance(thing, Classified) or hasattr(type(thing).objects, "visible_to"):
        stands = type(thing).objects.visible_to(user).filter(pk=thing.pk).exists()
        return thing.get_absolute_url() if stands else ""
    return thing.get_absolute_url()
