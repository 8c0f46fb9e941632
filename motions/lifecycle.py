"""How a motion point may be answered, and what may follow what."""

from audit.words import Word


class Answer(Word):
    NOT_ANSWERED = "not-answered", "grey", "○", "Not answered"
    NO_FURTHER_ACTION = "no-further-action", "blue", "✔", "Answered: no further action"
    RECOMMENDATIONS_MADE = "recommendations-made", "green", "●", "Answered: recommendations made"
    ALREADY_UNDER_WAY = "already-under-way", "green", "●", "Already under way"
    NO_COMMENT = "no-comment", "amber", "▲", "Outside the review’s remit, or no comment made"
    CARRIED = "carried", "blue", "✔", "Carried to another process"


# A classification is an editorial judgement: a later reading may replace any earlier one, but
# an answer once given can't become "not answered".
NEXT = {
    answer: tuple(a for a in Answer if a not in (answer, Answer.NOT_ANSWERED)) for answer in Answer
}

#: Who classifies a point so, and what has to be given.
NEEDS = {
    answer: ("governance, by name", "the page of the answer")
    if answer != Answer.NOT_ANSWERED
    else ("nobody", "nothing: so it is until somebody classifies it")
    for answer in Answer
}
