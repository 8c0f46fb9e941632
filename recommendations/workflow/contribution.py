"""What a body that contributes says of the lead’s claim."""

from django.utils import timezone

from audit.record import Act, record
from audit.refusal import NotAllowed
from audit.verb import verb
from recommendations.lifecycle.action import Agreement, Status
from recommendations.models import ActionContributor
from recommendations.workflow.permission import allow, need, refuse_void

UPDATE = "recommendations.update_action"


@verb
def agree_to_claim(contributor, *, agrees, by, words=""):
    """Say whether it is done, while governance has yet to check. A disagreement shows, and does not
    stop anybody."""
    allow(by, UPDATE)
    contributor = (
        ActionContributor.objects.select_for_update(of=("self",))
        .select_related("action", "body")
        .get(pk=contributor.pk)
    )
    if by and contributor.body_id not in by.own_body_ids:
        raise NotAllowed("This is for the body that contributes to say.")
    refuse_void(contributor.action)
    if contributor.action.status != Status.REPORTED_COMPLETE:
        label = contributor.action.status_word.label.lower()
        raise NotAllowed(f"It is {label}, so there is no claim to agree to.")
    need(agrees, "Say whether it is done.")
    agrees = Agreement(agrees)
    if agrees == Agreement.DISAGREES:
        need(words.strip(), "Say what is not done.")
    contributor.agrees, contributor.agreed_words = agrees, words
    contributor.agreed_on = timezone.localdate()
    return record(contributor, Act(by=by, reason=agrees.label))


def forget_agreements(action, act):
    """What was said of an earlier claim says nothing of a new one; the history keeps it. Part of
    claiming: `workflow.action` calls it in the same transaction."""
    for contributor in action.contributors.select_for_update().exclude(agreed_on=None):
        contributor.agrees, contributor.agreed_on, contributor.agreed_words = "", None, ""
        record(contributor, act)
