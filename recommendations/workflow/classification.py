"""Who may read a thing, and what was entered in error. The only code that changes either."""

from django.db.models import Exists, Max, OuterRef

from accounts.visibility import Visibility, naming
from audit.record import Act, record, record_many_changed
from audit.refusal import NotAllowed
from audit.verb import verb
from recommendations.models import (
    Action,
    ActionRecommendation,
    Evidence,
    ProgressUpdate,
    Recommendation,
)
from recommendations.workflow.permission import allow, need, not_in_future

CLASSIFY = "recommendations.classify_item"
VOID = "recommendations.void_item"

#: The columns that say who may read a thing, and who decided that.
WHO_MAY_READ = (
    "visibility",
    "exempt_paragraph",
    "public_interest_reason",
    "restricted_to",
    "classified_by",
    "classified_by_label",
    "classified_on",
    "classification_review_on",
)


@verb
def classify(
    items,
    *,
    visibility,
    by,
    exempt_paragraph=None,
    public_interest_reason="",
    restricted_to=(),
    review_on=None,
    effective_on=None,
    label="",
):
    """Decide who may read `items`: recommendations, actions, updates, pieces of evidence or
    findings. What is classified so already, or was entered in error, is left as it is. Returns how
    many were changed.

    Exempt needs the paragraph of Schedule 12A, the public-interest reason (paragraph 10 of the
    same), and the day on which it is looked at again; restricted needs the bodies by name.
    """
    allow(by, CLASSIFY)
    visibility = Visibility(visibility)
    need(visibility, "Say whether it is public, exempt or restricted.")
    need(by or label, "Somebody has to have decided it: say who.")
    decided = {"exempt_paragraph": None, "public_interest_reason": "", "restricted_to": ""}
    act = Act(by=by, effective_on=effective_on, label=label,
              reason=f"Classified as {visibility.label.lower()}")  # fmt: skip
    not_in_future(act.day, "The day on which it was classified")
    if visibility == Visibility.EXEMPT:
        need(exempt_paragraph, "Say which paragraph of Schedule 12A applies.")
        need(public_interest_reason.strip(), "Say why publishing is not in the public interest.")
        need(review_on, "Say when this is to be looked at again.")
        decided["exempt_paragraph"] = int(exempt_paragraph)
        decided["public_interest_reason"] = public_interest_reason
    if visibility == Visibility.RESTRICTED:
        need(restricted_to, "Name the bodies that may read it.")
        decided["restricted_to"] = naming(restricted_to)
    if review_on and review_on <= act.day:
        raise NotAllowed("The day to look at it again has to come after the decision.")
    decided |= {"visibility": visibility, "classification_review_on": review_on}
    return sum(_write(_held(some), decided, act) for some in by_model(items))


def by_model(items):
    """`items` in lists of one model each."""
    lists = {}
    for item in items:
        lists.setdefault(type(item), []).append(item)
    return list(lists.values())


def _write(items, decided, act):
    changed = [
        item
        for item in items
        if not item.voided_on
        and any(getattr(item, name) != value for name, value in decided.items())
    ]
    for item in changed:
        for name, value in decided.items():
            setattr(item, name, value)
        item.classified_by, item.classified_by_label = act.by, act.actor_label
        item.classified_on = act.day
    record_many_changed(changed, WHO_MAY_READ, act)
    return len(changed)


