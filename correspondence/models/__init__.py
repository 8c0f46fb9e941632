"""The nouns; a file each."""

from correspondence.models.escalation import Escalation, Rung
from correspondence.models.letter import Document, Letter, LetterReferral, LetterTemplate
from correspondence.models.mail import Mail
from correspondence.models.question import Question
from correspondence.models.reminder import Reminder

__all__ = [
    "Document",
    "Escalation",
    "Letter",
    "LetterReferral",
    "LetterTemplate",
    "Mail",
    "Question",
    "Reminder",
    "Rung",
]
