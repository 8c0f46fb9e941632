"""Beginning to follow, changing how often, stopping; feeds by a secret address."""

import re
from datetime import date, timedelta

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.roles import Role
from following.models import FeedAddress, Follow, HowOften
from recommendations.workflow import action as workflow
from tests.factories import (
    ActionFactory,
    BodyFactory,
    FollowFactory,
    MotionFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def member(as_role):
    return as_role(Role.MEMBER)


def follow_page(kind, key):
    return reverse("following_new", args=[kind, key])


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("recommendation", RecommendationFactory),
        ("body", BodyFactory),
        ("review", ReviewFactory),
        ("motion", MotionFactory),
    ],
)
def test_each_kind_of_thing_leads_to_its_page_and_is_followed(kind, make, member):
    thing = make()
    address = follow_page(kind, thing.slug if kind == "body" else thing.ref)
    assert address in member.get(thing.get_absolute_url()).content.decode()

    answer = member.post(address, {"how_often": "weekly"}, follow=True)

    follow = Follow.objects.get()
    assert (follow.thing, follow.how_often, follow.user) == (thing, "weekly", member.person)
    assert "You follow" in answer.content.decode()
    # A second time it leads to what there is.
    assert member.post(address, {"how_often": "daily"}).url == reverse(
        "following_detail", args=[follow.pk]
    )


def test_list_is_followed_as_it_was_narrowed(member):
    address = f"{reverse('following_new_list')}?show=actions&flag=overdue&page=3&sort=next"

    page = member.get(address).content.decode()
    member.post(address, {"how_often": "daily", "name": "What is late"})

    assert 'value="Needs attention: Overdue"' in page
    follow = Follow.objects.get()
    assert (follow.query, follow.name) == ("show=actions&flag=overdue", "What is late")


def test_list_without_a_name_is_asked_for_one_and_loses_nothing(member):
    address = f"{reverse('following_new_list')}?words=plan"

    page = member.post(address, {"how_often": "meetings", "name": " "}).content.decode()

    assert "Give the list a name" in page
    assert re.search(r'<input[^>]*value="meetings"[^>]* checked', page)
    assert not Follow.objects.exists()


def test_what_one_may_not_read_cannot_be_followed(member):
    hidden = RecommendationFactory(restricted=True)

    assert member.get(follow_page("recommendation", hidden.ref)).status_code == 404
    assert member.get(follow_page("meeting", "x")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "factory"),
    [("body", BodyFactory), ("review", ReviewFactory), ("motion", MotionFactory)],
)
def test_what_an_import_took_back_is_said_and_leads_nowhere(member, kind, factory):
    gone = factory()
    FollowFactory(user=member.person, **{kind: gone})
    type(gone).everything.filter(pk=gone.pk).update(taken_back_with=3)

    page = member.get(reverse("following_list")).content.decode()

    assert "no longer in the register" in page
    assert f'href="{gone.get_absolute_url()}"' not in page


def test_what_was_closed_to_its_follower_shows_nothing_of_itself(member):
    follow = FollowFactory(user=member.person)
    about = follow.recommendation
    about.visibility, about.restricted_to = "restricted", "|nobody|"
    about.save()

    page = member.get(reverse("following_list")).content.decode()

    assert "not open to you any more" in page
    assert about.title not in page
    assert about.ref not in page


def test_how_often_is_changed_and_following_stopped(member):
    follow = FollowFactory(user=member.person)
    address = reverse("following_detail", args=[follow.pk])

    member.post(address, {"how_often": "never"})
    assert Follow.objects.get().how_often == HowOften.NEVER
    member.post(address, {"do": "stop"})
    assert not Follow.objects.exists()


def test_another_persons_is_not_found(member):
    follow = FollowFactory()

    answer = member.post(reverse("following_detail", args=[follow.pk]), {"do": "stop"})

    assert answer.status_code == 404
    assert Follow.objects.exists()


def test_most_that_can_be_followed(member, monkeypatch):
    monkeypatch.setattr("following.views.MOST_FOLLOWS", 1)
    FollowFactory(user=member.person)

    page = member.post(follow_page("body", BodyFactory().slug), {"how_often": "daily"})

    assert "Stop following one first" in page.content.decode()
    assert Follow.objects.count() == 1


def test_own_body_is_suggested_until_it_is_followed(as_role):
    body = BodyFactory()
    client = as_role(Role.BODY_OFFICER, body)
    address = follow_page("body", body.slug)

    assert address in client.get(reverse("following_list")).content.decode()
    client.post(address, {"how_often": "daily"})
    assert address not in client.get(reverse("following_list")).content.decode()