def _held(items):
    """`items` as they stand now, locked."""
    keys = [item.pk for item in items]
    model = type(items[0])
    return list(model.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def as_narrow_as(item):
    """Columns by which a new version of `item` is read by no more people than that one is. What is
    public is decided anew."""
    if item.visibility == Visibility.PUBLIC:
        return {}
    return {name: getattr(item, name) for name in WHO_MAY_READ}


@verb
def ask_to_void(item, *, reason, by):
    """Say that a thing was entered in error. It stays as it is until a second person agrees."""
    allow(by, VOID)
    need(by, "Somebody has to ask: say who.")
    need(reason.strip(), "Say what was entered in error, and where the right entry is.")
    item = _standing(item)
    if item.void_asked_on:
        raise NotAllowed("That has been asked already. A second person has to agree.")
    act = Act(by=by, reason=f"Said to be entered in error: {reason}")
    item.void_asked_by, item.void_asked_on, item.void_reason = by, act.day, reason
    return record(item, act)


@verb
def agree_to_void(item, *, by):
    """A second person agrees: the thing, and what belongs to it alone, counts no more and is
    shown in the history only. Returns everything that went with it, the thing first."""
    allow(by, VOID)
    item = _asked(item, by)
    if item.void_asked_by_id == by.pk:
        raise NotAllowed("You asked for this, so somebody else has to agree.")
    act = Act(by=by, reason=f"Entered in error: {item.void_reason}")
    gone = [item, *belonging_to(item)]
    for one in gone:
        one.void_asked_by, one.void_asked_on = item.void_asked_by, item.void_asked_on
        one.void_reason = item.void_reason
        one.voided_by, one.voided_on = by, act.day
        record(one, act)
    for action in _reported_on_by(gone):
        _report_as_before(action, act)
    return gone


def _reported_on_by(gone):
    """The actions that stand, and of which an update does not."""
    updates = [one for one in gone if isinstance(one, ProgressUpdate)]
    standing = Action.objects.select_for_update(of=("self",)).standing()
    return standing.filter(pk__in={update.action_id for update in updates}).order_by("pk")


def _report_as_before(action, act):
    """What an action holds of its updates is what those say that still stand. The status that one
    brought it to stays: going back is a step of its own."""
    left = ProgressUpdate.objects.standing().filter(action=action)
    newest = left.order_by("-pk").first()
    action.last_update_on = left.aggregate(day=Max("effective_on"))["day"]
    action.view = newest.view if newest else ""
    action.view_reason = ""
    record(action, Act(by=act.by, reason="An update was entered in error"))


def take_back(things, *, batch, reason, act):
    """In memory: the import that brought `things` is undone by the one with the number `batch`.
    They count no more, as if two persons had agreed. The caller has seen that nothing depends on
    them, and saves. Returns the names of the fields written."""
    for thing in things:
        thing.voided_on, thing.void_reason, thing.taken_back_with = act.day, reason, batch
    return ("voided_on", "void_reason", "taken_back_with")


@verb
def refuse_to_void(item, *, reason, by):
    """It was no error, or whoever asked thinks better of it: it stays."""
    allow(by, VOID)
    need(reason.strip(), "Say why it stays.")
    item = _asked(item, by)
    item.void_asked_by = item.void_asked_on = None
    item.void_reason = ""
    return record(item, Act(by=by, reason=f"Not entered in error: {reason}"))


def _standing(item):
    held = _held([item])
    if not held or held[0].voided_on:
        raise NotAllowed("It is marked as entered in error already.")
    return held[0]


def _asked(item, by):
    need(by, "Somebody has to decide: say who.")
    item = _standing(item)
    if not item.void_asked_on:
        raise NotAllowed("Nobody has said that it was entered in error.")
    return item


def belonging_to(item):
    """What would be left without the thing that it belongs to, as it stands."""
    if isinstance(item, Recommendation):
        served = ActionRecommendation.objects.filter(action=OuterRef("pk"))
        elsewhere = served.exclude(recommendation=item).filter(recommendation__voided_on=None)
        actions = list(
            Action.objects.standing()
            .filter(recommendation_links__recommendation=item)
            .exclude(Exists(elsewhere))
        )
        return [*actions, *(one for action in actions for one in belonging_to(action))]
    if isinstance(item, Action):
        updates = list(ProgressUpdate.objects.standing().filter(action=item))
        return [*updates, *Evidence.objects.standing().filter(action=item)]
    if isinstance(item, ProgressUpdate):
        return list(Evidence.objects.standing().filter(update=item))
    return []
