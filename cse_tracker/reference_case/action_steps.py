"""Each step of the invented layer that is done to an action, as a verb of the workflow."""

from audit.record import Act, record
from recommendations.models import Evidence
from recommendations.workflow import action as workflow
from recommendations.workflow import date_change
from recommendations.workflow.classification import classify


def update(scene, action, day, step):
    said = workflow.post_update(
        action,
        effective_on=day,
        done=step["done"],
        next=step.get("next", ""),
        next_on=scene.day(step.get("next_on")),
        status=step.get("status"),
        view=step.get("view", ""),
        view_reason=step.get("view_reason", ""),
        blocked_on_what=step.get("blocked_on_what", ""),
        unblocked_by_whom=step.get("unblocked_by_whom", ""),
        completed_on=scene.day(step.get("completed_on")),
        effect=step.get("effect", ""),
        evidence=[_evidence(action, day, item) for item in step.get("evidence", [])],
        **scene.speaker(action.lead_body),
    )
    if "visibility" in step:
        _keep_from_the_public(scene, said, day, step["visibility"])


def _keep_from_the_public(scene, said, day, words):
    """Classified as the step says; with empty words it waits for somebody to classify it."""
    if not words["is"]:
        scene.not_classified.add(said.pk)
        return
    classify(
        [said],
        visibility=words["is"],
        by=scene.governance,
        effective_on=day,
        exempt_paragraph=words.get("paragraph"),
        public_interest_reason=words.get("public_interest_reason", ""),
        restricted_to=[scene.bodies[slug] for slug in words.get("to", ())],
        review_on=scene.day(words.get("look_again")),
    )


def _evidence(action, day, item):
    if "url" in item:
        return {"kind": Evidence.Kind.LINK, "title": item["title"], "url": item["url"]}
    return {
        "kind": Evidence.Kind.HELD,
        "title": item["title"],
        "held_by": action.lead_body,
        "seen_by": "Governance officer",
        "seen_on": day,
    }


def move_date(scene, action, day, step):
    date_change.ask(
        action,
        new_due_on=scene.day(step["to"]),
        reason=step["reason"],
        effective_on=day,
        **scene.speaker(action.lead_body),
    )


def agree_date(scene, action, day, step):
    """Governance agrees; a change that was asked for by a body without people here stands
    already."""
    for change in action.date_changes.waiting():
        date_change.agree(change, by=scene.governance, effective_on=day)


def verify(scene, action, day, step):
    workflow.verify(action, by=scene.governance, effective_on=day, reason=step["reason"])


def return_claim(scene, action, day, step):
    workflow.return_claim(action, missing=step["missing"], by=scene.governance, effective_on=day)


def cancel(scene, action, day, step):
    workflow.cancel(
        action,
        reason=step["reason"],
        approved_by_whom=step["approved_by_whom"],
        by=scene.governance,
        effective_on=day,
    )


def leave_without_owner(scene, action, day, step):
    action.lead_body = None
    action.lead_basis = ""
    record(action, Act(by=scene.governance, reason=step["reason"], effective_on=day))


STEPS = {
    "update": update,
    "date": move_date,
    "agree": agree_date,
    "verify": verify,
    "return_claim": return_claim,
    "cancel": cancel,
    "leave_without_owner": leave_without_owner,
}
