"""Work goes from one body or person to another, on a day; who led it until then stays on record."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.refusal import NotAllowed
from recommendations.models import Contributor
from recommendations.workflow import handover
from recommendations.workflow.action import add
from tests.factories import (
    ActionContributorFactory,
    ActionFactory,
    BodyFactory,
    ContributorFactory,
    FormerNameFactory,
    QuestionFactory,
    RecommendationFactory,
    ReferralFactory,
    UpdateDraftFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def governance():
    return UserFactory(role=Role.GOVERNANCE)


@pytest.fixture
def old():
    return BodyFactory(slug="old", short_name="Old board")


@pytest.fixture
def new():
    return BodyFactory(slug="new", short_name="New board")


def today():
    return timezone.localdate()


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def given(to, on=None, **more):
    return {"to": to.pk, "reason": "The service moved.", **day("on", on or today()), **more}


def test_what_is_chosen_goes_over_and_the_rest_stays(client, governance, old, new):
    client.force_login(governance)
    chosen = RecommendationFactory(accepted=True, lead_body=old, lead_post="Head of service")
    action = ActionFactory(recommendation=chosen, lead_body=old, lead_person=governance)
    stays = ActionFactory(recommendation=chosen, lead_body=old)
    since = today() - timedelta(days=10)

    page = client.get("/handover/?body=old").content.decode()
    answer = client.post(
        "/handover/?body=old",
        given(new, since, on_this=[chosen.ref, action.ref], post="Director"),
        follow=True,
    )

    assert all(one.ref in page for one in (chosen, action, stays))
    assert "2 things are handed over to New board" in answer.content.decode()
    for one in (chosen, action, stays):
        one.refresh_from_db()
    assert (chosen.lead_body, chosen.lead_post) == (new, "Director")
    assert (action.lead_body, action.lead_person) == (new, None)
    assert stays.lead_body == old
    assert action.history.first().effective_on == since


def test_page_of_the_thing_says_who_led_it_when(client, governance, old, new):
    client.force_login(governance)
    action = add(
        RecommendationFactory(accepted=True, lead_body=old),
        ref="ONE-1",
        title="Hear everybody",
        lead_body=old,
        lead_post="Clerk",
        due_on=today(),
        opened_on=date(2024, 3, 1),
        by=governance,
    )
    handover.transfer([], [action], to=new, on=date(2025, 4, 1), reason="Moved.", by=governance)

    page = client.get(action.get_absolute_url()).content.decode()

    assert "Who led it when" in page
    assert "Old board, Clerk: 1 March 2024 to 31 March 2025" in page
    assert "New board, Clerk: since 1 April 2025" in page


def test_who_never_changed_is_not_said_twice(client, governance, old):
    client.force_login(governance)

    page = client.get(ActionFactory(lead_body=old).get_absolute_url()).content.decode()

    assert "Who led it when" not in page


def test_work_of_one_post_is_found_by_it(client, governance, old):
    client.force_login(governance)
    hers = ActionFactory(lead_body=old, lead_post="Head of service")
    other = ActionFactory(lead_body=old, lead_post="Clerk")

    page = client.get("/handover/?body=old&post=head of service").content.decode()

    assert hers.ref in page
    assert f'value="{other.ref}"' not in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"on_this": []}, "Choose at least one"),
        ({"reason": ""}, "Say why it is handed over"),
        (day("on", timezone.localdate() + timedelta(days=3)), "or earlier"),
    ],
)
def test_what_is_missing_is_said_and_the_choice_is_kept(typed, words, client, governance, old, new):
    client.force_login(governance)
    one = RecommendationFactory(accepted=True, lead_body=old)

    answer = client.post("/handover/?body=old", given(new, on_this=[one.ref]) | typed)

    page = answer.content.decode()
    assert words in page
    assert (f'id="on-{one.ref}" checked' in page) is bool(typed.get("on_this", True))
    one.refresh_from_db()
    assert one.lead_body == old


def test_what_is_settled_is_not_handed_over(governance, old, new):
    closed = RecommendationFactory(closed=True, lead_body=old)
    verified = ActionFactory(verified=True, lead_body=old)

    for things in ({"recommendations": [closed], "actions": []},
                   {"recommendations": [], "actions": [verified]}):  # fmt: skip
        with pytest.raises(NotAllowed, match="stays where it is"):
            handover.transfer(**things, to=new, on=today(), reason="Moved.", by=governance)


def test_restricted_things_do_not_go_to_who_may_not_read_them(governance, old, new):
    one = RecommendationFactory(
        accepted=True, lead_body=old, restricted=True, restricted_to="|old|"
    )

    with pytest.raises(NotAllowed, match="Classify it first"):
        handover.transfer([one], [], to=new, on=today(), reason="Moved.", by=governance)


def test_a_body_that_ended_takes_nothing_over(governance, old):
    gone = BodyFactory(ended_on=date(2020, 1, 1))
    one = RecommendationFactory(accepted=True, lead_body=old)

    with pytest.raises(NotAllowed, match="ended before"):
        handover.transfer([one], [], to=gone, on=today(), reason="Moved.", by=governance)


def test_all_of_it_is_chosen_by_one_press(client, governance, old):
    client.force_login(governance)
    actions = [ActionFactory(lead_body=old) for _ in range(3)]
    refs = [one.ref for one in actions]
    refs += [one.recommendation_links.get().recommendation.ref for one in actions]

    none = client.get("/handover/?body=old")
    every = client.get("/handover/?body=old&all=1")

    assert none.context["chosen"] == []
    assert sorted(every.context["chosen"]) == sorted(refs)
    assert every.content.decode().count(" checked>") == 6


# A body that is replaced


def test_successor_takes_all_that_is_in_hand_and_history_keeps_the_old_name(
    client, governance, old, new
):
    client.force_login(governance)
    led = RecommendationFactory(accepted=True, lead_body=old)
    closed = RecommendationFactory(closed=True, lead_body=old, action=None)
    action = ActionFactory(recommendation=led, lead_body=old)
    awaiting = RecommendationFactory(awaiting=True)
    owed = ReferralFactory(recommendation=awaiting, body=old)
    answered = ReferralFactory(recommendation=led, body=old, answered=True)
    part = ActionContributorFactory(action=ActionFactory(in_progress=True), body=old)
    question = QuestionFactory(routed=True, body=old)
    officer = UserFactory(role=Role.BODY_OFFICER, body=old)
    on = today() - timedelta(days=5)

    shown = client.get("/bodies/old/replace/")
    answer = client.post(
        "/bodies/old/replace/",
        {
            "version": old.version,
            "successor": new.pk,
            "reason": "Working Together 2018.",
            **day("on", on),
        },
        follow=True,
    )

    assert [number for _, _, number in shown.context["counts"]] == [1, 1, 1, 1, 1]
    assert str(officer) in shown.content.decode()
    assert "5 things went over from Old board to New board" in answer.content.decode()
    for one in (old, led, closed, action, owed, answered, part, question):
        one.refresh_from_db()
    assert (old.successor, old.ended_on) == (new, on - timedelta(days=1))
    assert {led.lead_body, action.lead_body, owed.body, part.body, question.body} == {new}
    assert {closed.lead_body, answered.body} == {old}
    assert owed.due_on == owed.rule.last_day(owed.clock_starts_on)
    page = client.get(led.get_absolute_url()).content.decode()
    assert "lead body changed" in page
    assert "Old board → New board" in page


def test_successor_that_has_a_part_already_gets_no_second_one(governance, old, new):
    one = RecommendationFactory(accepted=True, lead_body=new)
    row = ContributorFactory(recommendation=one, body=old)
    both = RecommendationFactory(accepted=True)
    kept = [ContributorFactory(recommendation=both, body=body) for body in (old, new)]

    handover.replace_body(old, successor=new, on=today(), reason="Merged.", by=governance)

    assert Contributor.objects.get(pk=row.pk).body == old
    assert [Contributor.objects.get(pk=one.pk).body for one in kept] == [old, new]


def test_two_clocks_of_one_recommendation_are_settled_first(governance, old, new):
    awaiting = RecommendationFactory(awaiting=True)
    for body in (old, new):
        ReferralFactory(recommendation=awaiting, body=body)

    with pytest.raises(NotAllowed, match="Both have to answer"):
        handover.replace_body(old, successor=new, on=today(), reason="Merged.", by=governance)

    old.refresh_from_db()
    assert old.successor is None


def test_a_body_is_not_its_own_successor(governance, old):
    with pytest.raises(NotAllowed, match="its own place"):
        handover.replace_body(old, successor=old, on=today(), reason="Merged.", by=governance)


def test_old_names_of_a_body_stay_on_its_page(client, governance, old, new):
    FormerNameFactory(body=old, name="Older board", ends_on=date(2015, 1, 1))
    handover.replace_body(old, successor=new, on=today(), reason="Merged.", by=governance)
    client.force_login(governance)

    page = client.get(old.get_absolute_url()).content.decode()

    assert "Older board" in page
    assert f'href="{new.get_absolute_url()}"' in page


# Somebody who leaves


@pytest.fixture
def leaver(old):
    return UserFactory(role=Role.BODY_OFFICER, body=old, post="Head of service")


def leaving(person):
    return reverse("person_leaving", args=[person.pk])


def test_page_of_who_leaves_lists_what_is_in_their_hands(as_role, leaver, old):
    ActionFactory(lead_body=old, lead_post="head of service")
    ActionFactory(lead_body=old, lead_person=leaver)
    UpdateDraftFactory(action=ActionFactory(lead_body=old), given_to=leaver)
    QuestionFactory(asked_by=leaver)

    page = as_role(Role.ADMIN).get(leaving(leaver)).content.decode()

    assert "Actions that name them: 1" in page
    assert "Actions that name their post, Head of service: 1" in page
    assert "Drafts of updates that they were given: 1" in page
    assert "Questions that they asked, without an answer: 1" in page
    assert "Nobody else: vacant" in page


def test_who_takes_over_gets_the_work_and_the_roles_end(as_role, leaver, old):
    client = as_role(Role.ADMIN)
    heir = UserFactory(role=Role.BODY_OFFICER, body=old, post="Acting head")
    by_post = ActionFactory(lead_body=old, lead_post="Head of service")
    by_name = ActionFactory(lead_body=old, lead_person=leaver)
    elsewhere = ActionFactory(lead_post="Head of service")
    verified = ActionFactory(verified=True, lead_body=old, lead_post="Head of service")
    draft = UpdateDraftFactory(action=ActionFactory(lead_body=old), given_to=leaver)
    last = today() - timedelta(days=1)

    client.post(leaving(leaver), {"to": heir.pk, "reason": "Retires.", **day("last_day", last)})

    for one in (by_post, by_name, elsewhere, verified, draft, leaver):
        one.refresh_from_db()
    assert by_post.lead_post == "Acting head"
    assert by_name.lead_person == heir
    assert {elsewhere.lead_post, verified.lead_post} == {"Head of service"}
    assert draft.given_to == heir
    assert leaver.memberships.get().ends_on == last
    assert not leaver.is_active


def test_who_leaves_later_may_sign_in_until_then(as_role, leaver):
    client = as_role(Role.ADMIN)
    last = today() + timedelta(days=20)

    client.post(leaving(leaver), {"reason": "Moves on.", **day("last_day", last)})

    leaver.refresh_from_db()
    assert leaver.is_active
    assert leaver.memberships.get().ends_on == last


def test_nobody_takes_over_who_has_no_role_for_the_body(as_role, leaver):
    stranger = UserFactory(role=Role.BODY_OFFICER)

    answer = as_role(Role.ADMIN).post(
        leaving(leaver), {"to": stranger.pk, "reason": "Retires.", **day("last_day", today())}
    )

    assert set(answer.context["form"].errors) == {"to"}
    assert leaver.memberships.get().ends_on is None


def test_a_role_that_begins_later_is_said(as_role, leaver):
    membership = leaver.memberships.get()
    membership.starts_on = today() + timedelta(days=30)
    membership.save()

    answer = as_role(Role.ADMIN).post(
        leaving(leaver), {"reason": "Retires.", **day("last_day", today())}
    )

    assert "begins after that day" in answer.content.decode()


def test_the_last_administrator_gives_the_role_to_another_first(as_role):
    client = as_role(Role.ADMIN)
    typed = {"reason": "Retires.", **day("last_day", today())}

    refused = client.post(leaving(client.person), typed)
    assert "Give somebody that role first" in refused.content.decode()
    assert client.person.memberships.get().ends_on is None

    UserFactory(role=Role.ADMIN)
    client.post(leaving(client.person), typed)
    assert client.person.memberships.get().ends_on == today()


@pytest.mark.parametrize("page", ["/handover/?body=old", "/bodies/old/replace/"])
def test_statements_are_the_same_for_one_and_for_many(page, client, governance, old):
    client.force_login(governance)

    def statements(number):
        for _ in range(number):
            ActionFactory(lead_body=old)
            RecommendationFactory(accepted=True, lead_body=old)
            UserFactory(role=Role.BODY_OFFICER, body=old)
            BodyFactory(part_of=old)
        with CaptureQueriesContext(connection) as found:
            assert client.get(page).status_code == 200
        return len(found)

    statements(1)
    assert statements(1) == statements(4)
