"""The life of a letter and of an e-mail: statuses, and what may follow what."""

from audit.words import Word


class LetterStatus(Word):
    DRAFT = "draft", "amber", "○", "Draft, not sent"
    SENT = "sent", "green", "✔", "Sent"
    DISCARDED = "discarded", "grey", "✕", "Discarded"


class MailStatus(Word):
    WAITING = "waiting", "amber", "…", "Waiting to be sent"
    SENT = "sent", "green", "✔", "Sent"
    REFUSED = "refused", "red", "■", "Refused by the mail server"
    FAILED = "failed", "amber", "▲", "Not sent: the mail server could not be reached"


class QuestionStatus(Word):
    ASKED = "asked", "amber", "○", "Asked"
    ROUTED = "routed", "blue", "…", "With a body"
    ANSWERED = "answered", "green", "✔", "Answered"
    CLOSED = "closed", "grey", "✕", "Closed without an answer"


QUESTION_NEXT = {
    QuestionStatus.ASKED: (
        QuestionStatus.ROUTED,
        QuestionStatus.ANSWERED,
        QuestionStatus.CLOSED,
    ),
    QuestionStatus.ROUTED: (QuestionStatus.ANSWERED, QuestionStatus.CLOSED),
    QuestionStatus.ANSWERED: (),
    QuestionStatus.CLOSED: (),
}


class EscalationStatus(Word):
    HELD = "held", "grey", "…", "Held"
    RAISED = "raised", "amber", "▲", "Raised"
    SETTLED = "settled", "green", "✔", "Settled"


ESCALATION_NEXT = {
    EscalationStatus.HELD: (EscalationStatus.RAISED, EscalationStatus.SETTLED),
    EscalationStatus.RAISED: (EscalationStatus.SETTLED,),
    EscalationStatus.SETTLED: (),
}
LETTER_NEXT = {
    LetterStatus.DRAFT: (LetterStatus.SENT, LetterStatus.DISCARDED),
    LetterStatus.SENT: (),
    LetterStatus.DISCARDED: (),
}
#: What failed is tried again on the next run; what was refused is for a person to mend.
MAIL_NEXT = {
    MailStatus.WAITING: (MailStatus.SENT, MailStatus.REFUSED, MailStatus.FAILED),
    MailStatus.FAILED: (MailStatus.SENT, MailStatus.REFUSED),
    MailStatus.SENT: (),
    MailStatus.REFUSED: (),
}
