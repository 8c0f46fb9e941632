from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import with_parts
from accounts.roles import Role
from reporting.pages import body_work
from tests.factories import (
    ActionContributorFactory,
    ActionFactory,
    BodyFactory,
    ContributorFactory,
    FormerNameFactory,
    MeetingFactory,
    RecommendationFactory,
    ReferralFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(as_role):
    return as_role(Role.MEMBER)


def give_work(body):
    recommendation = RecommendationFactory(in_progress=True, lead_body=body)
    ActionFactory(recommendation=recommendation, overdue=True, opened_on=date(2022, 1, 1))
    ActionContributorFactory(body=body)
    ContributorFactory(body=body)
    BodyFactory(part_of=body)
    BodyFactory(successor=body, ended=True)
    FormerNameFactory(body=body, ends_on=date(2000, 1, 1) + timedelta(days=body.pk))
    MeetingFactory(body=body)


def test_body_list_puts_those_with_something_to_do_first(member):
    BodyFactory(name="A idle")
    busy = BodyFactory(name="Z busy")
    ActionFactory(lead_body=busy, overdue=True, opened_on=date(2022, 1, 1))

    page = member.get(reverse("body_list"))

    first = page.context["page"][0]
    assert first == busy
    assert (first.open_actions, first.overdue_actions) == (1, 1)


def test_body_list_is_narrowed_by_name_now_or_formerly_kind_and_work(member):
    police = BodyFactory(police=True, name="County police")
    FormerNameFactory(body=police, name="Constabulary of old")
    busy = BodyFactory(name="Busy service")
    ActionFactory(lead_body=busy)

    def shown(**asked):
        return list(member.get(reverse("body_list"), asked).context["page"])

    assert shown(q="constabulary") == [police]
    assert shown(kind="police") == [police]
    assert busy in shown(busy="on")
    assert police not in shown(busy="on")


def test_body_list_says_when_nothing_fits(member):
    assert "No body fits" in member.get(reverse("body_list"), {"q": "xyz"}).content.decode()


def test_body_list_asks_as_much_for_fifty_as_for_one(member):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            member.get(reverse("body_list"))
        return len(asked)

    queries()
    give_work(BodyFactory())
    one = queries()
    for _ in range(10):
        give_work(BodyFactory())

    assert queries() == one


def test_body_page_asks_as_much_for_fifty_actions_as_for_one(member):
    body = BodyFactory()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert member.get(body.get_absolute_url()).status_code == 200
        return len(asked)

    give_work(body)
    queries()
    one = queries()
    ActionFactory.create_batch(48, lead_body=body)
    ReferralFactory.create_batch(10, recommendation__lead_body=body)

    assert queries() == one


def test_body_page_shows_names_over_time_and_what_came_before(member):
    board = BodyFactory(name="Partnership of today")
    FormerNameFactory(body=board, name="Board of old", ends_on=date(2014, 3, 31))
    BodyFactory(name="Group before it", successor=board, ended_on=date(2010, 1, 1))

    page = member.get(board.get_absolute_url()).content.decode()

    assert "Board of old until 31 March 2014" in page
    assert "Group before it</a>, until 1 January 2010" in page


def test_body_that_ended_names_its_successor(member):
    after = BodyFactory(name="Its successor body")
    before = BodyFactory(ended=True, successor=after)

    page = member.get(before.get_absolute_url()).content.decode()

    assert "Its successor is" in page
    assert after.get_absolute_url() in page


def test_each_figure_counts_what_its_link_lists(member):
    council = BodyFactory(council=True)
    service = BodyFactory(part_of=council)
    for body in (council, service):
        ActionFactory(lead_body=body, overdue=True, opened_on=date(2022, 1, 1))
        ActionFactory(lead_body=body, verified=True)
        ActionFactory(lead_body=body, due_on=None, original_due_on=None)
        ActionFactory(lead_body=body, reported_complete=True)
    ActionFactory()
    today = timezone.localdate()

    work = body_work.read(council, with_parts({council.pk}), member.person, today)

    assert [(f.number, f.of) for f in work.figures] == [
        (8, None),
        (8, None),
        (2, 8),
        (2, 8),
        (2, 8),
        (2, 8),
    ]
    for figure in work.figures:
        listed = member.get(figure.url).context["register"].page.paginator.count
        assert listed == figure.number


def test_work_of_its_parts_alone_can_be_listed_too(member):
    council = BodyFactory(council=True)
    ActionFactory(lead_body=BodyFactory(part_of=BodyFactory(part_of=council)))
    ActionFactory()

    work = body_work.read(council, with_parts({council.pk}), member.person, timezone.localdate())

    led = work.figures[1]
    assert led.number == 1
    assert member.get(led.url).context["register"].page.paginator.count == 1


def test_open_actions_stand_worst_first(member):
    body = BodyFactory()
    fine = ActionFactory(lead_body=body, in_progress=True)
    late = ActionFactory(lead_body=body, overdue=True, opened_on=date(2022, 1, 1))

    work = body_work.read(body, {body.pk}, member.person, timezone.localdate())

    assert work.actions == [late, fine]


@pytest.mark.parametrize(
    ("due", "answered", "words"),
    [
        (date(2022, 7, 26), date(2022, 7, 4), "Answered 22 days early."),
        (date(2022, 7, 26), date(2022, 7, 26), "Answered on the last day."),
        (date(2022, 7, 26), date(2022, 7, 27), "Answered 1 day late."),
        (date(2022, 7, 26), None, "No answer yet, 10 days over."),
        (date(2022, 8, 7), None, "No answer yet, 2 days left."),
    ],
)
def test_timing_of_an_answer(due, answered, words):
    referral = ReferralFactory.build(
        recommendation=None, body=None, due_on=due, answered_on=answered, duty="asked"
    )

    assert body_work.timing(referral, date(2022, 8, 5)) == words


def test_body_page_says_the_clock_of_what_it_is_asked(member):
    referral = ReferralFactory(noticed_on=date(2022, 5, 27))

    page = member.get(referral.body.get_absolute_url()).content.decode()

    assert "Two months beginning with that date ends on 26 July 2022." in page


def test_body_that_does_not_exist_is_not_found(member):
    assert member.get(reverse("body_detail", args=["nothing"])).status_code == 404


def test_body_pages_are_refused_without_a_role_and_to_strangers(client):
    assert client.get(reverse("body_list")).status_code == 302

    client.force_login(UserFactory())

    assert client.get(reverse("body_list")).status_code == 403
    assert client.get(BodyFactory().get_absolute_url()).status_code == 403
