"""The five kinds of thing that are classified and may be entered in error, as their pages name,
show and list them."""

from dataclasses import dataclass
from itertools import chain

from django.db import models
from django.db.models import Count, Q, Value
from django.urls import reverse
from django.utils.formats import date_format

from accounts.visibility import Classified, Visibility
from recommendations.models import Action, Evidence, ProgressUpdate, Recommendation
from reviews.models import Finding

#: What is told elsewhere on the page, or to the register alone.
_UNSAID = {field.name for field in Classified._meta.get_fields()} | {
    "ref",
    "sort_key",
    "content_type",
    "sha256",
    "stored_as",
}


@dataclass(frozen=True)
class Kind:
    slug: str
    model: type
    one: str
    many: str
    related: tuple = ()

    @property
    def title(self):
        return self.many.capitalize()

    @property
    def label(self):
        return self.model._meta.label_lower

    def visible_to(self, user):
        return self.model.objects.visible_to(user).select_related(*self.related)


KINDS = (
    Kind("recommendation", Recommendation, "recommendation", "recommendations", ("lead_body",)),
    Kind("action", Action, "action", "actions", ("lead_body",)),
    Kind("update", ProgressUpdate, "update", "updates", ("action", "body")),
    Kind(
        "evidence",
        Evidence,
        "piece of evidence",
        "pieces of evidence",
        ("action__lead_body", "update", "held_by"),
    ),
    Kind("finding", Finding, "finding", "findings", ("review",)),
)
BY_SLUG = {kind.slug: kind for kind in KINDS}
_BY_MODEL = {kind.model: kind for kind in KINDS}


def kind_of(item):
    return _BY_MODEL[type(item)]


def name_of(item):
    """As a heading, or in a sentence."""
    if isinstance(item, ProgressUpdate):
        return f"Update of {item.action.ref}, {date_format(item.effective_on)}"
    if isinstance(item, Evidence):
        return f"Evidence for {item.action.ref}: {item.title}"
    return f"{item.ref} {item.title}"


def page_of(item):
    """The address of the page on which it is read."""
    if isinstance(item, ProgressUpdate | Evidence):
        return item.action.get_absolute_url()
    return item.get_absolute_url()


def body_of(item):
    """The body whose work it is, or None."""
    if isinstance(item, ProgressUpdate):
        return item.body
    if isinstance(item, Evidence):
        return item.action.lead_body
    return getattr(item, "lead_body", None)


def words_of(item):
    """Every text that those will read who may read it, each with its name."""
    fields = [
        field
        for field in item._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in _UNSAID
    ]
    return [
        (str(field.verbose_name).removesuffix(" label").capitalize(), text)
        for field in fields
        if (text := getattr(item, field.attname))
    ]


def gist_of(item):
    """The one text that tells most of it, for a list."""
    if isinstance(item, ProgressUpdate):
        return item.done
    return max((text for _, text in words_of(item)), key=len)


def counted(items):
    """“2 actions and 1 update”, in the order of the kinds."""
    parts = []
    for kind in KINDS:
        number = sum(isinstance(item, kind.model) for item in items)
        if number:
            parts.append(f"{number} {kind.one if number == 1 else kind.many}")
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


# What belongs to what


def owners_of(item):
    """Groups of things that it belongs to: a reader has to read one of each group."""
    if isinstance(item, Action):
        served = Recommendation.objects.standing().filter(action_links__action=item)
        return [list(served.in_reference_order())]
    if isinstance(item, ProgressUpdate):
        return [[item.action]]
    if isinstance(item, Evidence):
        return [[item.action], [item.update] if item.update else []]
    return []


def closed_owners(item):
    """Whatever keeps readers from `item` though it were public itself: things that it belongs to,
    however far up, and that are not public."""
    found = []
    for group in owners_of(item):
        shut = [one for one in group if one.visibility != Visibility.PUBLIC]
        if len(shut) == len(group):
            found += shut
        for one in group if len(group) == 1 else ():
            found += closed_owners(one)
    return list(dict.fromkeys(found))


