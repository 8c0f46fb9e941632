"""The steps that a recommendation may take from where it is, as choices on a page."""

from dataclasses import dataclass

from recommendations.forms import move
from recommendations.lifecycle.recommendation import NEXT, Status
from recommendations.workflow.recommendation import ANSWER, MOVE

S = Status


@dataclass(frozen=True)
class Step:
    """A verb on the page. It may be taken `only_from` these statuses, all that the lifecycle allows
    when it is empty, by people with one of `permissions`. One that `stays` leaves the status. One
    that is taken `elsewhere` has a page of its own, for several at once: the name of its URL."""

    slug: str
    label: str
    to: Status
    form: type | None = None
    only_from: tuple = ()
    permissions: tuple = (MOVE,)
    stays: bool = False
    elsewhere: str = ""

    @property
    def query(self):
        return f"?step={self.slug}"


STEPS = (
    Step("adopt", "A meeting adopted it", S.ADOPTED, move.AdoptForm),
    Step(
        "forward",
        "Send it to the bodies that should answer",
        S.AWAITING_RESPONSE,
        elsewhere="recommendation_forward",
    ),
    Step(
        "start",
        "Work on it has begun",
        S.IN_PROGRESS,
        move.StartForm,
        (S.ACCEPTED,),
        (MOVE, ANSWER),
    ),
    Step(
        "report-complete",
        "It is done, says the lead body",
        S.REPORTED_COMPLETE,
        move.ReportCompleteForm,
        permissions=(ANSWER,),
    ),
    Step("close", "A meeting closed it", S.CLOSED, move.CloseForm),
    Step(
        "return",
        "Send the claim back: something is missing",
        S.IN_PROGRESS,
        move.ReturnForm,
        (S.REPORTED_COMPLETE,),
    ),
    Step(
        "follow-up",
        "Look at it again: did it stick?",
        S.CLOSED,
        move.FollowUpForm,
        (S.CLOSED,),
        stays=True,
    ),
    Step("reopen", "Open it again", S.IN_PROGRESS, move.ReopenForm, (S.CLOSED,)),
    Step("revive", "Take it up after all", S.IN_PROGRESS, move.ReviveForm, (S.NOT_PROGRESSED,)),
    Step(
        "do-not-progress",
        "A meeting decided not to progress it",
        S.NOT_PROGRESSED,
        move.NotProgressedForm,
    ),
    Step(
        "do-not-take-forward",
        "A meeting decided not to take it forward",
        S.NOT_TAKEN_FORWARD,
        move.NotTakenForwardForm,
    ),
    Step("supersede", "Another one takes its place", S.SUPERSEDED, move.SupersedeForm),
)


def steps_of(user):
    """The steps that are for people such as `user`, whatever they are taken from."""
    return [step for step in STEPS if any(user.has_perm(one) for one in step.permissions)]


def steps_from(recommendation, user):
    """What `user` may choose now. A step may still be refused for what it has to be told."""
    here = recommendation.status_word
    return [
        step
        for step in steps_of(user)
        if (step.to in NEXT[here] or step.stays) and (not step.only_from or here in step.only_from)
    ]
