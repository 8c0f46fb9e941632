"""What people do to a motion point. The only code that changes `MotionPoint.answer`."""

from django.utils import timezone

from audit.record import Act, record
from audit.refusal import NotAllowed, check
from audit.verb import verb
from motions.lifecycle import NEXT, Answer
from motions.models import MotionPoint

CLASSIFY = "motions.classify_point"


@verb
def classify(point, *, answer, note, source, by, effective_on=None, label=""):
    """Say how a point was answered. An editorial judgement, so the person who made it is named."""
    point = MotionPoint.objects.select_for_update().get(pk=point.pk)
    act = Act(by=by, reason=note, effective_on=effective_on, label=label)
    return record(put_as_classified(point, answer=answer, note=note, source=source, act=act), act)


def put_as_classified(point, *, answer, note, source, act):
    """Give `point` its answer by whoever acts, without saving it."""
    if act.by is not None and not act.by.has_perm(CLASSIFY):
        raise NotAllowed("Your role does not include saying how a point was answered.")
    if not answer:
        raise NotAllowed("Say how it was answered.")
    answer = Answer(answer)
    if answer != point.answer_word or answer == Answer.NOT_ANSWERED:
        check(NEXT, point.answer_word, answer)
    elif (note, source) == (point.answer_note, point.answer_source):
        raise NotAllowed("That is how it is classified already. Change the answer, note or page.")
    if not source:
        raise NotAllowed("Say on which page of which document the answer is.")
    if act.day > timezone.localdate():
        raise NotAllowed("The day can’t be in the future. Give the day it was classified on.")
    if not act.actor_label:
        raise NotAllowed("Say who classified it.")
    point.answer, point.answer_note, point.answer_source = answer, note, source
    point.classified_by, point.classified_by_label = act.by, act.actor_label
    return point