def not_classified_under(item):
    """What belongs to `item` and nobody has classified yet."""
    if isinstance(item, Recommendation):
        actions = Action.objects.standing().filter(recommendation_links__recommendation=item)
    else:
        actions = Action.objects.filter(pk=item.pk if isinstance(item, Action) else None)
    updates, evidence = Q(action__in=actions.values("pk")), Q(action__in=actions.values("pk"))
    if isinstance(item, ProgressUpdate):
        updates, evidence = Q(pk=None), Q(update=item)
    found = (
        actions.exclude(pk=item.pk) if isinstance(item, Action) else actions,
        ProgressUpdate.objects.standing().filter(updates).select_related("action"),
        Evidence.objects.standing().filter(evidence).select_related("action"),
    )
    return list(chain.from_iterable(some.not_classified().order_by("pk") for some in found))


@dataclass(frozen=True)
class Decision:
    """What was decided about who may read a thing, as its history has it."""

    word: Visibility
    by: str
    on: object
    reason: str


def decisions(item):
    """Every classification that `item` has had, the latest first."""
    found = []
    for row in item.history.exclude(visibility="").order_by("history_id"):
        one = Decision(
            Visibility(row.visibility),
            row.classified_by_label,
            row.classified_on,
            row.public_interest_reason,
        )
        if not found or found[-1] != one:
            found.append(one)
    return found[::-1]


# Lists of several kinds


class Together:
    """Querysets one after the other, for a paginator."""

    def __init__(self, querysets):
        self._querysets = list(querysets)
        self._counts = None

    def count(self):
        return len(self)

    def __len__(self):
        if self._counts is None:
            self._counts = [queryset.count() for queryset in self._querysets]
        return sum(self._counts)

    def __getitem__(self, wanted):
        len(self)
        found, before = [], 0
        for queryset, number in zip(self._querysets, self._counts, strict=True):
            start, stop = max(wanted.start - before, 0), min(wanted.stop - before, number)
            if start < stop:
                found += queryset[start:stop]
            before += number
        return found


def key_of(item):
    """Names an item in an address, as it was when it was seen."""
    return f"{kind_of(item).slug}.{item.pk}.{item.version}"


def with_keys(keys, user):
    """The items that `keys` name, and how many of them are no longer as they were seen, or may not
    be read."""
    wanted = {}
    for key in dict.fromkeys(keys):
        slug, _, rest = key.partition(".")
        pk, _, version = rest.partition(".")
        if slug in BY_SLUG and _is_number(pk) and _is_number(version):
            wanted.setdefault(BY_SLUG[slug], {})[int(pk)] = int(version)
    found = []
    for kind in KINDS:
        versions = wanted.get(kind, {})
        items = kind.visible_to(user).filter(pk__in=versions).order_by("-pk") if versions else ()
        found += [item for item in items if item.version == versions[item.pk]]
    return found, len(set(keys)) - len(found)


def _is_number(word):
    return word.isascii() and word.isdecimal() and len(word) < 19


WAITING = {
    "classify": lambda found, on: found.not_classified(),
    "look-again": lambda found, on: found.classification_review_due(on),
    "void": lambda found, on: found.void_asked(),
}


def waiting(user, on):
    """How many things of each kind wait for somebody to do each of `WAITING`, in one statement:
    `{"classify": {kind: 3}, …}`, without kinds of which none waits."""
    parts = [
        narrow(kind.model.objects.visible_to(user), on)
        .order_by()
        .values("version")
        .values_list(Value(what), Value(kind.slug), Count("pk"))
        for what, narrow in WAITING.items()
        for kind in KINDS
    ]
    numbers = {what: {} for what in WAITING}
    for what, slug, number in parts[0].union(*parts[1:], all=True):
        kind = BY_SLUG[slug]
        numbers[what][kind] = numbers[what].get(kind, 0) + number
    return numbers


def list_url(kind):
    return f"{reverse('unclassified_list')}?kind={kind.slug}"
