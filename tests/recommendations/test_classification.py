"""Who may read a thing, and what was entered in error: the verbs, each refusal and what follows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Entry
from audit.refusal import NotAllowed
from audit.verify import verify
from bodies.models import Body
from recommendations.forms.plan import next_ref
from recommendations.lifecycle.action import Status as ActionStatus
from recommendations.lifecycle.rating import Rating
from recommendations.models import Action, Evidence, ProgressUpdate, Recommendation
from recommendations.workflow import action as actions
from recommendations.workflow import date_change as dates
from recommendations.workflow import recommendation as recommendations
from recommendations.workflow import referral as referrals
from recommendations.workflow.classification import (
    agree_to_void,
    ask_to_void,
    classify,
    refuse_to_void,
)
from tests.factories import (
    ActionFactory,
    ActionRecommendationFactory,
    DateChangeFactory,
    DecisionFactory,
    EvidenceFactory,
    FindingFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
MAKERS = (
    RecommendationFactory,
    ActionFactory,
    ProgressUpdateFactory,
    EvidenceFactory,
    FindingFactory,
)


def name(make):
    return make._meta.model.__name__


def exempt(**more):
    return {
        "visibility": "exempt",
        "exempt_paragraph": 7,
        "public_interest_reason": "It would warn those who are looked into.",
        "review_on": TODAY() + timedelta(days=90),
    } | more


def void(item, by, colleague, reason="It was entered twice."):
    return agree_to_void(ask_to_void(item, reason=reason, by=by), by=colleague)


# Classifying


@pytest.mark.parametrize("make", MAKERS, ids=name)
def test_decision_is_kept_with_who_and_when_and_sealed(make, governance):
    item = make(not_classified=True)

    assert classify([item], **exempt(), by=governance) == 1

    item.refresh_from_db()
    assert (item.visibility, item.exempt_paragraph) == ("exempt", 7)
    assert (item.classified_by, item.classified_by_label) == (governance, str(governance))
    assert item.classified_on == TODAY()
    row = item.history.latest()
    assert (row.history_change_reason, row.visibility) == ("Classified as exempt", "exempt")
    entry = Entry.objects.get(history_id=row.history_id, model=item._meta.label_lower)
    assert (entry.verb, entry.actor_id) == ("classify", governance.pk)


def test_several_kinds_at_once_and_what_is_so_already_is_left(governance):
    items = [make(not_classified=True) for make in MAKERS]
    same = ActionFactory()
    before = same.version

    assert classify([*items, same], visibility="public", by=governance) == 5

    same.refresh_from_db()
    assert same.version == before
    assert classify(items, visibility="public", by=governance) == 0
    assert classify([], visibility="public", by=governance) == 0


def test_what_was_entered_in_error_is_left_as_it_is(governance):
    item = ActionFactory(not_classified=True, void=True)

    assert classify([item], visibility="public", by=governance) == 0

    item.refresh_from_db()
    assert item.visibility == ""


def test_another_decision_leaves_nothing_of_the_one_before(governance, police):
    item = ActionFactory(exempt=True)

    classify([item], visibility="restricted", restricted_to=[police], by=governance)
    item.refresh_from_db()
    assert (item.exempt_paragraph, item.public_interest_reason) == (None, "")
    assert (item.restricted_to, item.classification_review_on) == (f"|{police.slug}|", None)

    classify([item], visibility="public", by=governance)
    item.refresh_from_db()
    assert (item.visibility, item.restricted_to) == ("public", "")


@pytest.mark.parametrize(
    "told",
    [
        {"visibility": ""},
        exempt(exempt_paragraph=None),
        exempt(public_interest_reason=" "),
        exempt(review_on=None),
        exempt(review_on=TODAY()),
        {"visibility": "restricted"},
        {"visibility": "restricted", "restricted_to": Body.objects.none()},
        {"visibility": "public", "effective_on": TODAY() + timedelta(days=1)},
    ],
)
def test_decision_that_lacks_something_is_refused(told, governance):
    item = ActionFactory(not_classified=True)
    before = Entry.objects.count()
    if "restricted_to" in told:
        told = {**told, "restricted_to": list(told["restricted_to"])}

    with pytest.raises(NotAllowed):
        classify([item], **told, by=governance)

    item.refresh_from_db()
    assert (item.visibility, Entry.objects.count()) == ("", before)


def test_visibility_that_there_is_not_is_refused(governance):
    with pytest.raises(ValueError, match="secret"):
        classify([ActionFactory()], visibility="secret", by=governance)


@pytest.mark.parametrize("who", ["officer", "approver", "outsider"])
def test_only_governance_classifies_and_voids(who, request):
    person, item = request.getfixturevalue(who), ActionFactory(not_classified=True)
    asked = ActionFactory(
        void_asked_by=request.getfixturevalue("governance"),
        void_asked_on=TODAY(),
        void_reason="Twice.",
    )
    before = Entry.objects.count()

    for verb in (
        lambda: classify([item], visibility="public", by=person),
        lambda: ask_to_void(item, reason="Twice.", by=person),
        lambda: agree_to_void(asked, by=person),
        lambda: refuse_to_void(asked, reason="No.", by=person),
    ):
        with pytest.raises(NotAllowed, match="role"):
            verb()

    assert Entry.objects.count() == before


def test_nobody_decides_without_a_name():
    item = ActionFactory(not_classified=True)

    with pytest.raises(NotAllowed):
        classify([item], visibility="public", by=None)
    with pytest.raises(NotAllowed):
        ask_to_void(item, reason="Twice.", by=None)

    assert classify([item], visibility="public", by=None, label="The source itself") == 1


# Entered in error


@pytest.mark.parametrize("make", MAKERS, ids=name)
def test_one_asks_and_another_agrees(make, governance, colleague):
    item = make()

    ask_to_void(item, reason="It was entered twice.", by=governance)
    assert item._meta.model.objects.visible_to(colleague).filter(pk=item.pk).exists()
    gone = agree_to_void(item, by=colleague)

    assert gone == [item]
    item.refresh_from_db()
    assert (item.void_asked_by, item.voided_by) == (governance, colleague)
    assert (item.void_reason, item.voided_on) == ("It was entered twice.", TODAY())
    assert not item._meta.model.objects.visible_to(colleague).filter(pk=item.pk).exists()
    assert list(item._meta.model.objects.void()) == [item]
    rows = item.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert list(rows)[1:] == [
        "Said to be entered in error: It was entered twice.",
        "Entered in error: It was entered twice.",
    ]
    verbs = Entry.objects.filter(model=item._meta.label_lower, object_id=item.pk)
    assert list(verbs.order_by("sequence").values_list("verb", flat=True))[1:] == [
        "ask_to_void",
        "agree_to_void",
    ]


def test_whoever_asked_does_not_agree(governance):
    item = ask_to_void(ActionFactory(), reason="Twice.", by=governance)

    with pytest.raises(NotAllowed, match="somebody else"):
        agree_to_void(item, by=governance)

    item.refresh_from_db()
    assert item.voided_on is None


def test_a_reason_is_needed_to_ask_and_to_refuse(governance, colleague):
    item = ActionFactory()
    with pytest.raises(NotAllowed):
        ask_to_void(item, reason=" ", by=governance)

    ask_to_void(item, reason="Twice.", by=governance)
    with pytest.raises(NotAllowed):
        refuse_to_void(item, reason=" ", by=colleague)

    item.refresh_from_db()
    assert item.void_asked_by == governance


def test_it_is_asked_once_and_settled_once(governance, colleague):
    item = ActionFactory()
    for settle in (
        lambda: agree_to_void(item, by=colleague),
        lambda: refuse_to_void(item, reason="No.", by=colleague),
    ):
        with pytest.raises(NotAllowed, match="Nobody has said"):
            settle()
    ask_to_void(item, reason="Twice.", by=governance)
    with pytest.raises(NotAllowed, match="asked already"):
        ask_to_void(item, reason="Twice.", by=colleague)
    agree_to_void(item, by=colleague)

    for again in (
        lambda: ask_to_void(item, reason="Twice.", by=governance),
        lambda: agree_to_void(item, by=colleague),
        lambda: refuse_to_void(item, reason="No.", by=colleague),
    ):
        with pytest.raises(NotAllowed, match="already"):
            again()


@pytest.mark.parametrize("who", ["governance", "colleague"])
def test_either_may_say_that_it_stays_and_it_may_be_asked_again(who, governance, request):
    item = ask_to_void(ActionFactory(), reason="Twice.", by=governance)

    refuse_to_void(item, reason="They differ.", by=request.getfixturevalue(who))

    item.refresh_from_db()
    assert (item.void_asked_by, item.void_asked_on, item.void_reason) == (None, None, "")
    assert item.history.latest().history_change_reason == "Not entered in error: They differ."
    ask_to_void(item, reason="Twice after all.", by=governance)


def test_what_belongs_to_it_alone_goes_with_it(governance, colleague):
    recommendation = RecommendationFactory(accepted=True)
    own, shared = ActionFactory.create_batch(2, recommendation=recommendation)
    ActionRecommendationFactory(action=shared)
    update = ProgressUpdateFactory(action=own)
    evidence = EvidenceFactory(action=own, update=update)
    of_shared = ProgressUpdateFactory(action=shared)
    gone_before = ActionFactory(recommendation=recommendation, void=True)
    reason_before = gone_before.void_reason

    gone = void(recommendation, governance, colleague, reason="Another review’s.")

    assert gone == [recommendation, own, update, evidence]
    for one in gone:
        one.refresh_from_db()
        assert (one.voided_by, one.void_reason) == (colleague, "Another review’s.")
        assert one.history.latest().voided_on == TODAY()
    for one in (shared, of_shared):
        one.refresh_from_db()
        assert one.voided_on is None
    gone_before.refresh_from_db()
    assert gone_before.void_reason == reason_before


def test_action_whose_other_recommendation_went_before_goes_with_the_last(governance, colleague):
    action = ActionFactory()
    first = action.recommendation_links.get().recommendation
    second = ActionRecommendationFactory(action=action).recommendation

    assert void(first, governance, colleague) == [first]
    assert void(second, governance, colleague) == [second, action]


def test_evidence_goes_with_its_update_and_the_action_stays(governance, colleague):
    update = ProgressUpdateFactory()
    own = EvidenceFactory(action=update.action, update=update)
    other = EvidenceFactory(action=update.action)

    assert void(update, governance, colleague) == [update, own]
    assert list(Evidence.objects.standing()) == [other]
    assert Action.objects.standing().filter(pk=update.action_id).exists()


def test_an_action_is_heard_of_by_the_updates_that_stand(officer, police, governance, colleague):
    action = ActionFactory(lead_body=police)
    day = TODAY() - timedelta(days=5)
    first = actions.post_update(action, done="Begun.", effective_on=day, by=officer)
    second = actions.post_update(
        action, done="Late.", view="at-risk", view_reason="No staff.", by=officer
    )

    void(second, governance, colleague)
    action.refresh_from_db()
    assert (action.last_update_on, action.view) == (day, "")

    void(first, governance, colleague)
    action.refresh_from_db()
    assert action.last_update_on is None
    assert list(Action.objects.never_reported()) == [action]


def test_status_that_a_void_update_brought_stays(officer, police, governance, colleague):
    action = ActionFactory(lead_body=police)
    update = actions.post_update(action, done="Begun.", status="in-progress", by=officer)

    void(update, governance, colleague)

    action.refresh_from_db()
    assert action.status == ActionStatus.IN_PROGRESS


# What nobody does any more to what was entered in error


def test_nothing_is_done_to_a_void_action(governance):
    action = ActionFactory(in_progress=True, void=True)
    claimed = ActionFactory(reported_complete=True, void=True)
    change = DateChangeFactory(action=action)
    later = TODAY() + timedelta(days=200)
    before = Entry.objects.count()

    for step in (
        lambda by: actions.post_update(action, done="More.", by=by),
        lambda by: actions.start(action, by=by),
        lambda by: actions.block(action, blocked_on_what="It", unblocked_by_whom="Them", by=by),
        lambda by: actions.report_complete(action, completed_on=TODAY(), effect="All.", by=by),
        lambda by: actions.cancel(action, reason="No.", approved_by_whom="Head", by=by),
        lambda by: actions.return_claim(claimed, missing="All.", by=by),
        lambda by: dates.ask(action, new_due_on=later, reason="Staff.", by=by),
        lambda by: dates.agree(change, by=by),
        lambda by: dates.refuse(change, note="No.", by=by),
    ):
        for by in (governance, None):
            with pytest.raises(NotAllowed, match="entered in error"):
                step(by)
    with pytest.raises(NotAllowed, match="entered in error"):
        actions.verify(claimed, by=governance)

    assert Entry.objects.count() == before


def test_nothing_is_done_to_a_void_recommendation(governance):
    void_one = RecommendationFactory(awaiting=True, void=True)
    referral = void_one.referrals.get()
    accepted = RecommendationFactory(accepted=True, void=True)
    decision = DecisionFactory()
    before = Entry.objects.count()

    for step in (
        lambda: recommendations.adopt(
            void_one, decision=decision, lead_body=void_one.lead_body, by=governance
        ),
        lambda: recommendations.start(accepted, by=governance),
        lambda: recommendations.do_not_progress(
            accepted, reason="No.", risk="Some.", decision=decision, by=governance
        ),
        lambda: actions.add(accepted, ref="X-1", title="X", opened_on=TODAY(), by=governance),
        lambda: referrals.withdraw(referral, reason="No.", by=governance),
        lambda: referrals.answer(
            referral, response="accepted", words="Yes.", decision_maker="Head",
            answered_on=TODAY(), by=governance,
        ),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match="entered in error"):
            step()

    assert Entry.objects.count() == before


def test_void_successor_takes_nobodys_place(governance):
    recommendation = RecommendationFactory(accepted=True)
    successor = RecommendationFactory(void=True)

    with pytest.raises(NotAllowed, match="entered in error"):
        recommendations.supersede(
            recommendation, successor=successor, reason="Wider.", by=governance
        )


# What was entered in error counts for nothing


def test_void_action_with_a_date_is_no_plan(governance):
    recommendation = RecommendationFactory(accepted=True)
    ActionFactory(recommendation=recommendation, void=True)
    told = {"intended_effect": "All found.", "how_we_will_know": "Audit."}

    with pytest.raises(NotAllowed, match="at least one action"):
        recommendations.start(recommendation, **told, by=governance)

    ActionFactory(recommendation=recommendation)
    recommendations.start(recommendation, **told, by=governance)


def test_open_action_that_is_void_keeps_nothing_from_being_reported_complete(approver, police):
    recommendation = RecommendationFactory(in_progress=True, lead_body=police)
    standing = Action.objects.get(recommendation_links__recommendation=recommendation)
    ActionFactory(recommendation=recommendation, in_progress=True, void=True)

    with pytest.raises(NotAllowed) as refusal:
        recommendations.report_complete(recommendation, effect="All found.", by=approver)

    assert str(refusal.value) == f"These actions are still open: {standing.ref}."


@pytest.mark.parametrize("void_one", ["evidence", "action"])
def test_void_evidence_proves_nothing(void_one, approver, police):
    recommendation = RecommendationFactory(accepted=True, lead_body=police)
    action = ActionFactory(recommendation=recommendation, cancelled=True, void=void_one == "action")
    EvidenceFactory(action=action, void=void_one == "evidence")

    with pytest.raises(NotAllowed, match="evidence"):
        recommendations.report_complete(recommendation, effect="All found.", by=approver)

    recommendation.refresh_from_db()
    assert recommendation.status == "accepted"


def test_claim_needs_evidence_that_stands(officer, police):
    action = ActionFactory(in_progress=True, lead_body=police)
    EvidenceFactory(action=action, void=True)

    with pytest.raises(NotAllowed, match="evidence"):
        actions.report_complete(action, completed_on=TODAY(), effect="All.", by=officer)


def test_claim_whose_evidence_is_void_is_flagged():
    action = ActionFactory(reported_complete=True)
    assert not Action.objects.claimed_without_evidence().exists()
    for item in action.evidence.all():
        item.delete()
    EvidenceFactory(action=action, void=True)

    assert list(Action.objects.claimed_without_evidence()) == [action]


def test_action_that_serves_only_void_recommendations_is_not_in_delivery():
    action = ActionFactory(recommendation=RecommendationFactory(accepted=True, void=True))

    assert Action.objects.with_rating(TODAY()).get(pk=action.pk).rating == Rating.GREY
    ActionRecommendationFactory(action=action)
    assert Action.objects.with_rating(TODAY()).get(pk=action.pk).rating == Rating.GREEN


def test_stopping_cancels_what_serves_only_a_void_one_beside_it(governance):
    stopped = RecommendationFactory(accepted=True)
    action = ActionFactory(recommendation=stopped, in_progress=True)
    void_one = RecommendationFactory(accepted=True, void=True)
    ActionRecommendationFactory(action=action, recommendation=void_one)
    void_action = ActionFactory(recommendation=stopped, in_progress=True, void=True)

    recommendations.do_not_progress(
        stopped, reason="No.", risk="Some.", decision=DecisionFactory(), by=governance
    )

    action.refresh_from_db()
    void_action.refresh_from_db()
    assert (action.status, void_action.status) == ("cancelled", "in-progress")


def test_void_action_is_not_carried_over(governance):
    recommendation, successor = RecommendationFactory.create_batch(2, accepted=True)
    ActionFactory(recommendation=recommendation, in_progress=True, void=True)

    recommendations.supersede(recommendation, successor=successor, reason="Wider.", by=governance)

    assert not successor.action_links.exists()


def test_reference_of_a_void_action_is_not_given_again():
    recommendation = RecommendationFactory(ref="A-R4", accepted=True)
    ActionFactory(ref="A-R4.7", recommendation=recommendation, void=True)

    assert next_ref(recommendation) == "A-R4.8"


def test_plan_that_is_void_is_overdue_again(governance):
    recommendation = RecommendationFactory(accepted=True, status_on=TODAY() - timedelta(days=100))
    ActionFactory(recommendation=recommendation, void=True)

    found = Recommendation.objects.visible_to(governance).plan_overdue(TODAY())

    assert list(found) == [recommendation]


def test_words_of_a_void_update_may_be_entered_again(officer, police, governance, colleague):
    action = ActionFactory(lead_body=police)
    void(actions.post_update(action, done="Begun.", by=officer), governance, colleague)

    actions.post_update(action, done="Begun.", by=officer)

    assert ProgressUpdate.objects.standing().count() == 1


def test_void_update_of_an_earlier_day_still_verifies(officer, police, governance, colleague):
    action = ActionFactory(lead_body=police, opened_on=TODAY() - timedelta(days=60))
    day = TODAY() - timedelta(days=30)
    update = actions.post_update(action, done="Begun.", effective_on=day, by=officer)

    void(update, governance, colleague)

    assert set(update.history.values_list("effective_on", flat=True)) == {day}
    assert verify().holds
