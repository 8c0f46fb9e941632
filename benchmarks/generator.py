"""A register of n recommendations, the same each time for the same seed, written in bulk.

About 3 actions, 3 updates and 15 rows of history to a recommendation, in the proportions of a
register that has run for five years: half in progress, a sixth closed, a tenth only suggested.
"""

import random
from datetime import timedelta
from itertools import count

from django.db import connection, transaction
from django.utils import timezone

from accounts.visibility import Classified
from audit.backlog import seal_history_of
from benchmarks import bulk
from benchmarks.ground import lay
from benchmarks.history import write_history
from benchmarks.words import Words
from recommendations.lifecycle import action as action_life
from recommendations.lifecycle import recommendation as life
from recommendations.lifecycle.referral import Duty, Response
from recommendations.models import (
    Action,
    ActionRecommendation,
    DateChange,
    Evidence,
    ProgressUpdate,
    Recommendation,
    RecommendationFinding,
    Referral,
)
from recommendations.models.reference import sort_key

CHUNK = 2_000
ACTIONS_EACH = 3

WRITTEN = (
    Recommendation,
    RecommendationFinding,
    Referral,
    Action,
    ActionRecommendation,
    ProgressUpdate,
    DateChange,
    Evidence,
)

R, A = life.Status, action_life.Status
STATUS_WEIGHTS = {
    R.SUGGESTED: 10,
    R.ADOPTED: 5,
    R.AWAITING_RESPONSE: 8,
    R.ACCEPTED: 9,
    R.REJECTED: 2,
    R.IN_PROGRESS: 41,
    R.REPORTED_COMPLETE: 6,
    R.CLOSED: 14,
    R.NOT_PROGRESSED: 2,
    R.NOT_TAKEN_FORWARD: 2,
    R.SUPERSEDED: 1,
}
ACTION_WEIGHTS = {
    A.NOT_STARTED: 15,
    A.IN_PROGRESS: 45,
    A.BLOCKED: 6,
    A.REPORTED_COMPLETE: 12,
    A.VERIFIED: 18,
    A.CANCELLED: 4,
}
# Nobody had to answer these: no referral was made.
NEVER_FORWARDED = (R.SUGGESTED, R.ADOPTED, R.NOT_TAKEN_FORWARD)


@transaction.atomic
def generate(n, on=None, seed=1):
    """Fill an empty register, as it would stand on the day `on`. Returns the people and bodies
    that a benchmark signs in as and asks for."""
    on = on or timezone.localdate()
    ground = lay(n, on)
    register = Register(ground, on, random.Random(seed))
    for start in range(0, n, CHUNK):
        for index in range(start, min(start + CHUNK, n)):
            register.add(index)
        register.write()
    bulk.next_keys(*WRITTEN)
    for model in WRITTEN:
        write_history(model)
    seal_history_of([model.history.model for model in WRITTEN])
    if connection.vendor == "postgresql":
        # What the server's own upkeep would have done before long.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return ground


