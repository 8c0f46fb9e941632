"""Words that some may not read, in every field of every kind of thing, looked for on every page by
everybody. A word is `zq`, how open the thing is, which kind it is and which field it stands in."""

import logging
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import get_resolver

from accounts.roles import PERMISSIONS, Role
from accounts.visibility import Visibility
from audit.record import Act, record
from recommendations.models import Action, Evidence, ProgressUpdate, Recommendation, Referral
from recommendations.workflow.classification import agree_to_void, ask_to_void, classify
from reviews.models import Finding
from tests import factories as f
from tests.crawl import body_of, crawl
from tests.test_permissions import walk

pytestmark = pytest.mark.django_db

CANARY = re.compile(r"zq(public|exempt|restricted|once|draft|nested|void|gone)[a-z]+")
AT_MOST = 3_000

#: Who may read what; nobody else may, and whoever may is to find it. What was entered in error
#: stands in the history for those who read the log: `void` was public, `gone` exempt.
CONCERNED = {"exempt", "draft", "nested"}
NAMED = CONCERNED | {"restricted", "once"}
READ = {
    "member": CONCERNED,
    "member elsewhere": set(),
    "officer": NAMED,
    "approver": NAMED,
    "other officer": set(),
    "other approver": set(),
    "governance": NAMED | {"void", "gone"},
    "admin": {"draft", "void"},
    "auditor": NAMED | {"void", "gone"},
    "no role": set(),
    "anonymous": set(),
    "public": set(),
}
ENTERED_IN_ERROR = {"void", "gone"}
#: These read nothing of the register at all.
WITHOUT = {"no role", "anonymous"}
#: These walk where approvers of the same body walk, who may do all that they may, and more.
LIKE_APPROVERS = {"officer", "other officer"}

#: Fields that hold no words of anybody, or that decide who may read.
NOT_WORDS = {
    "sort_key", "restricted_to", "classified_by_label", "sha256", "content_type", "stored_as",
    "file_name",
}  # fmt: skip


def worded(thing, openness, kind):
    """`thing`, not saved, with a word in every text field that people may fill in freely."""
    for field in thing._meta.concrete_fields:
        free = isinstance(field, models.CharField | models.TextField) and not field.choices
        if not free or field.name in NOT_WORDS or field.name.startswith(("void", "public_inter")):
            continue
        word = f"zq{openness}{kind}{field.name.replace('_', '')}"
        if isinstance(field, models.URLField):
            word = f"https://example.org/{word}"
        setattr(thing, field.attname, word[: field.max_length or None])
    return thing


