"""Deciding who may read one thing, or several, on pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from accounts.visibility import Visibility
from audit.models import Entry
from recommendations import classified
from tests.factories import (
    ActionFactory,
    BodyFactory,
    EvidenceFactory,
    FindingFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db


def address(item):
    return reverse("item_classify", args=[classified.kind_of(item).slug, item.pk])


def exempt(**more):
    day = timezone.localdate() + timedelta(days=90)
    return {
        "visibility": "exempt",
        "exempt_paragraph": "7",
        "public_interest_reason": "It would warn those who are looked into.",
        "review_on_day": day.day,
        "review_on_month": day.month,
        "review_on_year": day.year,
    } | more


MAKERS = (
    RecommendationFactory,
    ActionFactory,
    ProgressUpdateFactory,
    EvidenceFactory,
    FindingFactory,
)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make._meta.model.__name__)
def test_each_kind_is_classified_on_its_page(make, as_role):
    item = make(not_classified=True)
    client = as_role(Role.GOVERNANCE)

    shown = client.get(address(item))
    answer = client.post(address(item), exempt(version=item.version))

    assert classified.name_of(item) in shown.content.decode().replace("&#x27;", "'")
    assert answer.headers["Location"] == classified.page_of(item)
    item.refresh_from_db()
    assert (item.visibility, item.exempt_paragraph) == ("exempt", 7)
    assert item.classified_by == client.person
    assert item.classified_on == timezone.localdate()
    entry = Entry.objects.order_by("-sequence").first()
    assert (entry.verb, entry.object_id) == ("classify", item.pk)


def test_restricted_names_its_bodies_and_drops_what_belongs_to_exempt(as_role):
    named, action = BodyFactory(), ActionFactory(exempt=True)
    typed = exempt(visibility="restricted", restricted_to=[named.pk], version=action.version)

    as_role(Role.GOVERNANCE).post(address(action), typed)

    action.refresh_from_db()
    assert action.restricted_to == f"|{named.slug}|"
    assert (action.exempt_paragraph, action.public_interest_reason) == (None, "")
    assert action.classification_review_on == timezone.localdate() + timedelta(days=90)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {"visibility"}),
        ({"visibility": ""}, {"visibility"}),
        ({"visibility": "exempt"}, {"exempt_paragraph", "public_interest_reason", "review_on"}),
        (exempt(exempt_paragraph="8"), {"exempt_paragraph"}),
        (exempt(public_interest_reason=" "), {"public_interest_reason"}),
        (exempt(review_on_year="2001"), {"review_on"}),
        ({"visibility": "restricted"}, {"restricted_to"}),
        ({"visibility": "restricted", "restricted_to": ["999999"]}, {"restricted_to"}),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_written(typed, wrong, as_role):
    action = ActionFactory(not_classified=True)
    before = Entry.objects.count()

    response = as_role(Role.GOVERNANCE).post(address(action), {"version": 1, **typed})

    assert set(response.context["form"].errors) == wrong
    action.refresh_from_db()
    assert action.visibility == Visibility.NOT_CLASSIFIED
    assert Entry.objects.filter(object_id=action.pk, verb="classify").count() == 0
    assert Entry.objects.count() - before == Entry.objects.filter(sequence__gt=before).count()


def test_somebody_elses_decision_is_shown_before_it_is_replaced(as_role):
    action = ActionFactory(exempt=True, version=2)
    client = as_role(Role.GOVERNANCE)

    response = client.post(address(action), {"visibility": "public", "version": 1})

    assert response.status_code == 200
    assert "while you were typing" in response.content.decode()
    action.refresh_from_db()
    assert action.visibility == "exempt"


def test_page_says_what_keeps_readers_away_and_who_decided_before(as_role):
    recommendation = RecommendationFactory(accepted=True, restricted=True, title="Closed")
    action = ActionFactory(recommendation=recommendation, exempt=True)
    update = ProgressUpdateFactory(action=action, done="What was done")

    page = as_role(Role.GOVERNANCE).get(address(update)).content.decode()

    assert f"It belongs to {action.ref} {action.title}, which is exempt" in page
    assert f"and to {recommendation.ref} Closed, which is restricted" in page
    assert "What was done" in page
    assert "Governance officer, " in page
    assert "what was written before stays hidden" not in page


def test_owner_that_is_public_beside_a_closed_one_keeps_nobody_away():
    action = ActionFactory(recommendation=RecommendationFactory(accepted=True, restricted=True))
    assert len(classified.closed_owners(action)) == 1

    from tests.factories import ActionRecommendationFactory

    ActionRecommendationFactory(action=action)

    assert classified.closed_owners(action) == []


@pytest.fixture
def family():
    """A recommendation with an action, its update and its evidence, none of them classified, and
    a further action that is."""
    recommendation = RecommendationFactory(accepted=True, not_classified=True)
    action = ActionFactory(recommendation=recommendation, not_classified=True)
    update = ProgressUpdateFactory(action=action, not_classified=True)
    evidence = EvidenceFactory(action=action, update=update, not_classified=True)
    ActionFactory(recommendation=recommendation, exempt=True)
    ProgressUpdateFactory(action=action, not_classified=True, void=True)
    return [recommendation, action, update, evidence]


def visibilities(items):
    return [type(item).objects.get(pk=item.pk).visibility for item in items]


def test_everything_under_it_goes_along_and_what_is_classified_stays(as_role, family):
    client = as_role(Role.GOVERNANCE)

    offered = client.get(address(family[0]) + "?under=1").context["form"]["under"]
    client.post(address(family[0]), exempt(version=1, under="on"))

    assert offered.value() is True
    assert "1 action, 1 update and 1 piece of evidence" in offered.label
    assert visibilities(family) == ["exempt"] * 4
    assert RecommendationFactory._meta.model.objects.get().action_links.count() == 2


def test_without_the_tick_what_is_under_it_waits(as_role, family):
    as_role(Role.GOVERNANCE).post(address(family[0]), exempt(version=1))

    assert visibilities(family) == ["exempt", "", "", ""]


def test_more_than_one_becomes_public_after_a_second_look(as_role, family):
    client = as_role(Role.GOVERNANCE)
    typed = {"visibility": "public", "version": 1, "under": "on"}

    asked = client.post(address(family[0]), typed)
    assert asked.context["number"] == 4
    assert visibilities(family) == [""] * 4

    client.post(address(family[0]), {**typed, "confirmed": 3})
    assert visibilities(family) == [""] * 4

    client.post(address(family[0]), {**typed, "confirmed": 4})
    assert visibilities(family) == ["public"] * 4


def test_list_has_what_nobody_classified_by_kind_newest_first(as_role, family):
    newer = ActionFactory(not_classified=True, recommendation=None)
    ActionFactory(not_classified=True, recommendation=None, void=True)

    page = as_role(Role.GOVERNANCE).get(reverse("unclassified_list"))

    groups = page.context["groups"]
    assert [kind.slug for kind, _ in groups] == ["recommendation", "action", "update", "evidence"]
    assert [row["item"] for row in groups[1][1]] == [newer, family[1]]
    assert page.context["page"].paginator.count == 5


def test_list_is_narrowed_by_kind_and_by_body(as_role, family):
    other = ActionFactory(not_classified=True, recommendation=None)
    client = as_role(Role.GOVERNANCE)

    by_kind = client.get(reverse("unclassified_list"), {"kind": "update"})
    by_body = client.get(reverse("unclassified_list"), {"body": other.lead_body.slug})
    nonsense = client.get(reverse("unclassified_list"), {"kind": "x", "body": "y", "page": "z"})

    assert by_kind.context["page"].paginator.count == 1
    assert [row["item"] for _, rows in by_body.context["groups"] for row in rows] == [other]
    assert nonsense.context["page"].paginator.count == 5


def test_list_goes_on_over_pages_and_kinds(as_role, monkeypatch, family):
    monkeypatch.setattr("recommendations.views.classify.ON_A_PAGE", 3)
    client = as_role(Role.GOVERNANCE)

    pages = [client.get(reverse("unclassified_list"), {"page": n}) for n in (1, 2)]

    shown = [row["item"] for page in pages for _, rows in page.context["groups"] for row in rows]
    assert shown == family


def test_what_is_to_be_looked_at_again_is_listed_from_its_day_on(as_role):
    today = timezone.localdate()
    due = ActionFactory(exempt=True, classification_review_on=today)
    ActionFactory(exempt=True, classification_review_on=today + timedelta(days=1))

    page = as_role(Role.GOVERNANCE).get(reverse("unclassified_list"))

    assert [row["item"] for row in page.context["again"]] == [due]


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_many_questions_whatever_it_shows(
    number, as_role, django_assert_max_num_queries
):
    for _ in range(number):
        EvidenceFactory(not_classified=True)
        ProgressUpdateFactory(exempt=True, classification_review_on=timezone.localdate())
    client = as_role(Role.GOVERNANCE)

    with django_assert_max_num_queries(20):
        client.get(reverse("unclassified_list"))


def several(items):
    keys = "&".join(f"item={classified.key_of(item)}" for item in items)
    return f"{reverse('unclassified_classify')}?{keys}"


def test_several_kinds_are_classified_at_once(as_role, family):
    client = as_role(Role.GOVERNANCE)

    answer = client.post(several(family[1:]), exempt(), follow=True)

    assert visibilities(family) == ["", "exempt", "exempt", "exempt"]
    said = answer.content.decode()
    assert "Now exempt: 1 action, 1 update and 1 piece of evidence." in said
    assert f"item={classified.key_of(type(family[1]).objects.get(pk=family[1].pk))}" in said


def test_several_become_public_after_a_second_look(as_role, family):
    client = as_role(Role.GOVERNANCE)

    asked = client.post(several(family), {"visibility": "public"})
    assert visibilities(family) == [""] * 4

    client.post(several(family), dict(asked.context["decision"].sent) | {"confirmed": 4})
    assert visibilities(family) == ["public"] * 4


def test_what_changed_since_it_was_chosen_is_left_out(as_role, family):
    client = as_role(Role.GOVERNANCE)
    chosen = several(family)
    action = family[1]
    action.version += 1
    action.save()

    page = client.get(chosen)
    client.post(chosen, exempt())

    assert page.context["left_out"] == 1
    assert visibilities(family) == ["exempt", "", "exempt", "exempt"]


@pytest.mark.parametrize("keys", ["", "?item=", "?item=action.1", "?item=x.1.1", "?item=action.²."])
def test_nothing_chosen_leads_back_to_the_list(as_role, keys):
    answer = as_role(Role.GOVERNANCE).get(reverse("unclassified_classify") + keys)

    assert answer.headers["Location"] == reverse("unclassified_list")


def test_kind_that_does_not_exist_and_what_was_entered_in_error_are_not_found(as_role):
    void = ActionFactory(void=True)
    client = as_role(Role.GOVERNANCE)

    assert client.get(f"/classify/referral/{void.pk}/").status_code == 404
    assert client.get(address(void)).status_code == 404
    assert client.post(address(void), {"visibility": "public"}).status_code == 404


def test_governances_first_page_counts_what_is_to_be_classified(as_role, family):
    page = as_role(Role.GOVERNANCE).get("/").content.decode()

    assert "To classify (4)" in page
    assert "/unclassified/?kind=update" in page


def test_links_to_decide_are_governances_alone(as_role):
    update = ProgressUpdateFactory()
    client = as_role(Role.GOVERNANCE)
    assert address(update) in client.get(update.action.get_absolute_url()).content.decode()

    client = as_role(Role.AUDITOR)
    assert "/classify/" not in client.get(update.action.get_absolute_url()).content.decode()


def test_update_is_listed_by_what_was_done_however_long_its_author_is_called(as_role):
    ProgressUpdateFactory(not_classified=True, done="Begun.", author_label="Officer " * 9)

    page = as_role(Role.GOVERNANCE).get(reverse("unclassified_list")).content.decode()

    assert "Begun." in page
    assert "Officer Officer" not in page


def test_hash_of_a_file_is_none_of_its_words(as_role):
    evidence = EvidenceFactory(file=True, not_classified=True)

    page = as_role(Role.GOVERNANCE).get(address(evidence)).content.decode()

    assert evidence.file_name in page
    assert evidence.sha256 not in page
    assert evidence.stored_as not in page


def test_page_says_when_nothing_under_it_waits(as_role):
    item = RecommendationFactory()

    page = as_role(Role.GOVERNANCE).get(address(item), {"under": 1}).content.decode()

    assert "Everything under it is classified already." in page
