"""The invented layer: what members asked, and what was done about what is late."""

from datetime import timedelta

from correspondence.ladder import Ladder
from correspondence.lifecycle import MailStatus
from correspondence.models import Mail, Question
from correspondence.workflow import escalation, mail, question
from recommendations.models import Recommendation

#: Of which recommendation, what was asked, whom it was passed on to, and what was answered.
QUESTIONS = (
    (
        "RSCP-2022-R1",
        Question.Kind.QUESTION,
        "Invented example: how many members have used the guide, and what came of it?",
        "rscp",
        "Invented example: it was opened by most members, and used in three cases of casework.",
    ),
    (
        "RSCP-2022-R4",
        Question.Kind.QUESTION,
        "Invented example: when will those who were asked hear what was done with their views?",
        None,
        "",
    ),
    (
        "RSCP-2022-R3",
        Question.Kind.MATTER,
        "Invented example: a resident told me that a report was not followed up.",
        "syp",
        "",
    ),
)


def load_correspondence(scene):
    for ref, kind, words, body, answer in QUESTIONS:
        about = Recommendation.objects.get(ref=ref)
        asked = question.ask(about, kind=kind, words=words, by=scene.people["member"])
        if body:
            asked = question.route(asked, body=scene.bodies[body], by=scene.governance)
        if answer:
            officer = scene.people[f"{body}.officer"]
            question.answer(asked, answer=answer, is_public=True, by=officer)
    # Nobody is at example.org to be written to.
    for written in Mail.objects.unsent():
        mail.settle_mail(written, MailStatus.SENT)
    _climb(scene)


def _climb(scene):
    """The latest that came to the ladder is raised, the oldest is held."""
    late = Ladder(scene.governance, scene.today).due()
    if len(late) < 2:
        return
    oldest, latest = max(late, key=lambda one: one.days), min(late, key=lambda one: one.days)
    escalation.hold(
        oldest,
        reason="Invented example: the board’s new manager has asked for time to look into it.",
        until=scene.today + timedelta(days=21),
        by=scene.governance,
        on=scene.today,
    )
    escalation.raise_late(latest, by=scene.governance, on=scene.today)