def feeds(client):
    """The addresses of the feeds, as their page gives them."""
    client.post(reverse("following_address"), {"do": "make"})
    token = FeedAddress.objects.get(user=client.person).token
    return [reverse(name, args=[token]) for name in ("changes_feed", "dates_feed")]


def test_feeds_need_no_signing_in_and_close_when_revoked(member):
    first = feeds(member)
    anybody = Client()
    assert [anybody.get(address).status_code for address in first] == [200, 200]

    second = feeds(member)
    assert [anybody.get(address).status_code for address in first] == [404, 404]
    assert [anybody.get(address).status_code for address in second] == [200, 200]

    member.post(reverse("following_address"), {"do": "close"})
    assert [anybody.get(address).status_code for address in second] == [404, 404]


def test_feeds_close_with_the_account(member):
    addresses = feeds(member)
    member.person.is_active = False
    member.person.save()

    assert [Client().get(address).status_code for address in addresses] == [404, 404]


def test_forged_address_opens_nothing(member):
    feeds(member)
    token = FeedAddress.objects.get().token
    other = UserFactory(role=Role.GOVERNANCE)
    FeedAddress.objects.create(user=other)
    number, _, signature = token.partition(".")

    for forged in (f"{other.pk}-1.{signature}", number, f"{number}.", "1-1-1.x", "\u2603"):
        answer = Client().get(reverse("changes_feed", args=[forged]))
        assert answer.status_code == 404, forged


def test_atom_feed_tells_what_others_did(member):
    officer = UserFactory(role=Role.BODY_OFFICER)
    body = officer.current_memberships[0].body
    action = ActionFactory(lead_body=body)
    secret = ActionFactory(lead_body=body, exempt=True, title="Hidden words")
    FollowFactory(user=member.person, body=body)
    [address, _] = feeds(member)
    workflow.start(action, by=officer)
    workflow.start(secret, by=officer)

    answer = Client().get(address)
    feed = ElementTree.fromstring(answer.content)

    assert answer["Content-Type"].startswith("application/atom+xml")
    titles = [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]
    assert f"{action.ref} {action.title}: Not started → In progress" in titles
    assert not any("Hidden" in title for title in titles)
    keys = [one.findtext(f"{ATOM}id") for one in feed.iter(f"{ATOM}entry")]
    assert len(keys) == len(set(keys))


def test_calendar_has_the_due_dates_and_withholds_what_is_not_public(member, settings):
    settings.SERVICE_URL = "https://tracker.example.org/"
    body = BodyFactory(short_name="SYP")
    day = timezone.localdate() + timedelta(days=20)
    action = ActionFactory(lead_body=body, due_on=day)
    committee = member.person.current_memberships[0].body
    about = RecommendationFactory(committee=committee, lead_body=body)
    secret = ActionFactory(
        recommendation=about, lead_body=body, due_on=day, exempt=True, title="Hidden words"
    )
    ActionFactory(lead_body=body, due_on=day, verified=True)
    awaiting = RecommendationFactory(awaiting=True, lead_body=body)
    motion = MotionFactory(report_back_due_on=date(2030, 1, 5))
    FollowFactory(user=member.person, body=body)
    FollowFactory(user=member.person, motion=motion)
    [_, address] = feeds(member)

    answer = Client().get(address)
    events = Calendar.from_ical(answer.content).walk("VEVENT")

    assert answer["Content-Type"].startswith("text/calendar")
    told = {str(one["summary"]): one.decoded("dtstart") for one in events}
    referral = awaiting.referrals.get()
    assert told == {
        f"{action.ref} {action.title}: due, SYP": day,
        f"{secret.ref}: due, SYP": day,
        f"{awaiting.ref} {awaiting.title}: answer due, {referral.body}": referral.due_on,
        f"{motion.ref}: report back due": date(2030, 1, 5),
    }
    assert str(events[0]["url"]).startswith("https://tracker.example.org/")
    assert b"Hidden" not in answer.content


def test_statements_of_the_page_are_the_same_for_one_and_for_many(member):
    officer = UserFactory(role=Role.BODY_OFFICER)
    body = officer.current_memberships[0].body

    def statements(number):
        for _ in range(number):
            action = ActionFactory(lead_body=body)
            about = action.recommendation_links.get().recommendation
            FollowFactory(user=member.person, recommendation=about)
            FollowFactory(user=member.person, body=BodyFactory())
            workflow.start(action, by=officer)
        with CaptureQueriesContext(connection) as found:
            assert member.get(reverse("following_list")).status_code == 200
        return len(found)

    statements(1)  # What is kept in memory is asked once.
    assert statements(1) == statements(4)
