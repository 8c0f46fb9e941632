"""The history of a thing: what each version changed, in words, and for whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from accounts.visibility import Visibility
from audit.models import Entry
from audit.record import Act, record
from recommendations.models import Theme
from recommendations.workflow import action as workflow
from recommendations.workflow import classification
from reporting.audit_log import history
from reporting.audit_log.reading import recorded_models
from tests import factories

pytestmark = pytest.mark.django_db


def of(thing):
    return reverse("record_history", args=[thing._meta.label_lower, thing.pk])


def changes(version):
    return {change.label: (change.old, change.new) for change in version.changes}


def test_each_change_is_told_field_by_field_with_both_times(as_role):
    auditor = as_role(Role.AUDITOR)
    police = factories.BodyFactory(short_name="SYP", police=True)
    officer = factories.UserFactory(role=Role.BODY_OFFICER, body=police, name="SYP officer")
    action = factories.ActionFactory(in_progress=True, lead_body=police)
    council = factories.BodyFactory(short_name="RMBC")
    action.lead_body = council
    action.due_on = timezone.localdate().replace(day=1, month=3, year=2030)
    long_ago = timezone.localdate() - timedelta(days=30)
    record(action, Act(by=officer, reason="Moved to the council", effective_on=long_ago))

    answer = auditor.get(reverse("action_history", args=[action.ref]))

    version = answer.context["versions"][0]
    told = changes(version)
    assert told["Lead body"] == ("SYP", "RMBC")
    assert told["Due date" if "Due date" in told else "Due on"][1] == "1 March 2030"
    entry = Entry.objects.order_by("-sequence").first()
    assert version.entry == entry
    page = answer.content.decode()
    for words in ("SYP officer", "Body officer", "Moved to the council", "Recorded late"):
        assert words in page
    assert entry.hash in page


def test_words_of_a_long_text_are_marked_not_by_colour_alone(as_role):
    recommendation = factories.RecommendationFactory(
        summary="Every agency trains all of its staff each year in recognising the signs."
    )
    recommendation.summary = recommendation.summary.replace("each year", "every two years")
    record(recommendation, Act(reason="As adopted"))

    page = as_role(Role.AUDITOR).get(reverse("recommendation_history", args=[recommendation.ref]))

    (change,) = page.context["versions"][0].changes
    assert "".join(words for kind, words in change.parts if kind != "inserted") == change.old
    assert "".join(words for kind, words in change.parts if kind != "deleted") == change.new
    assert {kind for kind, _ in change.parts} == {"kept", "deleted", "inserted"}
    words = page.content.decode()
    assert "deleted: </span>" in words
    assert "inserted: </span>" in words


def test_hostile_words_are_shown_as_words(as_role):
    theme = factories.ThemeFactory(name="<script>alert(1)</script>")
    theme.name = "<img src=x>"
    record(theme, Act(reason="<b>Because</b>"))

    page = as_role(Role.AUDITOR).get(of(theme)).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;b&gt;Because&lt;/b&gt;" in page


@pytest.mark.parametrize(
    "name",
    [
        "Recommendation", "Action", "ProgressUpdate", "Evidence", "Finding", "Review", "Motion",
        "MotionPoint", "Body", "Meeting", "Decision", "Referral", "DateChange", "ClockRule",
    ],
)  # fmt: skip
def test_every_kind_of_thing_has_a_history(name, as_role):
    thing = getattr(factories, f"{name}Factory")()

    answer = as_role(Role.MEMBER, factories.BodyFactory(committee=True)).get(of(thing))

    assert answer.status_code == 200
    assert answer.context["versions"][-1].first


def test_every_recorded_model_is_known():
    assert "recommendations.action" in recorded_models()
    assert "audit.entry" not in recorded_models()


@pytest.mark.parametrize("address", ["x.y/1", "recommendations.action/999", "audit.entry/1",
                                     "recommendations.action/99999999999999999999"])  # fmt: skip
def test_what_is_not_there_is_not_found(address, as_role):
    assert as_role(Role.AUDITOR).get(f"/audit/record/{address}/").status_code == 404


def test_people_and_files_are_for_those_who_read_the_log(as_role):
    person = factories.UserFactory()

    assert (
        as_role(Role.MEMBER, factories.BodyFactory(committee=True)).get(of(person)).status_code
        == 404
    )
    assert as_role(Role.GOVERNANCE).get(of(person)).status_code == 200


def test_what_one_may_not_read_has_no_history_and_answers_like_nonsense(as_role):
    hidden = factories.RecommendationFactory(restricted=True)
    referral = factories.ReferralFactory(recommendation=hidden, body=factories.BodyFactory())
    officer = as_role(Role.BODY_OFFICER, factories.BodyFactory())

    for address in (
        reverse("recommendation_history", args=[hidden.ref]),
        of(hidden),
        of(referral),
        reverse("recommendation_history", args=["NONSENSE"]),
    ):
        assert officer.get(address).status_code == 404
    assert as_role(Role.AUDITOR).get(of(referral)).status_code == 200


def test_nobody_reads_it_without_signing_in(client):
    action = factories.ActionFactory()

    for address in (reverse("action_history", args=[action.ref]), of(action)):
        assert client.get(address).status_code == 302


def test_old_words_keep_the_visibility_that_they_had(as_role):
    governance = factories.UserFactory(role=Role.GOVERNANCE)
    action = factories.ActionFactory(restricted=True, title="The secret title")
    action.title = "A title for everybody"
    record(action, Act(by=governance, reason="A secret reason"))
    classification.classify([action], visibility=Visibility.PUBLIC, by=governance)
    action.refresh_from_db()
    action.title = "Another title"
    record(action, Act(by=governance, reason="Clearer"))
    address = reverse("action_history", args=[action.ref])

    answer = as_role(Role.BODY_OFFICER, factories.BodyFactory()).get(address)

    newest, classified = answer.context["versions"]
    assert changes(newest)["Title"] == ("A title for everybody", "Another title")
    assert classified.after_hidden
    page = answer.content.decode()
    assert "secret" not in page
    assert "an earlier version that you may not read" in page
    assert len(as_role(Role.AUDITOR).get(address).context["versions"]) == 4


def test_what_it_referred_to_is_named_only_to_those_who_may_read_it(as_role):
    finding = factories.FindingFactory(restricted=True, ref="HIDDEN-F1")
    recommendation = factories.RecommendationFactory()
    update = factories.ProgressUpdateFactory(restricted=True)
    evidence = factories.EvidenceFactory(action=update.action, update=None)
    evidence.update = update
    record(evidence, Act())

    member = as_role(Role.MEMBER, factories.BodyFactory(committee=True))
    assert member.get(of(evidence)).status_code == 404
    assert member.get(of(finding)).status_code == 404
    assert member.get(of(recommendation)).status_code == 200


def test_an_entry_in_error_is_said_with_who_agreed(as_role):
    action = factories.ActionFactory()
    first, second = (
        factories.UserFactory(role=Role.GOVERNANCE, name=name) for name in ("Asker", "Agreer")
    )
    classification.ask_to_void(action, reason="Entered twice", by=first)
    action.refresh_from_db()
    classification.agree_to_void(action, by=second)
    address = reverse("action_history", args=[action.ref])

    answer = as_role(Role.AUDITOR).get(address)

    page = answer.content.decode()
    assert "Entered in error" in page
    assert "Agreed by Agreer" in page
    assert "asked for by Asker" in page
    assert answer.context["versions"][0].done == "Agreed that it was entered in error"
    # Its own page is no more.
    assert f'href="{action.get_absolute_url()}"' not in page
    member = as_role(Role.MEMBER, factories.BodyFactory(committee=True))
    assert member.get(address).status_code == 404


def test_what_was_deleted_keeps_its_history(as_role):
    theme = factories.ThemeFactory()
    address = of(theme)
    theme.delete()

    answer = as_role(Role.AUDITOR).get(address)

    assert answer.status_code == 200
    assert [version.deleted for version in answer.context["versions"]] == [True, False]


def test_what_belongs_to_a_thing_is_linked(as_role):
    action = factories.ActionFactory(in_progress=True)
    update = factories.ProgressUpdateFactory(action=action)
    hidden = factories.ProgressUpdateFactory(action=action, restricted=True)

    member = as_role(Role.MEMBER, factories.BodyFactory(committee=True))
    page = member.get(reverse("action_history", args=[action.ref])).content.decode()

    assert of(update) in page
    assert of(hidden) not in page


def test_a_long_history_has_pages_and_asks_no_more(as_role):
    auditor = as_role(Role.AUDITOR)
    theme = record(Theme(slug="theme", name="Name 0"), Act())
    bodies = [factories.BodyFactory() for _ in range(3)]
    recommendation = factories.RecommendationFactory()

    def change(times):
        for _ in range(times):
            recommendation.lead_body = bodies[recommendation.version % 3]
            record(recommendation, Act())

    address = reverse("recommendation_history", args=[recommendation.ref])
    change(2)
    auditor.get(address)
    with CaptureQueriesContext(connection) as few:
        auditor.get(address)
    change(history.PER_PAGE)
    with CaptureQueriesContext(connection) as many:
        page = auditor.get(address)
    last = auditor.get(address, {"page": 2})

    assert len(many) == len(few)
    assert len(page.context["versions"]) == history.PER_PAGE
    # The last of the first page is compared with the first of the next.
    assert page.context["versions"][-1].changes
    assert last.context["versions"][-1].first
    assert auditor.get(of(theme)).status_code == 200


@pytest.mark.parametrize(
    "name", ["recommendation", "action", "review", "motion", "body", "meeting"]
)
def test_its_page_links_to_the_history(name, as_role):
    thing = getattr(factories, f"{name.capitalize()}Factory")()
    reader = as_role(Role.MEMBER, factories.BodyFactory(committee=True))

    page = reader.get(thing.get_absolute_url()).content.decode()

    by_reference = {"recommendation", "action"}
    address = reverse(f"{name}_history", args=[thing.ref]) if name in by_reference else of(thing)
    assert f'href="{address}">History</a>' in page
    assert reader.get(address).status_code == 200


def test_an_update_posted_on_the_page_says_by_which_way_it_came(as_role):
    action = factories.ActionFactory(in_progress=True)
    workflow.post_update(action, done="Trained all", status="in-progress", by=None)

    version = (
        as_role(Role.AUDITOR)
        .get(reverse("action_history", args=[action.ref]))
        .context["versions"][0]
    )

    assert (version.done, version.entry.get_route_display()) == ("Posted an update", "Command")


def test_the_public_is_offered_no_history(client, settings):
    settings.PUBLIC_REGISTER = True
    action = factories.ActionFactory()

    page = client.get(action.get_absolute_url())

    assert page.status_code == 200
    assert "/history/" not in page.content.decode()
    assert client.get(reverse("action_history", args=[action.ref])).status_code == 302
    assert client.get(of(action)).status_code == 302
