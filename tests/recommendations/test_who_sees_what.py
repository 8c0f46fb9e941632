"""What each reader finds of things that are not public, and what nobody else finds of them: not by
list, filter, sort, search, count, page, history or export."""

import re
from dataclasses import dataclass

import pytest
from django.db.models import CharField, TextField, URLField
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from accounts.visibility import Classified
from audit.record import Act, record
from audit.refusal import NotAllowed
from recommendations import models
from recommendations.forms.plan import next_ref
from recommendations.resources import ActionResource, FlatResource
from recommendations.workflow import action as action_workflow
from recommendations.workflow import date_change, referral
from recommendations.workflow import recommendation as workflow
from recommendations.workflow.classification import classify
from reviews.models import Finding
from tests.crawl import body_of
from tests.factories import (
    ActionFactory,
    ActionRecommendationFactory,
    BodyFactory,
    DateChangeFactory,
    EvidenceFactory,
    FindingBodyFactory,
    FindingFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    RecommendationFindingFactory,
    RecommendationLinkFactory,
    ReferralFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST, EXPORT = "/recommendations/", "/recommendations/export/"

#: Kind of hidden thing: what makes it so.
KINDS = {
    "exempt": {"exempt": True},
    "restricted": {"restricted": True},
    "unclassified": {"not_classified": True},
    "void": {"void": True},
}

#: Reader: role, whether it is for the body or committee concerned, the kinds that they read.
READERS = {
    "member of the committee": (Role.MEMBER, True, {"exempt", "unclassified"}),
    "another member": (Role.MEMBER, False, set()),
    "officer of the body": (Role.BODY_OFFICER, True, {"exempt", "restricted", "unclassified"}),
    "approver of the body": (Role.BODY_APPROVER, True, {"exempt", "restricted", "unclassified"}),
    "another body's officer": (Role.BODY_OFFICER, False, set()),
    "governance": (Role.GOVERNANCE, False, {"exempt", "restricted", "unclassified"}),
    "administrator": (Role.ADMIN, False, {"unclassified"}),
    "auditor": (Role.AUDITOR, False, {"exempt", "restricted", "unclassified"}),
}


@dataclass
class Register:
    """Two recommendations that everybody reads, one of them without work in hand, and their
    actions."""

    body: object
    committee: object
    open: object
    idle: object


@pytest.fixture
def register():
    body, committee = BodyFactory(police=True), BodyFactory(committee=True)
    opened = RecommendationFactory(ref="OPEN-R1", accepted=True, committee=committee)
    idle = RecommendationFactory(ref="OPEN-R2", adopted=True, committee=committee)
    action = ActionFactory(ref="OPEN-R1.1", recommendation=opened, in_progress=True)
    ProgressUpdateFactory(action=action)
    EvidenceFactory(action=action)
    ActionFactory(ref="OPEN-R2.1", recommendation=idle)
    return Register(body, committee, opened, idle)


def words(model, token):
    """`token` in every column of text that says nothing of readers."""
    spared = {"ref", "sort_key", "author_label", "lead_basis"}
    # Evidence that is a link says nothing of a file.
    spared |= {"file_name", "content_type", "sha256", "stored_as"}
    spared |= {field.name for field in Classified._meta.fields}
    said = {}
    for field in model._meta.concrete_fields:
        free = isinstance(field, (CharField, TextField)) and not field.choices
        if free and field.name not in spared:
            said[field.name] = token
            if isinstance(field, URLField):
                said[field.name] = f"https://{token}.example.org/"
    return said


def token(kind, model):
    return f"zebra-{kind}-{model._meta.model_name}"


def hide(kind, register):
    """A recommendation of `kind` with all that belongs to it, tied to what is open in every way
    that there is; what is said of each thing is its token."""
    made = dict(KINDS[kind])
    if kind == "restricted":
        made["restricted_to"] = f"|{register.body.slug}|"

    def say(model):
        return {**words(model, token(kind, model)), **made}

    late = timezone.localdate() - timezone.timedelta(days=40)
    recommendation = RecommendationFactory(
        ref=f"{kind.upper()}-R1",
        status="in-progress",
        committee=register.committee,
        lead_body=register.body,
        theme=ThemeFactory(name=f"zebra-{kind}-theme"),
        **say(models.Recommendation),
    )
    action = ActionFactory(
        ref=f"{kind.upper()}-R1.1",
        recommendation=recommendation,
        status="in-progress",
        # Else there could be no note on its plan.
        proposed=True,
        due_on=late,
        **say(models.Action),
    )
    ReferralFactory(
        recommendation=recommendation,
        answered=True,
        noticed_on=late,
        **words(models.Referral, token(kind, models.Referral)),
    )
    DateChangeFactory(
        action=action, agreed=True, **words(models.DateChange, token(kind, models.DateChange))
    )
    finding = FindingFactory(ref=f"{kind.upper()}-F1", **say(Finding))
    FindingBodyFactory(finding=finding, body=register.body)
    RecommendationFindingFactory(recommendation=recommendation, finding=finding)
    open_action = models.Action.objects.get(ref="OPEN-R1.1")
    idle_action = models.Action.objects.get(ref="OPEN-R2.1")
    for one in (action, open_action):
        ProgressUpdateFactory(action=one, body=register.body, **say(models.ProgressUpdate))
        EvidenceFactory(action=one, **say(models.Evidence))
    RecommendationFindingFactory(recommendation=register.open, finding=finding)
    RecommendationLinkFactory(later=register.open, earlier=recommendation)
    ActionRecommendationFactory(action=action, recommendation=register.open)
    ActionRecommendationFactory(action=idle_action, recommendation=recommendation)


def sign_in(client, reader, register):
    role, concerned, _ = READERS[reader]
    body = None
    if concerned:
        body = register.committee if role == Role.MEMBER else register.body
    client.force_login(UserFactory(role=role, body=body))


#: Every list of the register that a reader might ask.
LISTS = [
    "?per=100",
    "?show=actions&per=100",
    *(f"?sort={sort}" for sort in ("ref", "-next", "rating", "updated")),
    *(f"?show=actions&sort={sort}" for sort in ("next", "rating", "-updated")),
    "?flag=overdue",
    "?flag=no-reply",
    "?flag=plan-overdue",
    "?show=actions&flag=overdue",
    "?rating=red",
    "?rating=grey",
    "?show=actions&rating=grey",
    "?due_to_day=1&due_to_month=1&due_to_year=2100",
    "?words=zebra",
    "?show=actions&words=zebra",
    "?words=R1.1",
]
PAGES = [
    "/recommendations/OPEN-R1/?all=1",
    "/recommendations/OPEN-R2/?all=1",
    "/actions/OPEN-R1.1/?all=1",
    "/actions/OPEN-R2.1/?all=1",
]
HIDDEN = [
    address
    for kind in KINDS
    for address in (f"/recommendations/{kind.upper()}-R1/", f"/actions/{kind.upper()}-R1.1/")
]


def seen(client, address):
    """Status and content of a page, without what differs from one look to the next."""
    response = client.get(address)
    text = body_of(response).decode()
    changing = r'name="csrfmiddlewaretoken" value="[^"]+"|Printed on [^<]+'
    return response.status_code, re.sub(changing, "", text)


def all_seen(client):
    addresses = [
        *(LIST + query for query in LISTS),
        EXPORT,
        f"{EXPORT}?show=actions",
        *PAGES,
        *HIDDEN,
    ]
    return {address: seen(client, address) for address in addresses}


@pytest.mark.parametrize("reader", READERS)
def test_what_a_reader_may_not_see_is_as_if_it_did_not_exist(client, register, reader):
    """And all that they may see they find, beside it."""
    sign_in(client, reader, register)
    before = all_seen(client)
    for kind in KINDS.keys() - READERS[reader][2]:
        hide(kind, register)

    after = all_seen(client)

    differing = {
        address: set(after[address][1].splitlines()) ^ set(before[address][1].splitlines())
        for address in before
        if before[address] != after[address]
    }
    assert differing == {}
    if READERS[reader][2]:
        finds_what_they_may_see_and_nothing_else(client, register, reader)


def finds_what_they_may_see_and_nothing_else(client, register, reader):
    for kind in READERS[reader][2]:
        hide(kind, register)

    texts = [text for address, (_, text) in all_seen(client).items() if "words=" not in address]
    for kind in READERS[reader][2]:
        for page in (f"/recommendations/{kind.upper()}-R1/", f"/actions/{kind.upper()}-R1.1/"):
            texts.append(seen(client, f"{page}?all=1")[1])

    told = set(re.findall(r"zebra-\w+-\w+", " ".join(texts)))
    every = (
        models.Recommendation,
        models.Action,
        models.ProgressUpdate,
        models.Evidence,
        models.DateChange,
        models.Referral,
        Finding,
    )
    expected = {token(kind, model) for kind in READERS[reader][2] for model in every}
    assert told == expected | {f"zebra-{kind}-theme" for kind in READERS[reader][2]}


@pytest.mark.parametrize("reader", READERS)
def test_lists_pages_and_counts_by_reader_and_kind(client, register, reader):
    for kind in KINDS:
        hide(kind, register)
    sign_in(client, reader, register)
    read = READERS[reader][2]

    recommendations = client.get(LIST).context["register"].page
    actions = client.get(LIST, {"show": "actions"}).context["register"].page

    assert recommendations.paginator.count == 2 + len(read)
    assert actions.paginator.count == 2 + len(read)
    for kind in KINDS:
        ref = f"{kind.upper()}-R1"
        found = 200 if kind in read else 404
        assert client.get(f"/recommendations/{ref}/").status_code == found
        assert client.get(f"/actions/{ref}.1/").status_code == found
        named = client.get(LIST, {"words": ref})
        assert named.status_code == (302 if kind in read else 200)


@pytest.mark.parametrize("reader", ["another member", "officer of the body", "governance"])
def test_exports_hold_what_their_reader_sees_of_what_belongs_to_a_line(register, client, reader):
    for kind in KINDS:
        hide(kind, register)
    role, concerned, read = READERS[reader]
    user = UserFactory(role=role, body=register.body if concerned else None)

    rows = [
        *ActionResource().export(models.Action.objects.visible_to(user)).dict,
        *FlatResource().export(models.Recommendation.objects.visible_to(user)).dict,
    ]

    told = {found.split("-")[1] for found in re.findall(r"zebra-\w+", str(rows))}
    assert told == read
    refs = " ".join(str(row) for row in rows)
    assert [kind for kind in KINDS if f"{kind.upper()}-R1" in refs] == [
        k for k in KINDS if k in read
    ]


def test_pages_say_who_may_read_what_is_not_public(client, register):
    for kind in ("exempt", "restricted", "unclassified"):
        hide(kind, register)
    sign_in(client, "governance", register)

    page = client.get("/recommendations/EXEMPT-R1/").content.decode()
    rows = client.get(LIST).content.decode()

    assert page.count("Exempt: paragraph 7, to be looked at again on") >= 4
    assert "Who may read it" in page
    assert "Schedule 12A, paragraph 7: preventing, investigating or prosecuting crime" in page
    assert str(register.body) in client.get("/recommendations/RESTRICTED-R1/").content.decode()
    for word in ("Exempt", "Restricted", "Not classified yet"):
        assert len(re.findall(rf'app-tag--\w+">[^<]*<span[^>]*>[^<]*</span> {word}<', rows)) == 1


def test_public_things_have_no_tag_of_readers(client, register):
    sign_in(client, "governance", register)

    for address in (LIST, *PAGES):
        text = client.get(address).content.decode()
        assert "Who may read it</dt>" not in text
        assert not re.search(r"</span> (Public|Exempt|Restricted|Not classified yet)<", text)


@pytest.fixture
def once_exempt(register):
    """A recommendation and its action that were exempt while much was said of them, and are public
    now, with other words."""
    governance = UserFactory(role=Role.GOVERNANCE)
    approver = UserFactory(role=Role.BODY_APPROVER, body=register.body)
    recommendation = RecommendationFactory(
        ref="ONCE-R1", title="zebra old title", awaiting=True, lead_body=register.body, exempt=True
    )
    action = ActionFactory(
        ref="ONCE-R1.1", title="zebra old action", recommendation=recommendation, exempt=True,
        lead_body=register.body,
    )  # fmt: skip
    other = ReferralFactory(recommendation=recommendation, body=BodyFactory())
    referral.withdraw(other, reason="zebra need not answer", by=governance)
    change = date_change.ask(
        action,
        new_due_on=action.due_on + timezone.timedelta(days=90),
        reason="zebra is not put on the page of what is public",
        by=approver,
    )
    date_change.refuse(change, note="zebra stays", by=governance)
    for thing in (recommendation, action):
        thing.refresh_from_db()
        thing.title = "Said to everybody"
        record(thing, Act(by=governance, reason="zebra reason"))
        classify([thing], visibility="public", by=governance)
    thing.refresh_from_db()
    thing.title = "Said to everybody again"
    record(thing, Act(by=governance))
    return recommendation


def test_words_of_a_time_when_it_was_not_public_stay_hidden(client, register, once_exempt):
    sign_in(client, "another member", register)

    page = client.get("/recommendations/ONCE-R1/", {"all": "1"})
    titles = [event.title for event in page.context["events"]]

    assert "zebra" not in page.content.decode()
    assert "ONCE-R1 first shown as awaiting response" in titles
    assert "ONCE-R1.1 first shown as not started" in titles
    assert "ONCE-R1.1: title changed" in titles
    assert not [title for title in titles if "entered" in title or "→" in title]


def test_words_of_a_time_when_it_was_not_public_are_kept_for_who_could_read_them(
    client, register, once_exempt
):
    sign_in(client, "governance", register)

    page = client.get("/recommendations/ONCE-R1/", {"all": "1"})
    titles = [event.title for event in page.context["events"]]

    text = page.content.decode()
    for said in ("zebra old title", "zebra old action", "zebra need not answer", "zebra stays"):
        assert said in text
    assert "ONCE-R1: Exempt → Public" in titles
    assert "ONCE-R1 entered as awaiting response" in titles


def test_an_update_is_told_once_whoever_classified_it(client, register):
    action = models.Action.objects.get(ref="OPEN-R1.1")
    officer = UserFactory(role=Role.BODY_OFFICER, body=action.lead_body, name="Who wrote it")
    update = action_workflow.post_update(action, done="The third team is trained.", by=officer)
    classify([update], visibility="public", by=UserFactory(role=Role.GOVERNANCE))

    for reader in ("another member", "governance"):
        sign_in(client, reader, register)
        events = client.get("/actions/OPEN-R1.1/", {"all": "1"}).context["events"]
        told = [event for event in events if event.words == "The third team is trained."]
        assert [event.by for event in told] == ["Who wrote it"]


def test_why_a_body_is_off_track_is_read_by_who_reads_the_update(client, register):
    action = models.Action.objects.get(ref="OPEN-R1.1")
    officer = UserFactory(role=Role.BODY_OFFICER, body=action.lead_body)
    action_workflow.post_update(
        action, done="Waiting.", view="off-track", view_reason="zebra nobody", by=officer
    )

    sign_in(client, "another member", register)
    stranger = client.get("/actions/OPEN-R1.1/").content.decode()
    sign_in(client, "governance", register)
    governance = client.get("/actions/OPEN-R1.1/").content.decode()

    assert "Off track" in stranger
    assert "zebra" not in stranger
    assert governance.count("zebra nobody") == 2


def test_that_words_are_on_record_is_said_without_them(client, register):
    action = ActionFactory(recommendation=register.open, reported_complete=True)
    models.Evidence.objects.filter(action=action).first()
    hidden = ActionFactory(ref="OPEN-R1.9", recommendation=register.open, in_progress=True)
    ProgressUpdateFactory(action=hidden, exempt=True)
    EvidenceFactory(action=hidden, exempt=True)
    sign_in(client, "another member", register)

    page = client.get("/actions/OPEN-R1.9/").content.decode()

    assert "There is evidence on record. It is not published." in page
    assert "The words are not published." in page
    assert "No update yet" not in page


def test_the_actions_that_stop_a_claim_are_named_as_far_as_one_may_see_them(register):
    approver = UserFactory(role=Role.BODY_APPROVER, body=register.body)
    recommendation = RecommendationFactory(ref="OPEN-R5", in_progress=True, lead_body=register.body)
    planned = recommendation.action_links.get().action
    elsewhere = {"recommendation": recommendation, "lead_body": BodyFactory()}
    ActionFactory(ref="ZEBRA-1", exempt=True, **elsewhere)
    ActionFactory(ref="ZEBRA-2", restricted=True, **elsewhere)
    ActionFactory(ref="ZEBRA-3", void=True, **elsewhere)

    with pytest.raises(NotAllowed) as refusal:
        workflow.report_complete(recommendation, effect="None missed", by=approver)

    assert str(refusal.value) == (
        f"These actions are still open: {planned.ref} and 2 that you may not see."
    )


def test_planning_names_no_action_that_one_may_not_see(client, register):
    recommendation = RecommendationFactory(ref="OPEN-R5", accepted=True, lead_body=register.body)
    ActionFactory(
        ref="OPEN-R5.1",
        title="Zebra",
        recommendation=recommendation,
        restricted=True,
        lead_body=BodyFactory(),
    )
    sign_in(client, "officer of the body", register)
    today = timezone.localdate()
    address = reverse("action_new", args=["OPEN-R5"])

    response = client.post(address, {
        "title": "Zebra",
        "lead_body": register.body.pk,
        "due_on_day": today.day, "due_on_month": today.month, "due_on_year": today.year,
        "opened_on_day": today.day, "opened_on_month": today.month, "opened_on_year": today.year,
    })  # fmt: skip

    assert response.status_code == 302
    assert response.url == "/actions/OPEN-R5.2/"
    assert next_ref(recommendation) == "OPEN-R5.3"


def test_a_reference_is_used_once_whoever_may_read_it(register):
    governance = UserFactory(role=Role.GOVERNANCE)

    with pytest.raises(NotAllowed, match="That reference is used already"):
        action_workflow.add(
            register.open,
            ref="OPEN-R1.1",
            title="Another",
            opened_on=timezone.localdate(),
            by=governance,
        )


def test_what_changed_meanwhile_shows_no_older_words_than_one_might_read(client, register):
    governance = UserFactory(role=Role.GOVERNANCE)
    action = ActionFactory(
        title="zebra", recommendation=register.open, in_progress=True, lead_body=register.body,
        restricted=True,
    )  # fmt: skip
    action.title = "Said to the body"
    record(action, Act(by=governance))
    classify([action], visibility="public", by=governance)
    sign_in(client, "officer of the body", register)

    page = client.post(reverse("action_update", args=[action.ref]), {"version": "0"})

    assert page.status_code == 200
    assert "zebra" not in page.content.decode()
