"""What a meeting decided about several recommendations, recorded in one go."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from audit.refusal import NotAllowed, RefusedItem
from bodies.models import Body, Decision
from recommendations.lifecycle.recommendation import Status
from recommendations.lifecycle.referral import Duty
from recommendations.lifecycle.resolution import Resolved
from recommendations.models import Recommendation, Resolution
from recommendations.workflow import recommendation as workflow
from recommendations.workflow.decision import confirm_minutes
from recommendations.workflow.sitting import record_decisions
from tests.factories import (
    BodyFactory,
    DecisionFactory,
    MeetingFactory,
    RecommendationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def governance(as_role):
    return as_role(Role.GOVERNANCE)


@pytest.fixture
def officer():
    return UserFactory(role=Role.GOVERNANCE)


def decided(recommendation, what, **told):
    return {"recommendation": recommendation, "decided": what, **told}


def agreed(recommendation, **told):
    return decided(recommendation, Resolved.AGREED, lead_body=BodyFactory(), **told)


def record(officer, *items, meeting=None, **told):
    told = {"minute": "5", "words": "Resolved as set out.", **told}
    return record_decisions(meeting or MeetingFactory(), items=list(items), by=officer, **told)


def test_four_decisions_are_recorded_under_one_minute(officer):
    police, meeting = BodyFactory(police=True), MeetingFactory()
    plain, amended, dropped, later = RecommendationFactory.create_batch(
        4, published_words="Hold a yearly survey."
    )
    comes_back = timezone.localdate() + timedelta(days=60)

    decision = record(
        officer,
        decided(plain, Resolved.AGREED, lead_body=police, contributors=[BodyFactory(council=True)]),
        decided(
            amended, Resolved.AMENDED, lead_body=police, adopted_words="Hold a survey twice a year."
        ),
        decided(dropped, Resolved.NOT_TAKEN_FORWARD, reason="It is done elsewhere."),
        decided(later, Resolved.DEFERRED, reason="Costs are not known.", until=comes_back),
        meeting=meeting,
        is_draft=True,
    )

    for one in (plain, amended, dropped, later):
        one.refresh_from_db()
    assert [one.status for one in (plain, amended, dropped, later)] == [
        Status.ADOPTED,
        Status.ADOPTED,
        Status.NOT_TAKEN_FORWARD,
        Status.SUGGESTED,
    ]
    assert decision.is_draft
    assert (plain.adopted_by, plain.lead_duty) == (decision, Duty.HAVE_REGARD)
    assert plain.contributors.get().duty == Duty.MUST_RESPOND
    assert amended.adopted_words == "Hold a survey twice a year."
    assert amended.published_words == "Hold a yearly survey."
    assert later.next_at_committee_on == comes_back
    said = {one.recommendation_id: one for one in decision.resolutions.all()}
    assert said[amended.pk].words_before == "Hold a yearly survey."
    assert said[later.pk].note == "Costs are not known."
    assert Entry.objects.latest("sequence").verb == "record_decisions"


def test_one_refusal_takes_everything_back_and_names_its_item(officer):
    good, bad = RecommendationFactory(), RecommendationFactory(in_progress=True)

    with pytest.raises(RefusedItem) as refused:
        record(officer, agreed(good), agreed(bad))

    assert refused.value.item == bad
    assert "It is in progress" in str(refused.value)
    good.refresh_from_db()
    assert good.status == Status.SUGGESTED
    assert not Decision.objects.filter(minute="5").exists()
    assert not Resolution.objects.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"decided": Resolved.AGREED, "lead_body": None}, "Name the body that leads"),
        ({"decided": Resolved.NOT_TAKEN_FORWARD, "reason": " "}, "Say why"),
        ({"decided": Resolved.DEFERRED, "reason": ""}, "Say why it is deferred"),
        (
            {
                "decided": Resolved.DEFERRED,
                "reason": "Costs.",
                "until": timezone.localdate() - timedelta(days=400),
            },
            "before the meeting",
        ),
        ({"decided": ""}, "Say what was decided"),
        ({"decided": Resolved.SIGNED_OFF}, "It is suggested"),
    ],
)
def test_a_decision_that_lacks_something_is_refused(officer, told, words):
    with pytest.raises(RefusedItem, match=words):
        record(officer, {"recommendation": RecommendationFactory(), **told})


def test_words_that_were_not_changed_are_no_amendment(officer):
    one = RecommendationFactory(published_words="Hold a survey.")

    with pytest.raises(RefusedItem, match="Change them"):
        record(
            officer,
            decided(
                one, Resolved.AMENDED, lead_body=BodyFactory(), adopted_words="Hold a survey. "
            ),
        )


def test_a_claim_is_signed_off_or_returned_by_a_meeting(officer):
    done, lacking = RecommendationFactory.create_batch(2, reported_complete=True)
    follow_up = timezone.localdate() + timedelta(days=180)

    decision = record(
        officer,
        decided(
            done, Resolved.SIGNED_OFF, outcome="implemented", impact="shown", follow_up_on=follow_up
        ),
        decided(lacking, Resolved.RETURNED, missing="Show that it is used."),
        meeting=MeetingFactory(held_on=timezone.localdate()),
    )

    done.refresh_from_db()
    lacking.refresh_from_db()
    assert (done.status, done.closed_by, done.follow_up_on) == (Status.CLOSED, decision, follow_up)
    assert lacking.status == Status.IN_PROGRESS
    assert lacking.resolutions.get().note == "Show that it is used."


def test_a_claim_is_never_signed_off_by_whoever_made_it(officer):
    done = RecommendationFactory(reported_complete=True, claimed_by=officer)

    with pytest.raises(RefusedItem, match="somebody else"):
        record(
            officer,
            decided(done, Resolved.SIGNED_OFF, outcome="implemented", impact="shown"),
            meeting=MeetingFactory(held_on=timezone.localdate()),
        )


def test_a_refusal_is_noted_with_its_risk(officer):
    rejected = RecommendationFactory(rejected=True)

    record(
        officer,
        decided(rejected, Resolved.NOT_PROGRESSED, reason="Refused.", risk="Nobody is heard."),
        meeting=MeetingFactory(held_on=timezone.localdate()),
    )

    rejected.refresh_from_db()
    assert rejected.status == Status.NOT_PROGRESSED
    assert rejected.risk_of_not_doing == "Nobody is heard."


def test_a_correction_adopts_anew_and_leaves_the_first_minute_as_it_was(officer):
    first_lead, second_lead, one = BodyFactory(), BodyFactory(), RecommendationFactory()
    meeting = MeetingFactory()
    first = record(
        officer, decided(one, Resolved.AGREED, lead_body=first_lead), meeting=meeting, is_draft=True
    )
    one.refresh_from_db()

    with pytest.raises(RefusedItem, match="It is adopted"):
        record(officer, agreed(one), meeting=meeting, minute="6")
    second = record(
        officer,
        decided(one, Resolved.AGREED, lead_body=second_lead),
        meeting=meeting,
        minute="6",
        words="The lead was misread.",
        corrects=first,
    )

    one.refresh_from_db()
    first.refresh_from_db()
    assert (one.status, one.lead_body, one.adopted_by) == (Status.ADOPTED, second_lead, second)
    assert first.words == "Resolved as set out."
    assert list(first.corrections.all()) == [second]
    assert one.resolutions.count() == 2


def test_a_correction_may_change_the_words_alone_and_has_a_number_of_its_own(officer):
    first = DecisionFactory(minute="5")

    with pytest.raises(NotAllowed, match="number of its own"):
        record(officer, meeting=first.meeting, corrects=first)

    second = record(officer, meeting=first.meeting, minute="5a", corrects=first)
    assert second.resolutions.count() == 0


def test_minutes_are_a_draft_until_they_are_confirmed(officer):
    decision = DecisionFactory(is_draft=True)
    meeting = decision.meeting

    with pytest.raises(NotAllowed, match="before the meeting"):
        confirm_minutes(meeting, by=officer, confirmed_on=meeting.held_on - timedelta(days=1))
    confirm_minutes(meeting, by=officer)

    decision.refresh_from_db()
    assert not decision.is_draft
    with pytest.raises(NotAllowed, match="None of the decisions"):
        confirm_minutes(meeting, by=officer)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_nobody_else_records_decisions(role):
    one = RecommendationFactory()
    person = UserFactory(role=role, body=BodyFactory())

    with pytest.raises(NotAllowed, match="role"):
        record(person, agreed(one))
    with pytest.raises(NotAllowed, match="role"):
        workflow.defer(one, decision=DecisionFactory(), reason="No.", by=person)
    with pytest.raises(NotAllowed, match="role"):
        confirm_minutes(DecisionFactory(is_draft=True).meeting, by=person)


# Pages


def on(*recommendations, **query):
    asked = [f"on={one.ref}" for one in recommendations]
    return "?" + "&".join([*asked, *(f"{key}={value}" for key, value in query.items())])


def address(meeting):
    return f"/meetings/{meeting.ref}/decisions/"


def test_choice_lists_what_waits_for_a_decision(governance):
    waiting = [
        RecommendationFactory(),
        RecommendationFactory(rejected=True),
        RecommendationFactory(reported_complete=True),
        RecommendationFactory(not_taken_forward=True),
    ]
    RecommendationFactory(in_progress=True)
    RecommendationFactory(adopted=True)

    page = governance.get(address(MeetingFactory()))

    assert set(page.context["page"]) == set(waiting)


def test_choice_is_narrowed_to_a_review(governance):
    one, other = RecommendationFactory(), RecommendationFactory()

    page = governance.get(f"{address(MeetingFactory())}?review={one.review.ref}")

    assert list(page.context["page"]) == [one]
    assert other.review in page.context["reviews"]


def test_a_meeting_to_come_has_nothing_to_record(governance):
    meeting, one = MeetingFactory(coming=True), RecommendationFactory()

    for page in (
        governance.get(address(meeting)),
        governance.get(address(meeting) + on(one)),
        governance.post(address(meeting) + on(one), {"minute": "5"}),
    ):
        assert "has not been held yet" in page.text


def test_choice_says_when_nothing_waits(governance):
    assert "No recommendation waits" in governance.get(address(MeetingFactory())).text


def sent(*parts, **typed):
    fields = {"minute": "5", "words": "Resolved.", **typed}
    for recommendation, answers in parts:
        fields |= {f"{name}_{recommendation.pk}": value for name, value in answers.items()}
        fields.setdefault(f"version_{recommendation.pk}", recommendation.version)
    return fields


def test_page_records_several_and_leads_back_to_the_meeting(governance):
    meeting, lead = MeetingFactory(), BodyFactory()
    one, other = RecommendationFactory.create_batch(2)
    there = address(meeting) + on(one, other)
    assert governance.get(there).status_code == 200

    answer = governance.post(
        there,
        sent(
            (one, {"decided": "agreed", "lead_body": lead.pk}),
            (other, {"decided": "not-taken-forward", "reason": "Done elsewhere."}),
            is_draft="on",
        ),
        follow=True,
    )

    assert "Recorded under minute 5: 2 recommendations." in answer.text
    assert "Draft minutes" in answer.text
    one.refresh_from_db()
    assert (one.status, one.lead_body) == (Status.ADOPTED, lead)


def test_page_says_beside_each_recommendation_what_is_missing_and_keeps_what_was_typed(governance):
    meeting = MeetingFactory()
    one, other, third = RecommendationFactory.create_batch(3)

    answer = governance.post(
        address(meeting) + on(one, other, third),
        sent(
            (one, {"decided": "agreed", "lead_body": ""}),
            (other, {"decided": "deferred", "reason": ""}),
            (third, {"decided": "not-taken-forward", "reason": "Kept words."}),
            words="",
        ),
    )

    errors = answer.context["form"].errors
    assert errors == {
        "words": ["Give the words of the decision: this minute is not on record"],
        f"lead_body_{one.pk}": ["Name the body that leads"],
        f"reason_{other.pk}": ["Say why"],
    }
    assert "Kept words." in answer.text
    assert Resolution.objects.count() == 0


def test_page_shows_what_somebody_else_did_meanwhile(governance, officer):
    meeting, one = MeetingFactory(), RecommendationFactory()
    version = one.version
    workflow.adopt(one, decision=DecisionFactory(), lead_body=BodyFactory(), by=officer)
    fields = sent((one, {"decided": "agreed", "version": version}))

    answer = governance.post(address(meeting) + on(one), fields)

    # No meeting can decide about it any more, and the page says so.
    assert answer.context["left_out"] == [one.ref]


def test_page_puts_a_refusal_of_the_workflow_beside_its_recommendation(governance):
    one = RecommendationFactory(reported_complete=True, claimed_by=governance.person)
    fields = sent((one, {"decided": "signed-off", "outcome": "implemented", "impact": "shown"}))

    answer = governance.post(
        address(MeetingFactory(held_on=timezone.localdate())) + on(one), fields
    )

    assert "somebody else" in answer.context["form"].errors[f"decided_{one.pk}"][0]


def test_page_corrects_the_words_of_a_minute_alone(governance):
    first = DecisionFactory(minute="5", words="A slip.")
    there = f"{address(first.meeting)}?corrects={first.pk}"
    assert "A slip." in governance.get(there).text

    answer = governance.post(
        f"{there}&words=1", {"minute": "5a", "words": "As it was."}, follow=True
    )

    assert "Corrected by" in answer.text
    assert Decision.objects.get(minute="5a").corrects == first


def test_another_bodys_minute_is_not_corrected_here(governance):
    other = DecisionFactory()

    for asked in (other.pk, "x", "9" * 30):
        there = f"{address(MeetingFactory())}?corrects={asked}"
        assert governance.get(there).status_code == 404


def test_minutes_are_confirmed_on_a_page(governance):
    decision = DecisionFactory(is_draft=True)
    today = timezone.localdate()

    answer = governance.post(
        f"/meetings/{decision.meeting.ref}/confirm/",
        {
            "confirmed_on_day": today.day,
            "confirmed_on_month": today.month,
            "confirmed_on_year": today.year,
        },
        follow=True,
    )

    assert "The minutes are confirmed." in answer.text
    assert "Draft minutes" not in answer.text


def test_page_asks_as_much_for_many_as_for_two(governance):
    meeting = MeetingFactory()

    def queries(number):
        chosen = RecommendationFactory.create_batch(number)
        with CaptureQueriesContext(connection) as asked:
            governance.get(address(meeting) + on(*chosen))
        return len(asked)

    queries(1)
    assert queries(6) == queries(1)


def test_trace_shows_what_the_meeting_changed(governance, officer):
    one = RecommendationFactory(published_words="Hold a yearly survey of everybody.")
    record(
        officer,
        decided(
            one,
            Resolved.AMENDED,
            lead_body=BodyFactory(kind=Body.Kind.POLICE),
            adopted_words="Hold a quarterly survey of everybody.",
        ),
    )

    page = governance.get(Recommendation.objects.get(pk=one.pk).get_absolute_url()).text

    assert "yearly" in page.split("<del>")[1].split("</del>")[0]
    assert "quarterly" in page.split("<ins>")[1].split("</ins>")[0]
