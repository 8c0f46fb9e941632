"""Putting on record what a meeting decided, so that a step can rest on it."""

from audit.record import Act, record
from audit.refusal import NotAllowed
from bodies.models import Decision
from recommendations.workflow.permission import allow, need, not_in_future

MOVE = "recommendations.move_recommendation"


def minuted(meeting, *, minute, words, by):
    """The decision under this minute number, which is entered when it is not known yet. The words
    of one that is known already stay as they are. Call it in the transaction of the step."""
    allow(by, MOVE)
    need(meeting, "Name the meeting that decided.")
    need(minute.strip(), "Give the minute number.")
    not_in_future(meeting.held_on, "The meeting that decided")
    known = Decision.objects.filter(meeting=meeting, minute=minute.strip()).first()
    if known:
        return known
    if not words.strip():
        raise NotAllowed(
            "This minute is not on record yet, so give the words of the decision as well."
        )
    decision = Decision(meeting=meeting, minute=minute.strip(), words=words)
    return record(decision, Act(by=by, reason="Minuted", effective_on=meeting.held_on))
