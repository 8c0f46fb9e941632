"""Putting on record what a meeting decided, so that a step can rest on it."""

from audit.record import Act, record
from audit.refusal import NotAllowed
from audit.verb import verb
from bodies.models import Decision
from recommendations.models import Resolution
from recommendations.workflow.permission import allow, need, not_in_future

MOVE = "recommendations.move_recommendation"


def minuted(meeting, *, minute, words, by, is_draft=False, corrects=None):
    """The decision under this minute number, which is entered when it is not known yet. The words
    of one that is known already stay as they are. Call it in the transaction of the step."""
    allow(by, MOVE)
    need(meeting, "Name the meeting that decided.")
    need(minute.strip(), "Give the minute number.")
    not_in_future(meeting.held_on, "The meeting that decided")
    known = Decision.objects.filter(meeting=meeting, minute=minute.strip()).first()
    if known and corrects:
        raise NotAllowed(
            f"Minute {known.minute} of this meeting is on record. A correction has a number of its "
            "own."
        )
    if known:
        return known
    if not words.strip():
        raise NotAllowed(
            "This minute is not on record yet, so give the words of the decision as well."
        )
    decision = Decision(
        meeting=meeting, minute=minute.strip(), words=words, is_draft=is_draft, corrects=corrects
    )
    return record(decision, Act(by=by, reason="Minuted", effective_on=meeting.held_on))


@verb
def confirm_minutes(meeting, *, by, confirmed_on=None):
    """The minutes of a meeting have been confirmed as a true record: none of its decisions is a
    draft any more. Returns them."""
    allow(by, MOVE)
    act = Act(by=by, reason="Minutes confirmed", effective_on=confirmed_on)
    not_in_future(act.day, "The day of confirming")
    if act.day < meeting.held_on:
        raise NotAllowed("Minutes can’t be confirmed before the meeting was held.")
    drafts = list(meeting.decisions.select_for_update().filter(is_draft=True).order_by("pk"))
    if not drafts:
        raise NotAllowed("None of the decisions of this meeting is a draft.")
    for decision in drafts:
        decision.is_draft = False
        record(decision, act)
    return drafts


def resolve(recommendation, decision, outcome, act, **particulars):
    """Write what `decision` says about one recommendation. Part of the step that follows from
    it."""
    resolution = Resolution(
        recommendation=recommendation, decision=decision, outcome=outcome, **particulars
    )
    return record(resolution, act)
