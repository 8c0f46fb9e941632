"""The register: finding, ordering, paging, taking away."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from tests.factories import (
    ActionFactory,
    BodyFactory,
    RecommendationFactory,
    ReferralFactory,
    ReviewFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/recommendations/"


@pytest.fixture
def member(as_role):
    return as_role(Role.MEMBER)


def refs(response):
    return [row.thing.ref for row in response.context["register"].rows]


def chips(response):
    return [chip["label"] for chip in response.context["chips"]]


def test_list_shows_recommendations_of_a_review_in_order_of_reference(member):
    review = ReviewFactory()
    for number in (10, 2, 1):
        RecommendationFactory(ref=f"A-R{number}", title=f"The {number}", review=review)

    response = member.get(LIST)

    assert refs(response) == ["A-R1", "A-R2", "A-R10"]
    assert "Showing 1–3 of 3 recommendations" in response.content.decode()


def test_list_shows_what_there_is_work_to_do_on_first(member):
    old, new = (ReviewFactory(published_on=date(year, 5, 1)) for year in (2013, 2022))
    RecommendationFactory(ref="OLD-1", review=old, in_progress=True)
    RecommendationFactory(ref="OLD-2", review=old, awaiting=True)
    RecommendationFactory(ref="NEW-1", review=new, closed=True)
    RecommendationFactory(ref="NEW-2", review=new)
    RecommendationFactory(ref="NEW-3", review=new, awaiting=True)
    RecommendationFactory(ref="NEW-4", review=new, accepted=True)
    RecommendationFactory(ref="LOOSE-1", review=None, reported_complete=True)

    response = member.get(LIST)

    assert refs(response) == ["NEW-4", "OLD-1", "LOOSE-1", "NEW-3", "OLD-2", "NEW-2", "NEW-1"]
    assert "work in hand first, newest review first" in response.content.decode()
    assert response.content.decode().count('aria-sort="none"') == 4


def test_list_shows_open_actions_first_and_the_newest_plan_before_others(member):
    for ref, opened_on, traits in (
        ("A-1", date(2013, 5, 1), {"in_progress": True}),
        ("A-2", date(2022, 5, 1), {"verified": True}),
        ("A-3", date(2022, 5, 1), {"in_progress": True}),
    ):
        ActionFactory(ref=ref, opened_on=opened_on, **traits)

    assert refs(member.get(LIST, {"show": "actions"})) == ["A-3", "A-1", "A-2"]


def test_list_shows_actions_when_asked(member):
    ActionFactory(ref="A-R1.1")

    response = member.get(LIST, {"show": "actions"})

    assert refs(response) == ["A-R1.1"]
    assert "1 action, open ones first" in response.content.decode()


def test_list_is_refused_to_a_person_without_a_role(as_role):
    assert as_role(None).get(LIST).status_code == 403


def test_list_sends_a_stranger_to_sign_in(client):
    assert client.get(LIST).status_code == 302


def test_filters_by_words_in_any_order(member):
    RecommendationFactory(ref="A-1", title="Survivors are heard")
    RecommendationFactory(ref="A-2", title="Survivors are counted")

    assert refs(member.get(LIST, {"words": "heard survivors"})) == ["A-1"]


@pytest.mark.parametrize("words", ["RSCP-2022-R4.3", "rscp-2022-r4.3", "R4.3", " r4.3 "])
def test_words_that_are_a_reference_lead_to_it(member, words):
    action = ActionFactory(ref="RSCP-2022-R4.3")
    ActionFactory(ref="RSCP-2022-R14.3")

    response = member.get(LIST, {"words": words})

    assert response.headers["Location"] == action.get_absolute_url()


def test_a_short_reference_that_two_things_have_is_searched_for(member):
    RecommendationFactory(ref="A-R4")
    RecommendationFactory(ref="B-R4")

    assert refs(member.get(LIST, {"words": "R4"})) == ["A-R4", "B-R4"]


def test_filters_by_status_any_of_those_ticked(member):
    RecommendationFactory(ref="A-1")
    RecommendationFactory(ref="A-2", adopted=True)
    RecommendationFactory(ref="A-3", not_taken_forward=True)

    response = member.get(LIST, {"status": ["suggested", "adopted"]})

    assert refs(response) == ["A-2", "A-1"]
    assert chips(response) == ["Status: Suggested", "Status: Adopted"]


def test_filters_by_lead_body_with_its_parts(member):
    council = BodyFactory(council=True, slug="council")
    service = BodyFactory(part_of=council)
    ActionFactory(ref="A-1", lead_body=council)
    ActionFactory(ref="A-2", lead_body=service)
    ActionFactory(ref="A-3")

    assert refs(member.get(LIST, {"show": "actions", "lead": "council"})) == ["A-1", "A-2"]


def test_filters_by_a_body_that_was_only_asked(member):
    police = BodyFactory(police=True, slug="police")
    asked = RecommendationFactory(ref="A-1", awaiting=True)
    ReferralFactory(recommendation=asked, body=police)
    RecommendationFactory(ref="A-2", awaiting=True)

    assert refs(member.get(LIST, {"body": "police"})) == ["A-1"]


def test_filters_by_review_theme_and_committee(member):
    review, theme = ReviewFactory(ref="REV-1"), ThemeFactory(slug="voice")
    found = RecommendationFactory(ref="A-1", adopted=True, review=review, theme=theme)
    RecommendationFactory(ref="A-2", adopted=True, review=review)
    given = {"review": "REV-1", "theme": "voice", "committee": found.committee.slug}

    assert refs(member.get(LIST, given)) == ["A-1"]


def test_filters_by_rating(member):
    ActionFactory(ref="A-1", overdue=True)
    ActionFactory(ref="A-2", in_progress=True)

    assert refs(member.get(LIST, {"show": "actions", "rating": "red"})) == ["A-1"]


def test_several_flags_must_all_hold(member):
    ActionFactory(ref="A-1", overdue=True)
    ActionFactory(ref="A-2", overdue=True, in_progress=True)
    given = {"show": "actions", "flag": ["overdue", "not-reported"]}

    assert refs(member.get(LIST, given)) == ["A-1"]


@pytest.mark.parametrize(
    ("flag", "fields"),
    [
        ("overdue", {"overdue": True}),
        ("no-date", {"due_on": None}),
        ("not-reported", {}),
        ("no-owner", {"lead_body": None, "recommendation": None}),
    ],
)
def test_a_flag_finds_the_actions_that_have_it(member, flag, fields):
    ActionFactory(ref="A-1", **fields)
    ActionFactory(ref="A-2", verified=True)

    assert refs(member.get(LIST, {"show": "actions", "flag": flag})) == ["A-1"]


def test_a_flag_of_actions_finds_their_recommendations(member):
    late = ActionFactory(overdue=True)
    ActionFactory()
    served = late.recommendation_links.get().recommendation

    assert refs(member.get(LIST, {"flag": "overdue"})) == [served.ref]


def test_flags_of_recommendations_find_them(member):
    RecommendationFactory(ref="A-1", adopted=True)
    waiting = RecommendationFactory(ref="A-2", adopted=True)
    ReferralFactory(recommendation=waiting, overdue=True)

    assert refs(member.get(LIST, {"flag": "no-reply"})) == ["A-2"]
    assert refs(member.get(LIST, {"flag": "response-overdue"})) == ["A-2"]
    assert refs(member.get(LIST, {"flag": "response-due-soon"})) == []


def test_filters_by_due_dates_in_boxes_or_in_one(member):
    ActionFactory(ref="A-1", due_on=date(2030, 1, 31))
    ActionFactory(ref="A-2", due_on=date(2030, 2, 1))
    boxes = {"due_to_day": "31", "due_to_month": "1", "due_to_year": "2030"}

    assert refs(member.get(LIST, {"show": "actions", **boxes})) == ["A-1"]
    assert refs(member.get(LIST, {"show": "actions", "due_from": "2030-02-01"})) == ["A-2"]


def test_a_bad_date_is_said_and_the_other_filters_kept(member):
    RecommendationFactory(ref="A-1", adopted=True)
    RecommendationFactory(ref="A-2")

    response = member.get(LIST, {"due_from": "2022-02-31", "status": "adopted"})

    page = response.content.decode()
    assert "31 02 2022 is not a real date" in page
    assert "<title>Error:" in page
    assert refs(response) == ["A-1"]
    assert chips(response) == ["Status: Adopted"]


def test_unknown_parameters_and_pages_are_ignored(member):
    RecommendationFactory(ref="A-1")

    response = member.get(LIST, {"x": "1", "page": "999", "sort": "?", "per": "7"})

    assert refs(response) == ["A-1"]


def test_each_chip_leads_to_the_list_without_it(member):
    RecommendationFactory(ref="A-1", adopted=True)
    given = {"status": ["adopted", "suggested"], "words": "zzz", "due_from": "2020-01-01"}

    response = member.get(LIST, given)

    by_label = {chip["label"]: chip["url"] for chip in response.context["chips"]}
    assert set(by_label) == {
        "“zzz”",
        "Status: Adopted",
        "Status: Suggested",
        "Due from 1 January 2020",
    }
    assert "words" not in by_label["“zzz”"]
    assert "status=suggested" in by_label["Status: Adopted"]
    assert "status=adopted" not in by_label["Status: Adopted"]
    assert "due_from" not in by_label["Due from 1 January 2020"]
    assert "No recommendations match" in response.content.decode()


def test_an_empty_register_says_so(member):
    assert "There are no recommendations in the register yet" in member.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("next", ["A-2", "A-1", "A-3"]),
        ("-next", ["A-1", "A-2", "A-3"]),
        ("rating", ["A-2", "A-3", "A-1"]),
        ("-ref", ["A-3", "A-2", "A-1"]),
    ],
)
def test_sorts_actions_with_those_without_a_date_last(member, sort, order):
    ActionFactory(ref="A-1", verified=True, due_on=date(2030, 5, 1))
    ActionFactory(ref="A-2", overdue=True)
    ActionFactory(ref="A-3", in_progress=True, due_on=None)

    response = member.get(LIST, {"show": "actions", "sort": sort})

    assert refs(response) == order


def test_the_sorted_column_says_so(member):
    RecommendationFactory()

    page = member.get(LIST, {"sort": "-rating"}).content.decode()

    assert page.count('aria-sort="descending"') == 1


def test_a_recommendation_shows_the_sooner_of_reply_and_action(member):
    recommendation = RecommendationFactory(awaiting=True)
    reply = recommendation.referrals.get()

    row = member.get(LIST).context["register"].rows[0]

    assert row.next_date.on == reply.due_on
    assert row.next_date.words == f"reply due, in {(reply.due_on - timezone.localdate()).days} days"


def test_pages_have_twenty_five_rows_or_as_many_as_asked(member):
    RecommendationFactory.create_batch(30)

    assert len(refs(member.get(LIST))) == 25
    assert len(refs(member.get(LIST, {"page": "2"}))) == 5
    assert len(refs(member.get(LIST, {"per": "50"}))) == 30


@pytest.mark.parametrize("show", ["recommendations", "actions"])
def test_the_list_asks_as_much_for_one_row_as_for_twenty(
    member, django_assert_max_num_queries, show
):
    ActionFactory(in_progress=True)
    with django_assert_max_num_queries(14) as one:
        member.get(LIST, {"show": show, "per": "50"})

    for _ in range(20):
        ActionFactory(in_progress=True)
    with django_assert_max_num_queries(14) as many:
        response = member.get(LIST, {"show": show, "per": "50"})

    assert len(refs(response)) == 21
    assert len(many) <= len(one)


def test_saved_views_work(member):
    ActionFactory(ref="A-1", overdue=True)
    response = member.get(LIST)

    for _, address in response.context["saved_views"]:
        assert member.get(LIST + address).context["form"].errors == {}


def test_the_export_holds_the_same_list(member):
    RecommendationFactory(ref="A-1", adopted=True)
    RecommendationFactory(ref="A-2")

    response = member.get(reverse("recommendation_export"), {"status": "adopted"})

    assert response.headers["Content-Type"].startswith("text/csv")
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert re.search(r"\bA-1\b", lines[1])