class Scene:
    """A committee, the body that leads everything, another body, and a public frame of one review,
    recommendation and action, to which things of every openness are added."""

    def __init__(self):
        self.council = f.BodyFactory(short_name="Council")
        self.committee, self.elsewhere = f.MeetingFactory().body, f.MeetingFactory().body
        self.lead, self.other = f.BodyFactory(short_name="Lead"), f.BodyFactory(short_name="Other")
        self.decision = f.DecisionFactory(meeting__body=self.committee)
        self.people = self._people()
        self.review = f.ReviewFactory()
        self.frame = self._recommendation("public", Visibility.PUBLIC)
        # Updated today: that it was is a fact of the action, whoever may read what was said.
        self.action = f.ActionFactory(
            recommendation=self.frame, lead_body=self.lead, in_progress=True, proposed=True
        )
        record(worded(self.action, "public", "action"), Act(label="Register"))
        f.EvidenceFactory(action=self.action)
        self.things = []

    def _people(self):
        def of(role, body=None):
            return f.UserFactory(role=role, body=body)

        return {
            "member": of(Role.MEMBER, self.committee),
            "member elsewhere": of(Role.MEMBER, self.elsewhere),
            "officer": of(Role.BODY_OFFICER, self.lead),
            "approver": of(Role.BODY_APPROVER, self.lead),
            "other officer": of(Role.BODY_OFFICER, self.other),
            "other approver": of(Role.BODY_APPROVER, self.other),
            "governance": of(Role.GOVERNANCE),
            "admin": of(Role.ADMIN),
            "auditor": of(Role.AUDITOR),
            "no role": f.UserFactory(),
            "anonymous": None,
            "public": None,
        }

    def _recommendation(self, openness, visibility, **traits):
        made = f.RecommendationFactory(
            accepted=True,
            review=self.review,
            adopted_by=self.decision,
            committee=self.committee,
            lead_body=self.lead,
            **traits,
        )
        referral = made.referrals.get()
        record(worded(made, openness, "recommendation"), Act(label="Register"))
        record(worded(referral, openness, "referral"), Act(label="Register"))
        return made

    def add_hidden(self, and_once_hidden=True):
        """Each kind of thing in each openness."""
        once = {"once": self._restricted()} if and_once_hidden else {}
        for openness, traits in {
            "exempt": {"exempt": True},
            "restricted": self._restricted(),
            **once,
            "draft": {"not_classified": True},
            "void": {},
            "gone": {"exempt": True},
        }.items():
            self.things += [(openness, thing) for thing in self._of_each_kind(openness, traits)]
        self._publish_what_was_restricted_once()
        self._void()
        self._nest()

    def _restricted(self):
        return {"restricted": True, "restricted_to": f"|{self.lead.slug}|"}

    def _of_each_kind(self, openness, traits):
        reason = Act(label="Register", reason=f"zq{openness}reasonofachange")
        recommendation = self._recommendation(openness, "", **traits)
        f.RecommendationLinkFactory(
            later=recommendation, earlier=self.frame, note=f"zq{openness}linknote"
        )
        # Proposed, else there could be no note on its plan.
        action = f.ActionFactory(
            recommendation=self.frame, lead_body=self.lead, proposed=True, **traits
        )
        change = f.DateChangeFactory(action=action)
        update = f.ProgressUpdateFactory(action=self.action, body=self.lead, **traits)
        evidence = f.EvidenceFactory(action=self.action, **traits)
        finding = f.FindingFactory(review=self.review, **traits)
        f.FindingBodyFactory(finding=finding, body=self.lead)
        f.RecommendationFindingFactory(recommendation=self.frame, finding=finding)
        record(worded(change, openness, "datechange"), reason)
        made = [recommendation, action, update, evidence, finding]
        for thing in made:
            record(worded(thing, openness, type(thing).__name__.lower()), reason)
        return made

    def _publish_what_was_restricted_once(self):
        governance = self.people["governance"]
        for thing in [thing for openness, thing in self.things if openness == "once"]:
            plain = type(thing).objects.get(pk=thing.pk)
            for field in plain._meta.concrete_fields:
                value = getattr(plain, field.attname)
                if isinstance(value, str) and "zqonce" in value:
                    setattr(plain, field.attname, value.replace("zqonce", "plain"))
            record(plain, Act(label="Register", reason="Made fit to publish"))
            classify([plain], visibility="public", by=governance)
            if isinstance(plain, Recommendation | Action):
                self._clean_what_belongs_to(plain)

    def _clean_what_belongs_to(self, thing):
        """What is said beside a thing is read with the thing, so it is made fit as well."""
        beside = (
            [*thing.referrals.all(), *thing.links_back.all()]
            if isinstance(thing, Recommendation)
            else list(thing.date_changes.all())
        )
        for one in beside:
            for field in one._meta.concrete_fields:
                value = getattr(one, field.attname)
                if isinstance(value, str) and "zqonce" in value:
                    setattr(one, field.attname, value.replace("zqonce", "plain"))
            record(one, Act(label="Register"))

    def _void(self):
        for openness, thing in self.things:
            if openness in ENTERED_IN_ERROR:
                reason = f"zq{openness}reasontovoid"
                ask_to_void(thing, reason=reason, by=self.people["governance"])
                agree_to_void(thing, by=f.UserFactory(role=Role.GOVERNANCE))

    def _nest(self):
        """Public things that belong to an exempt one."""
        exempt = {type(thing): thing for openness, thing in self.things if openness == "exempt"}
        reason = Act(label="Register")
        action = f.ActionFactory(
            recommendation=exempt[Recommendation], lead_body=self.lead, proposed=True
        )
        update = f.ProgressUpdateFactory(action=exempt[Action], body=self.lead)
        evidence = f.EvidenceFactory(action=self.action, update=exempt[ProgressUpdate])
        for thing in (action, update, evidence):
            record(worded(thing, "nested", type(thing).__name__.lower()), reason)
            self.things.append(("nested", thing))

    def addresses(self):
        """Every address of the service, with the references and numbers of what is hidden."""
        of = {
            "recommendations": self._all(Recommendation, "ref"),
            "actions": self._all(Action, "ref"),
            "reviews": [self.review.ref],
            "evidence": self._all(Evidence, "pk"),
            "referrals": list(Referral.objects.values_list("pk", flat=True)),
        }
        for _, path in walk(get_resolver()):
            for value in of.get(path.partition("/")[0], ()):
                yield re.sub(r"<(str|int):(ref|pk)>", str(value), path)
            yield path

    def _all(self, model, name):
        return [getattr(thing, name) for _, thing in self.things if isinstance(thing, model)]

    def starts(self):
        known = {f"/{path}" for path in self.addresses() if not re.search(r"[<>^$\\]", path)}
        known = {path for path in known if not path.startswith("/admin/")}
        kinds = {Recommendation, Action, ProgressUpdate, Evidence, Finding}
        known |= {
            f"/audit/record/{model._meta.label_lower}/{thing.pk}/"
            for _, thing in self.things
            for model in kinds
            if isinstance(thing, model)
        }
        return sorted(known | {"/admin/"})


