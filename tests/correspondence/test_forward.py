"""Several recommendations sent to their bodies in one go, with a letter drafted to each body."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from accounts.roles import Role
from audit.refusal import NotAllowed, RefusedItem
from correspondence.models import Letter
from correspondence.words import notice_words
from correspondence.workflow.letter import draft_notices
from recommendations.clock import Unit
from recommendations.lifecycle.recommendation import Status
from recommendations.lifecycle.referral import Duty
from recommendations.models import Referral
from recommendations.workflow import referral as referral_workflow
from recommendations.workflow.forwarding import forward_several
from tests.factories import (
    BodyFactory,
    ClockRuleFactory,
    ContributorFactory,
    RecommendationFactory,
    ReferralFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def governance(as_role):
    return as_role(Role.GOVERNANCE)


@pytest.fixture
def officer():
    return UserFactory(role=Role.GOVERNANCE)


@pytest.fixture
def two_months():
    return ClockRuleFactory(
        duty=Duty.MUST_RESPOND, length=2, unit=Unit.MONTHS, first_day_counted=True
    )


def item(recommendation, rule, *others):
    to = [(recommendation.lead_body, rule), *((body, rule) for body in others)]
    return {"recommendation": recommendation, "to": to}


def test_each_body_gets_a_clock_for_each_recommendation(officer, two_months):
    police, council = BodyFactory(), BodyFactory()
    first, second = RecommendationFactory.create_batch(
        2, adopted=True, lead_body=police, status_on=date(2022, 5, 27)
    )

    referrals = forward_several(
        [item(first, two_months, council), item(second, two_months)],
        noticed_on=date(2022, 5, 27),
        received_on=date(2022, 5, 27),
        by=officer,
    )

    assert [(one.body, one.recommendation) for one in referrals] == sorted(
        [(police, first), (police, second), (council, first)],
        key=lambda pair: (pair[0].name, pair[1].sort_key),
    )
    assert {one.due_on for one in referrals} == {date(2022, 7, 26)}
    for one in (first, second):
        one.refresh_from_db()
        assert one.status == Status.AWAITING_RESPONSE


def test_one_refusal_sends_nothing_and_names_its_item(officer, two_months):
    good, bad = RecommendationFactory(adopted=True), RecommendationFactory(in_progress=True)

    with pytest.raises(RefusedItem) as refused:
        forward_several(
            [item(good, two_months), item(bad, two_months)],
            noticed_on=timezone.localdate(),
            by=officer,
        )

    assert refused.value.item == bad
    good.refresh_from_db()
    assert good.status == Status.ADOPTED
    assert not Referral.objects.filter(recommendation=good).exists()


def test_nothing_chosen_is_refused(officer):
    with pytest.raises(NotAllowed, match="at least one"):
        forward_several([], noticed_on=timezone.localdate(), by=officer)


def test_the_day_of_receipt_sets_the_clock_anew(officer, two_months):
    sent = timezone.localdate() - timedelta(days=30)
    received = sent + timedelta(days=5)
    referral = ReferralFactory(rule=two_months, noticed_on=sent, received_on=None)

    referral = referral_workflow.receive(referral, received_on=received, by=officer)

    assert referral.due_on == two_months.last_day(received)
    assert referral.arithmetic.startswith("Received")


def test_a_body_says_once_when_it_received_it_and_governance_corrects(officer):
    referral = ReferralFactory(received_on=None)
    approver = UserFactory(role=Role.BODY_APPROVER, body=referral.body)
    today = timezone.localdate()
    referral_workflow.receive(referral, received_on=today, by=approver)

    with pytest.raises(NotAllowed, match="Governance can correct"):
        referral_workflow.receive(referral, received_on=referral.noticed_on, by=approver)
    assert referral_workflow.receive(
        referral, received_on=referral.noticed_on, by=officer
    ).received_on == (referral.noticed_on)


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "before the notice"), (400, "can’t be in the future")]
)
def test_a_day_of_receipt_that_can_not_be_is_refused(officer, days, words):
    referral = ReferralFactory(received_on=None)

    with pytest.raises(NotAllowed, match=words):
        referral_workflow.receive(
            referral, received_on=referral.noticed_on + timedelta(days=days), by=officer
        )


def test_an_answered_clock_does_not_start_again(officer):
    with pytest.raises(NotAllowed, match="its clock has stopped"):
        referral_workflow.receive(
            ReferralFactory(answered=True), received_on=timezone.localdate(), by=officer
        )


def test_a_letter_is_drafted_to_each_body(officer, two_months):
    approver = UserFactory(role=Role.BODY_APPROVER, post="District commander")
    police, council = approver.memberships.get().body, BodyFactory()
    first, second = RecommendationFactory.create_batch(2, adopted=True, lead_body=police)

    drafted = draft_notices(
        forward_several(
            [item(first, two_months, council), item(second, two_months)],
            noticed_on=timezone.localdate(),
            by=officer,
        ),
        by=officer,
    )

    by_body = {letter.body: letter for letter in drafted}
    assert set(by_body) == {police, council}
    letter = by_body[police]
    assert (letter.to_post, letter.address) == ("District commander", approver.email)
    assert letter.about.count() == 2
    assert "2 recommendations" in letter.subject
    assert first.title in letter.words
    assert "You lead on it." in letter.words
    assert "You contribute to it." in by_body[council].words


def test_words_that_are_not_public_stay_out_of_the_e_mail(officer, two_months):
    secret = RecommendationFactory(
        adopted=True, exempt=True, title="Hidden title", published_words="Hidden words"
    )

    (letter,) = draft_notices(
        forward_several([item(secret, two_months)], noticed_on=timezone.localdate(), by=officer),
        by=officer,
    )

    assert secret.ref in letter.words
    assert "Hidden" not in letter.words + letter.subject


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_nobody_else_forwards_or_drafts(role, two_months):
    person = UserFactory(role=role, body=BodyFactory())
    adopted = RecommendationFactory(adopted=True)

    with pytest.raises(NotAllowed):
        forward_several([item(adopted, two_months)], noticed_on=timezone.localdate(), by=person)
    with pytest.raises(NotAllowed):
        draft_notices([ReferralFactory()], by=person)


# Pages


def on(*recommendations):
    return "/forward/?" + "&".join(f"on={one.ref}" for one in recommendations)


def sent(*recommendations, rule, **typed):
    today = timezone.localdate()
    fields = {
        "noticed_on_day": today.day,
        "noticed_on_month": today.month,
        "noticed_on_year": today.year,
        **typed,
    }
    for one in recommendations:
        fields |= {
            f"version_{one.pk}": one.version,
            f"clock_{one.pk}_{one.lead_body_id}": rule.pk if rule else "",
        }
    return fields


def test_choice_lists_what_may_be_sent(governance):
    waiting = {
        RecommendationFactory(adopted=True),
        RecommendationFactory(rejected=True),
        RecommendationFactory(not_progressed=True),
    }
    RecommendationFactory()
    RecommendationFactory(in_progress=True)

    assert set(governance.get("/forward/").context["page"]) == waiting


def test_choice_says_when_nothing_waits(governance):
    assert "Nothing waits to be forwarded" in governance.get("/forward/").text


def test_page_offers_the_clock_of_each_bodys_duty(governance, two_months):
    asked = ClockRuleFactory(duty=Duty.ASKED)
    adopted = RecommendationFactory(adopted=True, lead_body=BodyFactory(council=True))
    other = ContributorFactory(
        recommendation=adopted, body=BodyFactory(partnership=True), duty=Duty.ASKED
    ).body

    form = governance.get(on(adopted)).context["form"]

    assert form[f"clock_{adopted.pk}_{adopted.lead_body_id}"].initial == two_months.pk
    assert form[f"clock_{adopted.pk}_{other.pk}"].initial == asked.pk


def test_page_forwards_and_leads_to_the_drafts(governance, two_months):
    one, other = RecommendationFactory.create_batch(2, adopted=True)

    answer = governance.post(on(one, other), sent(one, other, rule=two_months), follow=True)

    assert "2 letters are drafted. Nothing has been sent" in answer.text
    assert Letter.objects.drafts().count() == 2
    one.refresh_from_db()
    assert one.status == Status.AWAITING_RESPONSE


def test_page_asks_for_the_clock_of_the_lead_and_keeps_the_rest(governance, two_months):
    one = RecommendationFactory(adopted=True)

    answer = governance.post(on(one), sent(one, rule=None))

    assert answer.context["form"].errors == {
        f"clock_{one.pk}_{one.lead_body_id}": [f"Choose the clock of {one.lead_body} for {one.ref}"]
    }
    assert Letter.objects.count() == 0


def test_page_says_what_is_left_out(governance):
    started = RecommendationFactory(in_progress=True)

    assert governance.get(on(started)).context["left_out"] == [started.ref]


def test_page_puts_a_refusal_beside_its_recommendation(governance, two_months):
    rejected = RecommendationFactory(rejected=True)
    ReferralFactory(recommendation=rejected, body=rejected.lead_body)

    answer = governance.post(on(rejected), sent(rejected, rule=two_months))

    assert "has not answered yet" in str(answer.context["form"].errors)


def test_page_of_receipt_shows_the_new_sum(governance):
    referral = ReferralFactory(received_on=None)
    today = timezone.localdate()

    answer = governance.post(
        f"/referrals/{referral.pk}/received/",
        {
            "version": referral.version,
            "received_on_day": today.day,
            "received_on_month": today.month,
            "received_on_year": today.year,
        },
        follow=True,
    )

    referral.refresh_from_db()
    assert referral.received_on == today
    assert referral.arithmetic in answer.text


def test_page_asks_as_much_for_many_as_for_one(governance, two_months):
    def queries(number):
        chosen = RecommendationFactory.create_batch(number, adopted=True)
        for one in chosen:
            ContributorFactory(recommendation=one)
        with CaptureQueriesContext(connection) as asked:
            governance.get(on(*chosen))
        return len(asked)

    queries(1)
    assert queries(6) == queries(1)


# A last day that the meeting set


@pytest.fixture
def as_resolved():
    return ClockRuleFactory(name="As resolved", length=None, duty="asked")


def test_the_day_that_the_meeting_set_is_the_last_and_no_receipt_moves_it(officer, as_resolved):
    adopted = RecommendationFactory(adopted=True)
    sent = timezone.localdate() - timedelta(days=9)
    last = timezone.localdate() + timedelta(days=60)

    [referral] = forward_several(
        [item(adopted, as_resolved)], noticed_on=sent, last_day=last, by=officer
    )
    told = f"The meeting set {date_format(last)} as the last day."
    assert (referral.due_on, referral.arithmetic) == (last, f"Sent {date_format(sent)}. {told}")
    assert told in notice_words(referral.body, [referral])
    assert "If it reaches you later" not in notice_words(referral.body, [referral])

    received = sent + timedelta(days=3)
    referral = referral_workflow.receive(referral, received_on=received, by=officer)
    assert referral.due_on == last
    assert referral.arithmetic == f"Received {date_format(received)}. {told}"


@pytest.mark.parametrize(
    ("days", "words"), [(None, "Give the last day"), (-20, "before the notice was sent")]
)
def test_a_clock_as_resolved_needs_its_day(days, words, officer, as_resolved):
    adopted = RecommendationFactory(adopted=True)
    last = timezone.localdate() + timedelta(days=days) if days else None

    with pytest.raises(NotAllowed, match=words):
        forward_several(
            [item(adopted, as_resolved)],
            noticed_on=timezone.localdate(),
            last_day=last,
            by=officer,
        )
    assert not Referral.objects.exists()


def test_page_asks_for_the_day(as_role, as_resolved):
    adopted = RecommendationFactory(adopted=True)
    client = as_role(Role.GOVERNANCE)
    today, last = timezone.localdate(), timezone.localdate() + timedelta(days=30)
    body = adopted.lead_body.pk
    typed = {
        "noticed_on": today.isoformat(),
        f"clock_{adopted.pk}_{body}": as_resolved.pk,
    }
    page = f"/forward/?on={adopted.ref}"

    asked = client.post(page, typed)
    assert set(asked.context["form"].errors) == {"last_day"}
    client.post(page, typed | {"last_day": last.isoformat()})

    assert adopted.referrals.get().due_on == last


def test_another_body_gets_a_request_and_a_letter_too(as_role, two_months):
    adopted, another = RecommendationFactory(adopted=True), BodyFactory()
    client = as_role(Role.GOVERNANCE)
    page = f"/forward/?on={adopted.ref}"
    lead = adopted.lead_body
    typed = {
        "noticed_on": timezone.localdate().isoformat(),
        f"clock_{adopted.pk}_{lead.pk}": two_months.pk,
        f"another_{adopted.pk}": another.pk,
    }

    asked = client.post(page, typed)
    assert set(asked.context["form"].errors) == {f"another_clock_{adopted.pk}"}
    again = client.post(
        page,
        typed | {f"another_{adopted.pk}": lead.pk, f"another_clock_{adopted.pk}": two_months.pk},
    )
    assert set(again.context["form"].errors) == {f"another_{adopted.pk}"}
    client.post(page, typed | {f"another_clock_{adopted.pk}": two_months.pk})

    assert {one.body for one in adopted.referrals.all()} == {lead, another}
    assert {letter.body for letter in Letter.objects.all()} == {lead, another}
