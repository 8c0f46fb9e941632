"""Lines about recommendations: alone, or as one flat line with the first action."""

from functools import partial

from audit.unsaved import unsaved
from imports.models import Outcome
from imports.planning.actions import add_action, edit_delivery, shortened
from imports.planning.plan import Change
from imports.values.folding import fold
from recommendations.lifecycle.action import Status as ActionStatus
from recommendations.lifecycle.recommendation import Kind, Status
from recommendations.models import Recommendation
from recommendations.workflow import recommendation as workflow

#: What a source that states the progress of the first action says of the recommendation itself.
_STATUS_OF_FLAT = {
    ActionStatus.NOT_STARTED: Status.SUGGESTED,
    ActionStatus.IN_PROGRESS: Status.IN_PROGRESS,
    ActionStatus.REPORTED_COMPLETE: Status.REPORTED_COMPLETE,
}
STATUSES = {fold(word): status for status in Status for word in (status.value, status.label)} | {
    fold(word): Status.SUGGESTED for word in ("proposed", "planned", "not started", "new", "open")
}
#: The cells of a flat line that are about its first action.
_OF_ACTION = ("owners", "lead_post", "status", "due", "update", "completed_on")


def plan_pair(planner, line, ref, *, action_has_own_line):
    """A flat line: a recommendation and its first action `<ref>.1`. A line of its own about that
    action outweighs what this one says of it."""
    first_ref = f"{ref}.1"
    recommendation = planner.register.recommendation(ref)
    if recommendation is None:
        recommendation = _new_of_pair(planner, line, ref)
        if not action_has_own_line:
            _add_first_action(planner, line, first_ref, recommendation)
        return
    first = planner.register.action(first_ref)
    before = _shared(recommendation)
    edit_recommendation(planner, line, recommendation)
    _put_kind(planner, line, recommendation)
    if action_has_own_line:
        return
    if first is not None:
        _keep_in_step(planner, line, first, before, _shared(recommendation))
        planner.put(line, first, "title", line.get("action_title"), "Action")
        edit_delivery(planner, line, first)
    elif any(name in line for name in _OF_ACTION):
        _add_first_action(planner, line, first_ref, recommendation)
        line.planned.changes.append(Change("Action", "", first_ref))


def plan_recommendation(planner, line, ref):
    """A line about the recommendation alone."""
    recommendation = planner.register.recommendation(ref)
    status = _read_status(line)
    if recommendation is None:
        if status and status not in workflow.STATED:
            line.error("status", f"{status.label} is decided in the register. Write Suggested.")
            status = None
        add_recommendation(
            planner,
            line,
            ref,
            title=_title(line, ref),
            summary=line.get("text", ""),
            kind=line.get("kind") or Kind.SUGGESTED,
            status=status or Status.SUGGESTED,
        )
        return
    edit_recommendation(planner, line, recommendation)
    labels = {kind.value: kind.label for kind in Kind}
    planner.put(line, recommendation, "kind", line.get("kind"), "Kind", labels.get)
    planner.put(line, recommendation, "number", line.get("number"), "Number in its source")
    planner.put(line, recommendation, "lead_post", line.get("lead_post"), "Lead officer")
    planner.put_owners(line, recommendation, planner.owners(line))
    if status and status != recommendation.status_word:
        stays = recommendation.status_word.label.lower()
        line.warn("status", f"The register has it as {stays}, which changes on its page only.")


def add_recommendation(planner, line, ref, *, title, summary="", kind=Kind.SUGGESTED, status):
    """A new recommendation with what the line says of it."""
    owners = planner.owners(line) or [None]
    review = line.review
    recommendation = workflow.new(
        partial(unsaved, Recommendation),
        ref=ref,
        title=title,
        summary=summary,
        kind=str(getattr(kind, "value", kind)),
        status=status,
        status_on=planner.on,
        review=review,
        number=line.get("number") or _number(ref, review),
        source=line.get("source", ""),
        theme=planner.theme(line),
        priority=line.get("priority", ""),
        lead_body=owners[0],
        lead_post=line.get("lead_post", ""),
    )
    planner.register.add(planner.mark(recommendation, line))
    planner.plan.recommendations.append(recommendation)
    planner.add_contributors(recommendation, owners[1:])
    line.planned.outcome = Outcome.NEW
    return recommendation


def add_parent(planner, line, ref, title):
    """A recommendation that the lines of its actions name, and that is not in the register."""
    line.warn(
        "recommendation",
        f"{ref} is not a recommendation we know. It will be added as “{title}”, suggested.",
    )
    recommendation = workflow.new(
        partial(unsaved, Recommendation),
        ref=ref,
        title=shortened(title),
        status=Status.SUGGESTED,
        status_on=planner.on,
        review=line.review,
        number=_number(ref, line.review),
    )
    planner.register.add(planner.mark(recommendation, line))
    planner.plan.recommendations.append(recommendation)
    return recommendation


def edit_recommendation(planner, line, recommendation):
    planner.put(line, recommendation, "title", line.get("title"), "Title")
    planner.put(line, recommendation, "summary", line.get("text"), "Recommendation")
    planner.put(line, recommendation, "review", line.review, "Source review")
    planner.put_theme(line, recommendation)
    if not recommendation.source:
        # Where a thing comes from is filled in, never replaced.
        planner.put(line, recommendation, "source", line.get("source"), "Source")
    priority = line.get("priority")
    planner.put(line, recommendation, "priority", priority, "Priority", str.capitalize)


def _new_of_pair(planner, line, ref):
    stated = line.get("status")
    return add_recommendation(
        planner,
        line,
        ref,
        title=_title(line, ref),
        summary=line.get("text", ""),
        kind=(stated.kind if stated else "") or Kind.SUGGESTED,
        status=_STATUS_OF_FLAT.get(stated.status if stated else None, Status.SUGGESTED),
    )


def _add_first_action(planner, line, ref, recommendation):
    if planner.register.is_taken(ref):
        line.error("ref", planner.register.why_taken(ref))
        return
    add_action(
        planner,
        line,
        ref,
        [recommendation],
        title=line.get("action_title") or recommendation.title,
        summary=recommendation.summary,
    )


def _title(line, ref):
    title = line.get("title") or shortened(line.get("text", ""))
    if not title and not line.planned.errors:
        line.error("title", f"{ref} has no title. Say in a few words what it is about.")
    return title or ref


def _number(ref, review):
    """The part of a reference after its review's: R4 of RSCP-2022-R4."""
    if review and ref.upper().startswith(review.ref.upper() + "-"):
        return ref[len(review.ref) + 1 :][:40]
    return ref[:40]


def _read_status(line):
    stated = line.get("status")
    if stated is None:
        return None
    status = STATUSES.get(fold(stated))
    if status is None:
        known = ", ".join(status.label for status in Status)
        line.error("status", f"“{stated}” is not a status of recommendations: {known}.")
    return status


def _put_kind(planner, line, recommendation):
    stated = line.get("status")
    if stated and stated.kind:
        labels = {kind.value: kind.label for kind in Kind}
        planner.put(line, recommendation, "kind", stated.kind, "Kind", labels.get)


def _shared(recommendation):
    """What a first action has in common with its recommendation as long as nobody says else."""
    names = ("title", "summary", "theme", "priority", "source")
    return {name: getattr(recommendation, name) for name in names}


def _keep_in_step(planner, line, action, before, after):
    for name, new in after.items():
        if new is not before[name] and getattr(action, name) == before[name]:
            setattr(action, name, new)
            planner.edit(action, line).fields.add(name)