def words_in(text):
    return {match.group() for match in CANARY.finditer(text.lower())}


def opennesses(words):
    return {CANARY.match(word).group(1) for word in words}


@pytest.fixture
def scene():
    return Scene()


def visit(who, scene, settings):
    settings.PUBLIC_REGISTER = who == "public"
    client = Client()
    if scene.people[who]:
        client.force_login(scene.people[who])
    return client


def test_officers_may_do_nothing_that_approvers_may_not():
    assert PERMISSIONS[Role.BODY_OFFICER] < PERMISSIONS[Role.BODY_APPROVER]


@pytest.mark.parametrize("who", [name for name in READ if name not in LIKE_APPROVERS])
def test_everybody_finds_what_they_may_read_and_nothing_else(who, scene, settings, caplog):
    caplog.set_level(logging.DEBUG)
    scene.add_hidden()
    client = visit(who, scene, settings)
    found, where, pages = set(), {}, 0

    for address, _, text in crawl(client, scene.starts(), at_most=AT_MOST):
        pages += 1
        # An address that was asked for may stand on the page that says it leads nowhere.
        words = words_in(text) - words_in(address)
        found |= words
        for word in words:
            where.setdefault(word, address)

    print(f"{who}: {pages} pages")  # noqa: T201
    allowed = READ[who] | (set() if who in WITHOUT else {"public"})
    leaked = {word: where[word] for word in found if opennesses({word}) - allowed}
    assert leaked == {}
    assert words_to_find(scene, READ[who]) - found == set()
    assert not [line for line in caplog.messages if words_in(line) - words_in_refs(line)]


def words_in_refs(line):
    """References stand in addresses, which a log may name."""
    return {word for word in words_in(line) if word.endswith("ref")}


def words_to_find(scene, allowed):
    """The words of the things themselves that a reader of `allowed` is to come across."""
    return {
        word
        for openness, thing in scene.things
        if openness in allowed and openness not in {"once", *ENTERED_IN_ERROR}
        for field in ("title", "summary", "done", "published_words")
        if (word := getattr(thing, field, ""))
    }


KINDS = (
    "flat", "recommendations", "actions", "updates", "motions", "motion-points", "reviews",
    "findings", "bodies", "meetings",
)  # fmt: skip


@pytest.mark.parametrize("who", [name for name in READ if name not in WITHOUT | {"public"}])
def test_export_writes_what_its_reader_may_read(who, scene):
    scene.add_hidden()
    written = StringIO()

    for kind in KINDS:
        call_command(
            "export_register", "-", kind=kind, format="csv", stdout=written,
            **{"for": scene.people[who].email},
        )  # fmt: skip

    assert opennesses(words_in(written.getvalue())) <= READ[who] | {"public"}


@pytest.mark.parametrize(
    "who",
    [name for name, read in READ.items() if not read and name not in WITHOUT | LIKE_APPROVERS],
)
def test_pages_of_those_who_may_not_read_it_stay_as_they_were(who, scene, settings):
    client = visit(who, scene, settings)
    before = {
        address: comparable(text)
        for address, status, text in crawl(client, ["/", "/recommendations/"], at_most=AT_MOST)
        if status == 200
    }
    scene.add_hidden(and_once_hidden=False)

    for address, text in before.items():
        if address.endswith("/history/"):
            # That an update was taken back is a fact of the action too.
            continue
        assert comparable(_text(client.get(address))) == text, address


def _text(answer):
    return body_of(answer).decode(errors="replace")


def comparable(text):
    """Without the tokens of forms, the minute of printing, and what the answer's headers say."""
    text = re.sub(r"\b\d\d:\d\d\b", "", text)
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r"\{'[A-Z][A-Za-z-]+':.*$", "", text, flags=re.S)


def test_what_is_not_yours_and_what_is_not_there_answer_alike(scene, settings):
    scene.add_hidden()
    client = visit("other officer", scene, settings)

    for _, thing in scene.things:
        ref = getattr(thing, "ref", "")
        if not ref or "once" in ref:
            continue
        for path in ("recommendations", "actions"):
            theirs, nonsense = (client.get(f"/{path}/{r}/") for r in (ref, "zzq-nonsense"))
            assert (theirs.status_code, nonsense.status_code) == (404, 404)
            assert _same(theirs, ref) == _same(nonsense, "zzq-nonsense")


def _same(answer, ref):
    return comparable(_text(answer)).replace(ref, "")
