"""What a meeting decided about several recommendations, put on record in one go."""

from audit.refusal import NotAllowed, RefusedItem
from audit.verb import verb
from recommendations.lifecycle.resolution import MAY_CORRECT, MAY_DECIDE, Resolved
from recommendations.workflow import recommendation as workflow
from recommendations.workflow.decision import minuted
from recommendations.workflow.permission import need


def may_decide(recommendation, *, correcting=False):
    """What a meeting may decide about it from where it is."""
    here = recommendation.status_word
    return (*MAY_DECIDE.get(here, ()), *(MAY_CORRECT.get(here, ()) if correcting else ()))


@verb
def record_decisions(meeting, *, minute, words, items, by, is_draft=False, corrects=None):
    """All of `items` or none: dictionaries with `recommendation`, `decided` (a `Resolved`) and what
    the step of that decision has to be told. Returns the `Decision`.

    A decision that `corrects` an earlier one may say nothing but other words. A refusal that is
    about one of the items is a `RefusedItem` which names it.
    """
    if not items and corrects is None:
        raise NotAllowed("Say what was decided about at least one recommendation.")
    decision = minuted(
        meeting, minute=minute, words=words, by=by, is_draft=is_draft, corrects=corrects
    )
    for item in items:
        told = dict(item)
        recommendation, decided = told.pop("recommendation"), told.pop("decided")
        try:
            need(decided, "Say what was decided.")
            _check(recommendation, Resolved(decided), correcting=corrects is not None)
            _TAKEN[Resolved(decided)](recommendation, decision=decision, by=by, **told)
        except NotAllowed as refusal:
            raise RefusedItem(str(refusal), recommendation) from refusal
    return decision


def _check(recommendation, decided, *, correcting):
    if decided not in may_decide(recommendation, correcting=correcting):
        here = recommendation.status_word.label.lower()
        raise NotAllowed(
            f"It is {here}, so a meeting can’t decide “{decided.label.lower()}” about it."
        )


def _amend(recommendation, *, adopted_words, **told):
    need(adopted_words.strip(), "Give the words as they were agreed.")
    if adopted_words.strip() == recommendation.words_in_force.strip():
        raise NotAllowed("These are the words as they were. Change them, or choose “Agreed”.")
    return workflow.adopt(recommendation, adopted_words=adopted_words, **told)


_TAKEN = {
    Resolved.AGREED: workflow.adopt,
    Resolved.AMENDED: _amend,
    Resolved.NOT_TAKEN_FORWARD: workflow.do_not_take_forward,
    Resolved.DEFERRED: workflow.defer,
    Resolved.SIGNED_OFF: workflow.close,
    Resolved.RETURNED: workflow.return_claim,
    Resolved.NOT_PROGRESSED: workflow.do_not_progress,
}
