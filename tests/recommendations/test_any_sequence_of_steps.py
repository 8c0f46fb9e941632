"""Whatever people do in whatever order: what is allowed breaks no constraint, what is refused saves
nothing, and the original date is never lost."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.roles import Role
from audit.refusal import NotAllowed
from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from recommendations.models import Action, DateChange, Recommendation
from recommendations.workflow import action as actions
from recommendations.workflow import date_change as date_changes
from recommendations.workflow import recommendation as recommendations
from recommendations.workflow import referral as referrals
from tests.factories import (
    ActionFactory,
    BodyFactory,
    ClockRuleFactory,
    DecisionFactory,
    RecommendationFactory,
    UserFactory,
)

words = st.sampled_from(["", " ", "Because"])
near_days = st.integers(-40, 40).map(lambda n: timezone.localdate() + timedelta(days=n))
maybe_days = st.none() | near_days
evidence = st.sampled_from([[], [{"kind": "link", "title": "It", "url": "https://example.org/"}]])
people = st.sampled_from(["officer", "approver", "governance", "colleague", "outsider", "member"])


def step(verb, **particulars):
    return st.tuples(st.just(verb), people, st.fixed_dictionaries(particulars))


ACTION_STEPS = st.one_of(
    step(actions.start, effective_on=maybe_days),
    step(actions.block, blocked_on_what=words, unblocked_by_whom=words, effective_on=maybe_days),
    step(actions.report_complete, completed_on=maybe_days, effect=words, evidence=evidence),
    step(actions.verify, effective_on=maybe_days),
    step(actions.return_claim, missing=words),
    step(actions.reopen, reason=words),
    step(actions.cancel, reason=words, approved_by_whom=words, effective_on=maybe_days),
    step(
        actions.post_update,
        done=words,
        status=st.none() | st.sampled_from(action_lifecycle.Status),
        view=st.sampled_from(["", *action_lifecycle.View]),
        view_reason=words,
        blocked_on_what=words,
        unblocked_by_whom=words,
        completed_on=maybe_days,
        evidence=evidence,
        effective_on=maybe_days,
    ),
    step(date_changes.ask, new_due_on=near_days, reason=words),
    step(date_changes.agree, note=words),
    step(date_changes.refuse, note=words),
)
#: Steps on the latest change of date rather than on the action.
SETTLING = (date_changes.agree, date_changes.refuse)


def shape(*models):
    """Every row of the models and the number of their history rows."""
    return [
        (list(model.objects.order_by("pk").values()), model.history.count()) for model in models
    ]


class Sequences(TestCase):
    """A class because each example of hypothesis needs a transaction of its own."""

    def setUp(self):
        body = BodyFactory(police=True)
        self.body = body
        self.people = {
            "officer": UserFactory(role=Role.BODY_OFFICER, body=body),
            "approver": UserFactory(role=Role.BODY_APPROVER, body=body),
            "governance": UserFactory(role=Role.GOVERNANCE),
            "colleague": UserFactory(role=Role.GOVERNANCE),
            "outsider": UserFactory(role=Role.BODY_APPROVER),
            "member": UserFactory(role=Role.MEMBER),
        }
        self.decision = DecisionFactory()
        self.rule = ClockRuleFactory()

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ACTION_STEPS, min_size=5, max_size=25), maybe_days)
    def test_of_an_action(self, steps, due_on):
        action = ActionFactory(lead_body=self.body, due_on=due_on)
        first_date = due_on
        for verb, who, particulars in steps:
            before, rows = Action.objects.get(pk=action.pk), shape(Action, DateChange)
            thing = self._change_of(action) if verb in SETTLING else action
            if thing is None:
                continue
            try:
                verb(thing, by=self.people[who], **particulars)
            except NotAllowed:
                assert shape(Action, DateChange) == rows
                continue
            after = Action.objects.get(pk=action.pk)
            first_date = first_date or after.due_on
            assert after.original_due_on == first_date
            assert after.status == before.status or (
                after.status_word in action_lifecycle.NEXT[before.status_word]
            )
            assert after.history.latest().status == after.status
            if after.status == action_lifecycle.Status.VERIFIED:
                assert after.claimed_by != after.verified_by

    def _change_of(self, action):
        return action.date_changes.order_by("pk").last()

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_of_a_recommendation(self, data):
        recommendation = RecommendationFactory(lead_body=self.body)
        steps = self._steps()
        for _ in range(data.draw(st.integers(5, 25), label="length")):
            before = Recommendation.objects.get(pk=recommendation.pk)
            rows = shape(Recommendation)
            take = steps[data.draw(st.sampled_from(sorted(steps)), label="step")]
            by = self.people[data.draw(people, label="person")]
            try:
                take(before, by, data.draw(words, label="words"))
            except NotAllowed:
                assert shape(Recommendation) == rows
                continue
            after = Recommendation.objects.get(pk=recommendation.pk)
            assert after.status == before.status or (
                after.status_word in recommendation_lifecycle.NEXT[before.status_word]
            )
            if after.status == recommendation_lifecycle.Status.CLOSED:
                assert after.claimed_by != by
                assert after.closed_by == self.decision
            assert after.history.latest().status == after.status

    def _steps(self):
        """Steps by name; each takes the recommendation, the person and some words."""
        notice = {"body": self.body, "rule": self.rule, "noticed_on": timezone.localdate()}
        successor = RecommendationFactory()
        w = recommendations
        return {
            "adopt": lambda r, by, said: w.adopt(
                r, decision=self.decision, lead_body=self.body, by=by
            ),
            "forward": lambda r, by, said: w.forward(r, to=[notice], by=by),
            "answer": self._answer,
            "plan": lambda r, by, said: ActionFactory(
                recommendation=r, lead_body=self.body, reported_complete=True
            ),
            "start": lambda r, by, said: w.start(
                r, intended_effect=said, how_we_will_know=said, by=by
            ),
            "report": lambda r, by, said: w.report_complete(r, effect=said, by=by),
            "return": lambda r, by, said: w.return_claim(r, missing=said, by=by),
            "close": lambda r, by, said: w.close(
                r, decision=self.decision, outcome="implemented", impact="shown", by=by
            ),
            "reopen": lambda r, by, said: w.reopen(r, reason=said, by=by),
            "stop": lambda r, by, said: w.do_not_progress(
                r, reason=said, risk=said, decision=self.decision, by=by
            ),
            "revive": lambda r, by, said: w.revive(r, reason=said, by=by),
            "leave": lambda r, by, said: w.do_not_take_forward(
                r, reason=said, decision=self.decision, by=by
            ),
            "supersede": lambda r, by, said: w.supersede(
                r, successor=successor, reason=said, by=by
            ),
        }

    def _answer(self, recommendation, by, said):
        referral = recommendation.referrals.order_by("pk").last()
        if referral is None:
            raise NotAllowed("Nobody was asked.")
        referrals.answer(
            referral,
            response="rejected" if said == " " else "accepted",
            words=said or "We do",
            decision_maker="Chief constable",
            answered_on=timezone.localdate(),
            by=by,
        )
