"""What a meeting may decide about a recommendation, by where the recommendation is."""

from audit.words import Word
from recommendations.lifecycle.recommendation import Status


class Resolved(Word):
    AGREED = "agreed", "green", "✔", "Agreed"
    AMENDED = "amended", "green", "◆", "Agreed with changes"
    NOT_TAKEN_FORWARD = "not-taken-forward", "grey", "✕", "Not taken forward"
    DEFERRED = "deferred", "amber", "…", "Deferred"
    SIGNED_OFF = "signed-off", "green", "●", "Signed off and closed"
    RETURNED = "returned", "amber", "▲", "Returned: something is missing"
    NOT_PROGRESSED = "not-progressed", "grey", "○", "Not progressed"


R, S = Resolved, Status

#: What may be decided at first.
MAY_DECIDE = {
    S.SUGGESTED: (R.AGREED, R.AMENDED, R.NOT_TAKEN_FORWARD, R.DEFERRED),
    S.NOT_TAKEN_FORWARD: (R.AGREED, R.AMENDED),
    S.REJECTED: (R.NOT_PROGRESSED, R.DEFERRED),
    S.REPORTED_COMPLETE: (R.SIGNED_OFF, R.RETURNED, R.DEFERRED),
}
#: What a decision that corrects an earlier one may say as well, until bodies have been told.
MAY_CORRECT = {S.ADOPTED: (R.AGREED, R.AMENDED, R.NOT_TAKEN_FORWARD)}