class Register:
    """Rows waiting to be written, and the keys given so far."""

    def __init__(self, ground, on, rng):
        self.ground, self.on, self.rng = ground, on, rng
        self.words = Words(rng)
        self.rows = {model: [] for model in WRITTEN}
        self.keys = {model: count(1) for model in WRITTEN}

    def put(self, model, **fields):
        fields["id"] = next(self.keys[model])
        if issubclass(model, Classified):
            fields |= {
                "visibility": "public",
                "classified_by_label": "Governance",
                "classified_on": self.on,
            }
        self.rows[model].append(fields)
        return fields

    def write(self):
        for model, rows in self.rows.items():
            bulk.insert(model, rows)
            rows.clear()

    def past(self, at_most, at_least=0):
        return self.on - timedelta(days=self.rng.randint(at_least, at_most))

    def add(self, index):
        recommendation = self.recommendation(index)
        self.put(
            RecommendationFinding,
            recommendation_id=recommendation["id"],
            finding_id=self.rng.choice(self.ground.findings_of[recommendation["review_id"]]),
        )
        if recommendation["status"] not in NEVER_FORWARDED:
            self.referral(recommendation)
        for number in range(1, ACTIONS_EACH + 1):
            self.action(recommendation, number)

    def recommendation(self, index):
        ground, rng = self.ground, self.rng
        review = ground.reviews[index % len(ground.reviews)]
        number = index // len(ground.reviews) + 1
        ref = f"{review.ref}-R{number}"
        status = rng.choices(tuple(STATUS_WEIGHTS), STATUS_WEIGHTS.values())[0]
        adopted = status not in (R.SUGGESTED, R.NOT_TAKEN_FORWARD)
        return self.put(
            Recommendation,
            ref=ref,
            sort_key=sort_key(ref),
            title=self.words.title(),
            review_id=review.pk,
            number=str(number),
            document_id=ground.document_of[review.pk],
            page=str(rng.randint(1, 90)),
            published_words=self.words.paragraph(),
            summary=self.words.paragraph(),
            theme_id=rng.choice(ground.themes).pk,
            priority=rng.choice(life.Priority.values),
            committee_id=ground.committees[index % len(ground.committees)].pk,
            lead_body_id=rng.choice(ground.owners).pk,
            lead_post="Head of service",
            status=status.value,
            status_on=self.past(900, 1),
            adopted_by_id=rng.choice(ground.decisions).pk if adopted else None,
            intended_effect=self.words.paragraph(),
            **self.ending(status),
        )

    def ending(self, status):
        if status == R.CLOSED:
            return {
                "closed_by_id": self.rng.choice(self.ground.decisions).pk,
                "outcome": life.Outcome.IMPLEMENTED.value,
                "impact": life.Impact.PARTLY_SHOWN.value,
            }
        if status in (R.NOT_PROGRESSED, R.NOT_TAKEN_FORWARD):
            return {"status_reason": self.words.title(), "risk_of_not_doing": self.words.title()}
        return {}

    def referral(self, recommendation):
        noticed_on = self.past(1200, 30)
        due_on = noticed_on + timedelta(days=60)
        answer = {}
        if recommendation["status"] != R.AWAITING_RESPONSE:
            answer = {
                "status": "answered",
                "response": Response.ACCEPTED.value,
                "answered_on": min(noticed_on + timedelta(days=self.rng.randint(10, 90)), self.on),
                "response_words": self.words.paragraph(),
                "decision_maker": "Executive board",
            }
        self.put(
            Referral,
            recommendation_id=recommendation["id"],
            body_id=recommendation["lead_body_id"],
            duty=self.rng.choice(Duty.values),
            rule_id=self.ground.clock_rule.pk,
            noticed_on=noticed_on,
            received_on=noticed_on,
            due_on=due_on,
            **{"status": "issued", **answer},
        )

    def action(self, recommendation, number):
        rng = self.rng
        status = self.action_status(recommendation["status"])
        opened_on = self.past(1500, 200)
        dates = self.dates(opened_on)
        ref = f"{recommendation['ref']}.{number}"
        action = self.put(
            Action,
            ref=ref,
            sort_key=sort_key(ref),
            title=self.words.title(),
            summary=self.words.paragraph(),
            theme_id=recommendation["theme_id"],
            priority=recommendation["priority"],
            lead_body_id=rng.choice(
                (recommendation["lead_body_id"], rng.choice(self.ground.owners).pk)
            ),
            lead_post="Service manager",
            intended_effect=self.words.paragraph(),
            opened_on=opened_on,
            status=status.value,
            status_on=self.past(190),
            last_update_on=self.past(250) if status in action_life.OPEN[1:] else None,
            **dates,
            **self.particulars(status),
        )
        self.put(
            ActionRecommendation,
            action_id=action["id"],
            recommendation_id=recommendation["id"],
        )
        self.followings(action)

    def action_status(self, status):
        if status == R.CLOSED:
            return A.VERIFIED
        if status not in life.IN_DELIVERY:
            return A.NOT_STARTED
        return self.rng.choices(tuple(ACTION_WEIGHTS), ACTION_WEIGHTS.values())[0]

    def dates(self, opened_on):
        if self.rng.random() < 0.1:
            return {"due_words": "TBC"}
        original = opened_on + timedelta(days=self.rng.randint(60, 1500))
        if self.rng.random() > 0.25:
            return {"due_on": original, "original_due_on": original}
        return {
            "due_on": original + timedelta(days=self.rng.randint(5, 300)),
            "original_due_on": original,
            "times_moved": 1,
            "last_moved_on": self.past(200),
        }

    def particulars(self, status):
        """What the status asks to be told."""
        ground = self.ground
        if status == A.BLOCKED:
            return {"blocked_on_what": self.words.title(), "unblocked_by_whom": "Director"}
        if status == A.CANCELLED:
            return {"cancelled_reason": self.words.title(), "cancelled_by_whom": "The board"}
        if status not in action_life.COMPLETE:
            return {}
        claim = {"completed_on": self.past(300, 100), "claimed_by_id": ground.officer.pk}
        if status == A.VERIFIED:
            claim |= {"verified_on": self.past(99), "verified_by_id": ground.governance.pk}
        return claim

    def followings(self, action):
        """What was said, moved and shown since the action was opened."""
        begun = action["status"] != A.NOT_STARTED
        for quarter in range(self.rng.randint(1, 3) if begun else 0):
            self.update(action, quarter)
        if action.get("times_moved"):
            self.put(
                DateChange,
                action_id=action["id"],
                old_due_on=action["original_due_on"],
                new_due_on=action["due_on"],
                reason=self.words.title(),
                status="agreed",
                asked_by_label="Officer",
                asked_on=action["last_moved_on"],
                settled_by_label="Governance officer",
                settled_on=action["last_moved_on"],
            )
        if action["status"] in action_life.COMPLETE and self.rng.random() < 0.9:
            self.put(
                Evidence,
                action_id=action["id"],
                kind="link",
                title=self.words.title(),
                url="https://example.org/paper",
                given_on=action["completed_on"],
            )

    def update(self, action, quarter):
        last = action.get("last_update_on") or action["status_on"]
        self.put(
            ProgressUpdate,
            action_id=action["id"],
            body_id=action["lead_body_id"],
            author_id=self.ground.officer.pk,
            author_label="Officer",
            effective_on=last - timedelta(days=91 * quarter),
            done=self.words.paragraph(),
            next=self.words.title(),
            status_before=A.IN_PROGRESS.value,
            status_after=A.IN_PROGRESS.value if quarter else action["status"],
        )
