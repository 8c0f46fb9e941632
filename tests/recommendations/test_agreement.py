"""A contributing body agrees with the lead’s claim, or says that it is not so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.refusal import NotAllowed
from recommendations.lifecycle.action import Agreement
from recommendations.models import ActionContributor
from recommendations.workflow.action import report_complete, return_claim
from recommendations.workflow.contribution import agree_to_claim
from tests.factories import (
    ActionContributorFactory,
    ActionFactory,
    BodyFactory,
    EvidenceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def contributor():
    return ActionContributorFactory(
        action=ActionFactory(reported_complete=True), body=BodyFactory(short_name="The trust")
    )


@pytest.fixture
def officer(as_role, contributor):
    return as_role(Role.BODY_OFFICER, contributor.body)


def there(contributor):
    return f"/actions/{contributor.action.ref}/agree/"


def test_a_disagreement_shows_where_the_claim_is_checked(officer, contributor, client):
    assert "is it done?" in officer.get("/my-work/").text
    answer = officer.post(
        there(contributor),
        {"version": 1, "agrees": "disagrees", "words": "Nobody was asked."},
        follow=True,
    )

    assert "Says that it is not done" in answer.text
    assert "is it done?" not in officer.get("/my-work/").text
    client.force_login(UserFactory(role=Role.GOVERNANCE))
    page = client.get(f"/actions/{contributor.action.ref}/check/").text
    assert "Nobody was asked." in page


def test_who_has_not_said_yet_is_named(contributor, client):
    client.force_login(UserFactory(role=Role.GOVERNANCE))

    page = client.get(f"/actions/{contributor.action.ref}/check/").text

    assert "The trust contributes, and has not said yet whether it is done." in page


def test_what_is_missing_is_said_and_nothing_is_lost(officer, contributor):
    answer = officer.post(there(contributor), {"version": 1, "agrees": "disagrees"})

    assert answer.context["form"].errors == {"words": ["Say what is not done"]}


def test_what_was_said_of_an_earlier_claim_counts_no_more(contributor):
    before = contributor.action.status_on - timedelta(days=1)
    contributor.agrees, contributor.agreed_on = Agreement.AGREES, before
    contributor.save()
    assert ActionContributor.objects.get().agreement is None

    contributor.agreed_on = timezone.localdate()
    contributor.save()
    assert ActionContributor.objects.get().agreement == Agreement.AGREES


def test_without_a_claim_there_is_nothing_to_agree_to(contributor, as_role):
    other = ActionContributorFactory(action=ActionFactory(in_progress=True), body=contributor.body)
    officer = as_role(Role.BODY_OFFICER, contributor.body)

    assert "nothing to agree to" in officer.get(there(other)).text
    with pytest.raises(NotAllowed, match="no claim"):
        agree_to_claim(other, agrees="agrees", by=officer.person)


def test_the_lead_does_not_speak_for_a_contributor(contributor):
    lead = UserFactory(role=Role.BODY_APPROVER, body=contributor.action.lead_body)

    with pytest.raises(NotAllowed, match="body that contributes"):
        agree_to_claim(contributor, agrees="agrees", by=lead)


def test_a_new_claim_is_asked_about_anew_on_the_same_day():
    contributor = ActionContributorFactory(action=ActionFactory(in_progress=True))
    action = contributor.action
    EvidenceFactory(action=action)
    governance = UserFactory(role=Role.GOVERNANCE)
    told = {"completed_on": timezone.localdate(), "effect": "All heard.", "by": governance}
    report_complete(action, **told)
    partner = UserFactory(role=Role.BODY_OFFICER, body=contributor.body)
    agree_to_claim(contributor, agrees="disagrees", words="Not yet.", by=partner)
    return_claim(action, missing="The survey.", by=governance)

    report_complete(action, **told)

    contributor.refresh_from_db()
    assert (contributor.agrees, contributor.agreed_on, contributor.agreed_words) == ("", None, "")
    assert [row.agrees for row in contributor.history.all()] == ["", "disagrees", ""]
