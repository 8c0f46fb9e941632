"""Who gets what from every address, in one table, and with which headers. An address without a row
fails."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.roles import Role
from audit.refusal import NotAllowed
from following.models import FeedAddress, stop_token
from imports import workflow as importing
from recommendations.models import Action, ProgressUpdate
from tests import factories
from tests.headers import faults, kept

pytestmark = pytest.mark.django_db

# The officer and the first approver are of the body that leads; the others are of another one.
PEOPLE = (
    "member",
    "officer",
    "approver",
    "other officer",
    "other approver",
    "governance",
    "admin",
    "auditor",
    "no role",
    "anonymous",
)


def answers(everybody, **exceptions):
    """A status for each of `PEOPLE`; exceptions by name, with an underscore for the space."""
    row = dict.fromkeys(PEOPLE, everybody)
    row.update({name.replace("_", " "): status for name, status in exceptions.items()})
    assert set(row) == set(PEOPLE)
    return row


# A 302 for somebody who is not signed in leads to the page for signing in.
OPEN = answers(200)
SIGNED_IN = answers(200, anonymous=302)
READERS = answers(200, no_role=403, anonymous=302)
BODYS_OWN = answers(
    403, officer=200, approver=200, governance=200, other_officer=404, other_approver=404,
    anonymous=302,
)  # fmt: skip
ANSWERING = answers(403, approver=200, governance=200, other_approver=404, anonymous=302)
GOVERNANCE = answers(403, governance=200, anonymous=302)
IMPORTERS = answers(403, governance=200, admin=200, anonymous=302)
LETTER_READERS = answers(403, governance=200, auditor=200, anonymous=302)
LOG_READERS = answers(403, governance=200, admin=200, auditor=200, anonymous=302)
UPDATERS = answers(
    403, officer=200, approver=200, governance=200, other_officer=200, other_approver=200,
    anonymous=302,
)  # fmt: skip
NO_CONTRIBUTOR = answers(
    403, officer=404, approver=404, governance=404, other_officer=404, other_approver=404,
    anonymous=302,
)  # fmt: skip
OWN_UPDATES = answers(
    403, officer=200, approver=200, governance=404, other_officer=404, other_approver=404,
    anonymous=302,
)  # fmt: skip
OWN_UPDATES_LIST = {**UPDATERS, "officer": 302, "approver": 302}
# A preview is its uploader's own.
ONE_IMPORTER = answers(403, governance=200, admin=404, anonymous=302)
#: Its page, which a body's people have of their own updates too.
ONE_BRINGER = answers(
    403, governance=200, admin=404, officer=404, approver=404, other_officer=404,
    other_approver=404, anonymous=302,
)  # fmt: skip
SAFE_ONLY = answers(405)
SAFE_NOT = answers(405)
READ_ONLY = answers(405, anonymous=302)
INVITERS = answers(403, admin=200, anonymous=302)


def back_office(status):
    """Django's admin sends everybody whom it does not know to its page for signing in."""
    return answers(302, admin=status)


def importers_405(row):
    return {person: 405 if status in (200, 404) else status for person, status in row.items()}


def redirects(row):
    return {person: 302 if status == 200 else status for person, status in row.items()}


ADMIN_PAGES = {
    # By the end of the name: what GET and POST answer an administrator.
    "_changelist": (200, 200),
    "_add": (200, 200),
    "_change": (200, 200),
    "_history": (200, 200),
    # Nothing is deleted, and no earlier version is put back.
    "_delete": (403, 403),
    "_simple_history": (200, 403),
    "auth_user_password_change": (200, 200),
    # Django's old address of a change page.
    "<path:object_id>/": (302, 302),
    ":index": (200, 200),
    ":app_list": (200, 200),
    ":autocomplete": (403, 405),
    ":jsi18n": (200, 405),
    ":logout": (405, 302),
    ":password_change": (200, 200),
    ":password_change_done": (200, 405),
    ":view_on_site": (404, 404),
    "(?P<url>.*)$": (404, 404),
}

#: Address: what GET answers, what a POST without anything in it answers.
TABLE = {
    "health": (OPEN, SAFE_ONLY),
    "brand": (OPEN, SAFE_ONLY),
    "robots": (OPEN, SAFE_ONLY),
    "help": (OPEN, SAFE_ONLY),
    "privacy": (OPEN, SAFE_ONLY),
    "accessibility": (OPEN, SAFE_ONLY),
    # Nobody is named who would want to know.
    "security_txt": (answers(404), SAFE_ONLY),
    # Whoever is signed in goes on to the first page.
    "sign_in": (answers(302, anonymous=200), answers(302, anonymous=200)),
    "account_login": (answers(302, anonymous=200), answers(302, anonymous=200)),
    # The second step of signing in: for nobody who has not done the first, or has done both.
    "mfa_authenticate": (answers(302), answers(302)),
    "start_again": (SAFE_NOT, answers(302)),
    "account_reset_password": (OPEN, OPEN),
    "account_reset_password_done": (OPEN, SAFE_ONLY),
    # A link that nobody sent.
    "account_reset_password_from_key": (OPEN, OPEN),
    "account_reset_password_from_key_done": (OPEN, SAFE_ONLY),
    "account": (SIGNED_IN, READ_ONLY),
    "mfa_index": (SIGNED_IN, READ_ONLY),
    "mfa_list_webauthn": (SIGNED_IN, READ_ONLY),
    "account_change_password": (SIGNED_IN, SIGNED_IN),
    "account_reauthenticate": (SIGNED_IN, SIGNED_IN),
    # Only with a second factor, and only after saying once more who one is.
    "mfa_reauthenticate": (answers(302), answers(302)),
    "mfa_reauthenticate_webauthn": (answers(302), answers(302)),
    "second_factor_first": (answers(302), answers(405, anonymous=302)),
    "mfa_activate_totp": (answers(302), answers(302)),
    "mfa_deactivate_totp": (answers(404, anonymous=302), answers(404, anonymous=302)),
    "mfa_add_webauthn": (answers(302), answers(302)),
    "mfa_edit_webauthn": (answers(302), answers(302)),
    "mfa_remove_webauthn": (answers(302), answers(302)),
    "mfa_view_recovery_codes": (answers(404, anonymous=302), answers(405, anonymous=302)),
    "mfa_generate_recovery_codes": (answers(302), answers(302)),
    "sign_out_everywhere": (SIGNED_IN, answers(302)),
    "session_left": (OPEN, SAFE_ONLY),
    "session_stay": (answers(405, anonymous=302), SIGNED_IN),
    "invitation_list": (INVITERS, READ_ONLY),
    "invitation_new": (INVITERS, INVITERS),
    "invitation_resend": (answers(405, anonymous=302), {**INVITERS, "admin": 302}),
    "invitation_withdraw": (answers(405, anonymous=302), {**INVITERS, "admin": 302}),
    # Whoever is signed in is asked to sign out first.
    "invitation_open": (answers(302), SAFE_ONLY),
    # Without a link there is nothing to accept.
    "invitation_accept": (answers(200, anonymous=410), answers(200, anonymous=410)),
    "invitation_sign_out": (SAFE_NOT, answers(302)),
    # Says once more who one is.
    "second_factor_remove": ({**INVITERS, "admin": 302}, {**INVITERS, "admin": 302}),
    "sign_out": (answers(405), answers(302)),
    # Without a role it says so, and shows nothing of the register.
    "home": (SIGNED_IN, SIGNED_IN),
    "glossary": (READERS, READERS),
    "recommendation_list": (READERS, READERS),
    "recommendation_export": (READERS, importers_405(READERS)),
    "export_list": (READERS, importers_405(READERS)),
    "export_kind": (READERS, importers_405(READERS)),
    "recommendation_detail": (READERS, READERS),
    "recommendation_move": (ANSWERING, ANSWERING),
    "referral_respond": (ANSWERING, ANSWERING),
    "referral_withdraw": (GOVERNANCE, GOVERNANCE),
    "action_new": (BODYS_OWN, BODYS_OWN),
    "recommendation_plan": (BODYS_OWN, ANSWERING),
    "action_plan": (BODYS_OWN, BODYS_OWN),
    "action_detail": (READERS, READERS),
    "action_update": (BODYS_OWN, BODYS_OWN),
    "action_date": (BODYS_OWN, BODYS_OWN),
    # Nobody here contributes to it.
    "action_agree": (NO_CONTRIBUTOR, NO_CONTRIBUTOR),
    "action_check": (GOVERNANCE, GOVERNANCE),
    "evidence_file": (READERS, importers_405(READERS)),
    "evidence_replace": (BODYS_OWN, BODYS_OWN),
    "item_classify": (GOVERNANCE, GOVERNANCE),
    "unclassified_list": (GOVERNANCE, answers(403, governance=405, anonymous=302)),
    # Nothing is chosen, so it leads back to the list.
    "unclassified_classify": (answers(403, governance=302, anonymous=302),) * 2,
    "item_void": (GOVERNANCE, GOVERNANCE),
    "void_list": (
        answers(403, governance=200, auditor=200, anonymous=302),
        answers(403, governance=405, auditor=405, anonymous=302),
    ),
    "motion_list": (READERS, READERS),
    "motion_detail": (READERS, READERS),
    "point_classify": (GOVERNANCE, GOVERNANCE),
    "review_list": (READERS, READERS),
    "review_detail": (READERS, READERS),
    "body_list": (READERS, READERS),
    "body_detail": (READERS, READERS),
    "meeting_list": (READERS, READERS),
    "meeting_detail": (READERS, READERS),
    "meeting_decisions": (GOVERNANCE, GOVERNANCE),
    "referral_received": (ANSWERING, ANSWERING),
    "recommendation_forward": (GOVERNANCE, GOVERNANCE),
    "letter_list": (LETTER_READERS, importers_405(LETTER_READERS)),
    "letter_detail": (LETTER_READERS, importers_405(LETTER_READERS)),
    "letter_word": (LETTER_READERS, importers_405(LETTER_READERS)),
    "letter_change": (GOVERNANCE, GOVERNANCE),
    "letter_send": (GOVERNANCE, GOVERNANCE),
    "letter_discard": (GOVERNANCE, GOVERNANCE),
    "question_list": (READERS, READERS),
    # One that is answered and public.
    "question_detail": (READERS, READERS),
    "question_new": (
        answers(403, member=200, anonymous=302),
        answers(403, member=200, anonymous=302),
    ),
    "handover": (GOVERNANCE, GOVERNANCE),
    "body_replace": (GOVERNANCE, GOVERNANCE),
    "person_leaving": (INVITERS, INVITERS),
    "following_list": (READERS, READERS),
    "following_new": (READERS, READERS),
    "following_new_list": (READERS, READERS),
    "following_address": (READERS, redirects(READERS)),
    # The member’s own.
    "following_detail": (
        answers(404, member=200, no_role=403, anonymous=302),
        answers(404, member=200, no_role=403, anonymous=302),
    ),
    # By the secret in it, whoever asks.
    "following_stop": (OPEN, OPEN),
    "changes_feed": (OPEN, SAFE_ONLY),
    "dates_feed": (OPEN, SAFE_ONLY),
    "escalation_list": (LETTER_READERS, importers_405(LETTER_READERS)),
    "escalation_new": (GOVERNANCE, GOVERNANCE),
    "escalation_detail": (LETTER_READERS, LETTER_READERS),
    # One meeting wants to hear of the scene’s action; governance speaks for no body.
    "update_list": (OWN_UPDATES_LIST, OWN_UPDATES_LIST),
    "update_meeting": (UPDATERS, UPDATERS),
    "update_table": (UPDATERS, UPDATERS),
    "update_step": (OWN_UPDATES, OWN_UPDATES),
    "governance_queue": (GOVERNANCE, GOVERNANCE),
    "my_work": ({**UPDATERS, "governance": 302}, {**UPDATERS, "governance": 302}),
    "letter_template": (GOVERNANCE, GOVERNANCE),
    "letter_template_word": (LETTER_READERS, importers_405(LETTER_READERS)),
    "mail_list": (LETTER_READERS, importers_405(LETTER_READERS)),
    "mail_detail": (LETTER_READERS, importers_405(LETTER_READERS)),
    "meeting_confirm": (GOVERNANCE, GOVERNANCE),
    "import_blank": (IMPORTERS, importers_405(IMPORTERS)),
    "own_updates": (UPDATERS, UPDATERS),
    "own_updates_workbook": (UPDATERS, importers_405(UPDATERS)),
    "mapping_list": (IMPORTERS, redirects(IMPORTERS)),
    "import_list": ({**IMPORTERS, "auditor": 200}, importers_405({**IMPORTERS, "auditor": 200})),
    "import_new": (IMPORTERS, IMPORTERS),
    # An empty POST confirms.
    "import_preview": (
        # One that waits: an auditor looks at what is saved.
        {**ONE_BRINGER, "auditor": 404},
        {**ONE_BRINGER, "governance": 302},
    ),
    "import_table": (ONE_IMPORTER, ONE_IMPORTER),
    "import_columns": (ONE_IMPORTER, ONE_IMPORTER),
    # One that was never saved leads back to its page.
    "import_undo": ({**ONE_IMPORTER, "governance": 302}, {**ONE_IMPORTER, "governance": 302}),
    "import_to_mend": ({**ONE_BRINGER, "auditor": 404}, importers_405(ONE_BRINGER)),
    "audit_log": (LOG_READERS, LOG_READERS),
    "audit_log_export": (LOG_READERS, LOG_READERS),
    # An empty POST verifies.
    "audit_verify": (
        LOG_READERS,
        answers(403, governance=302, admin=302, auditor=302, anonymous=302),
    ),
    "record_history": (READERS, READERS),
    "recommendation_history": (READERS, READERS),
    "action_history": (READERS, READERS),
    # Whoever is signed in and may not enter is told so; others sign in at our own page.
    "admin:login": (
        answers(403, admin=302, anonymous=302),
        answers(403, admin=302, anonymous=302),
    ),
}


def walk(resolver, namespace="", route=""):
    """Every address with its name, or its route where it has none."""
    for pattern in resolver.url_patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from walk(pattern, namespace + inner, path)
        else:
            yield (namespace + pattern.name if pattern.name else path), path


ADDRESSES = list(walk(get_resolver()))


def row_of(name):
    if name in TABLE:
        return TABLE[name]
    endings = [end for end in ADMIN_PAGES if name.startswith("admin") and name.endswith(end)]
    if endings:
        return tuple(map(back_office, ADMIN_PAGES[max(endings, key=len)]))
    return None


def test_every_address_has_a_row_and_every_row_an_address():
    assert [path for name, path in ADDRESSES if row_of(name) is None] == []
    assert set(TABLE) - {name for name, _ in ADDRESSES} == set()


def test_public_pages_are_exactly_these():
    public = {name for name, _ in ADDRESSES if row_of(name)[0]["anonymous"] == 200}

    assert public == {
        "health",
        "brand",
        "robots",
        "help",
        "privacy",
        "accessibility",
        # What somebody needs who is not signed in yet. What it says when asked is tested there.
        "sign_in",
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "session_left",
        # Opened by a secret that their address holds.
        "following_stop",
        "changes_feed",
        "dates_feed",
    }


#: What whoever is not signed in may read where the register is published.
PUBLISHED = {
    "home", "glossary", "recommendation_list", "recommendation_export", "recommendation_detail",
    "action_detail", "motion_list", "motion_detail", "review_list", "review_detail", "body_list",
    "body_detail", "meeting_list", "meeting_detail", "export_list", "export_kind",
    "question_list", "question_detail",
}  # fmt: skip


@dataclass
class Scene:
    people: dict
    action: Action
    things: dict

    def address(self, path):
        """`path` with every gap filled from what there is."""
        for kind, thing in self.things.items():
            if path.startswith(f"admin/{kind}/"):
                path = path.replace("<path:object_id>", str(thing.pk))
                path = path.replace("<id>", str(thing.pk))
                version = thing.history.first().pk
                path = path.replace("^([^/]+)/history/([^/]+)/$", f"{thing.pk}/history/{version}/")
        for pattern, value in self._gaps().items():
            path = re.sub(pattern, str(value), path)
        assert not re.search(r"[<>^$]", path), path
        return f"/{path}"

    def _gaps(self):
        recommendation = self.action.recommendation_links.get().recommendation
        return {
            r"(?<=^recommendations/)<str:ref>": recommendation.ref,
            r"(?<=^actions/)<str:ref>": self.action.ref,
            r"(?<=^evidence/)<int:pk>": self.things["evidence"].pk,
            r"(?<=^referrals/)<int:pk>": self.things["referral"].pk,
            r"(?<=^classify/)<slug:kind>/<int:pk>": f"action/{self.action.pk}",
            r"(?<=^void/)<slug:kind>/<int:pk>": f"action/{self.action.pk}",
            r"(?<=^motions/)<str:ref>": self.things["point"].motion.ref,
            r"<int:number>": self.things["point"].number,
            r"(?<=^reviews/)<str:ref>": recommendation.review.ref,
            r"(?<=^bodies/)<slug:slug>": self.action.lead_body.slug,
            r"(?<=^meetings/)<str:ref>": self.things["bodies/meeting"].ref,
            r"(?<=^my-work/updates/)<str:ref>": self.things["wanting"].ref,
            r"<str:action>": self.things["wanted"].ref,
            r"(?<=^questions/)<int:pk>": self.things["question"].pk,
            r"(?<=^letters/templates/)<slug:kind>": "notice",
            r"(?<=^governance/escalations/new/)$": f"?action={self.things['late'].pk}",
            r"(?<=^governance/escalations/)<int:pk>": self.things["escalation"].pk,
            r"(?<=^letters/)<int:pk>": self.things["letter"].pk,
            r"(?<=^outbox/)<int:pk>": self.things["mail"].pk,
            r"(?<=^imports/)<int:pk>": self.things["batch"].pk,
            r"<str:label>/<int:pk>": f"recommendations.action/{self.action.pk}",
            r"(?<=^invitations/)<int:pk>": self.things["invitation"].pk,
            r"(?<=^people/)<int:pk>": self.people["officer"].pk,
            r"(?<=^account/passkeys/)<int:pk>": 1,
            r"<slug:kind>.<slug:written_as>": "actions.csv",
            r"(?<=^imports/blank/)<slug:kind>": "actions",
            r"<slug:kind>/<str:key>": f"recommendation/{recommendation.ref}",
            r"(?<=^following/)<int:pk>": self.things["follow"].pk,
            r"(?<=^following/stop/)<str:token>": stop_token(self.people["member"]),
            r"(?<=^following/feed/)<str:token>": self.things["feed address"].token,
            r"<str:token>": self.things["invitation"].token,
            r"<base36:uidb36>-<str:key>": "1-nonsense",
            r"<path:content_type_id>/<path:object_id>": "1/1",
            r"\^\(\?P<app_label>[^)]*\)/\$": "bodies/",
            r"\(\?P<url>\.\*\)\$": "nonsense/",
        }


def people_of(body, committee):
    make = factories.UserFactory
    return {
        "member": make(role=Role.MEMBER, body=committee),
        "officer": make(role=Role.BODY_OFFICER, body=body),
        "approver": make(role=Role.BODY_APPROVER, body=body),
        "other officer": make(role=Role.BODY_OFFICER),
        "other approver": make(role=Role.BODY_APPROVER),
        "governance": make(role=Role.GOVERNANCE),
        "admin": make(role=Role.ADMIN),
        "auditor": make(role=Role.AUDITOR),
        "no role": make(),
        "anonymous": None,
    }


@pytest.fixture
def scene():
    awaiting = factories.RecommendationFactory(awaiting=True)
    action = factories.ActionFactory(recommendation=awaiting, in_progress=True)
    people = people_of(action.lead_body, awaiting.committee)
    accepted = factories.RecommendationFactory(
        accepted=True, lead_body=action.lead_body, committee=awaiting.committee
    )
    wanted = factories.ActionFactory(
        recommendation=accepted,
        in_progress=True,
        lead_body=action.lead_body,
        last_update_on=timezone.localdate() - timedelta(days=60),
    )
    late = factories.ActionFactory(in_progress=True, overdue=True)
    batch = importing.preview(
        file_name="register.csv",
        data=b"Reference,Title,Due date\nNEW-1,A new one,1 May 2030\n",
        by=people["governance"],
    )
    things = {
        "bodies/body": action.lead_body,
        "bodies/formername": factories.FormerNameFactory(),
        "bodies/meeting": awaiting.adopted_by.meeting,
        "bodies/decision": awaiting.adopted_by,
        "accounts/user": people["officer"],
        "accounts/membership": people["officer"].memberships.get(),
        "reviews/glossaryterm": factories.GlossaryTermFactory(),
        "recommendations/theme": factories.ThemeFactory(),
        "recommendations/clockrule": factories.ClockRuleFactory(),
        "recommendations/threshold": factories.ThresholdFactory(),
        "evidence": factories.EvidenceFactory(action=action, file=True),
        "referral": awaiting.referrals.get(),
        "point": factories.MotionPointFactory(answered=True),
        "batch": batch,
        "letter": factories.LetterFactory(),
        "question": factories.QuestionFactory(
            recommendation=awaiting, answered=True, is_public=True
        ),
        "late": late,
        "wanted": wanted,
        "wanting": factories.MeetingFactory(
            body=awaiting.committee,
            held_on=timezone.localdate() + timedelta(days=16),
            updates_due_on=timezone.localdate() + timedelta(days=7),
        ),
        "escalation": factories.EscalationFactory(rung__number=4),
        "correspondence/rung": factories.RungFactory(),
        "mail": factories.MailFactory(sent=True),
        "invitation": factories.InvitationFactory(),
        "follow": factories.FollowFactory(user=people["member"], body=action.lead_body),
        "feed address": FeedAddress.objects.create(user=people["member"]),
    }
    return Scene(people, action, things)


def ask(client, method, address):
    """The answer, read to its end; whatever the request wrote is taken back, and whatever it told
    the browser to keep."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        answer = getattr(client, method)(address)
        # A file is open until it has been read.
        answer.getvalue()
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)
    return answer


def client_of(person):
    client = Client()
    if person:
        client.force_login(person)
    return client


#: The same for whoever asks, so it may be kept.
FOR_EVERYBODY = {"brand", "security_txt"}


def faults_of(name, answer):
    shown = answer.status_code == 200
    found = faults(
        answer,
        inline_styles=shown and name.startswith("admin"),
        sandboxed=shown and name == "evidence_file",
    )
    if name not in FOR_EVERYBODY and not {"private", "no-store"} <= kept(answer):
        found.append(f"kept: {kept(answer)}")
    return found


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_what_the_table_says(who, scene):
    client, wrong = client_of(scene.people[who]), []
    for name, path in ADDRESSES:
        for method, expected in zip(("get", "post"), row_of(name) or (), strict=False):
            answer = ask(client, method, scene.address(path))
            status = answer.status_code
            if status != expected[who]:
                wrong.append(f"{method} {path}: {status}, not {expected[who]}")
            wrong += [f"{method} {path} {status}: {fault}" for fault in faults_of(name, answer)]

    assert wrong == []


def test_published_register_opens_its_pages_to_everybody_and_no_other(scene, settings):
    settings.PUBLIC_REGISTER = True
    client, wrong = Client(), []
    for name, path in ADDRESSES:
        for method, expected in zip(("get", "post"), row_of(name) or (), strict=False):
            status = ask(client, method, scene.address(path)).status_code
            # A published page answers everybody as it answers those who read the register.
            if status != expected["member" if name in PUBLISHED else "anonymous"]:
                wrong.append(f"{method} {path}: {status}")

    assert wrong == []
    # With a role they read what the role reads, without one nothing, published or not.
    for who, status in (("officer", 200), ("no role", 403)):
        assert client_of(scene.people[who]).get("/recommendations/").status_code == status


@pytest.mark.parametrize("who", ["officer", "governance", "admin"])
def test_person_who_may_no_longer_sign_in_gets_nothing(who, scene):
    person = scene.people[who]
    client = Client()
    client.force_login(person)
    person.is_active = False
    person.save()

    for name in ("home", "recommendation_list", "admin:index"):
        assert client.get(reverse(name)).status_code == 302


def words(answer, ref):
    """The page without what must differ: the token of its form, and the address it was asked by."""
    page = answer.content.decode().replace(ref, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|Printed on [^<]+', "", page)


def test_things_that_do_not_exist_and_things_of_others_answer_alike(scene, client):
    client.force_login(scene.people["other officer"])
    theirs, nonsense = scene.action.ref, "NONSENSE-1"

    pages = [client.get(reverse("action_update", args=[ref])) for ref in (theirs, nonsense)]

    assert [page.status_code for page in pages] == [404, 404]
    assert words(pages[0], theirs) == words(pages[1], nonsense)


@pytest.fixture
def update():
    """What the page for an update sends."""
    return {"done": "Changed by somebody else", "status": "in-progress", "version": "1"}


@pytest.mark.parametrize("page", ["action_update", "action_date", "action_check"])
@pytest.mark.parametrize("who", ["other officer", "other approver", "member", "auditor", "admin"])
def test_another_bodys_action_is_not_changed_by_its_address(who, page, scene, client, update):
    before = Action.objects.values().get(pk=scene.action.pk)
    client.force_login(scene.people[who])
    date = timezone.localdate() + timezone.timedelta(days=90)
    everything = {
        **update,
        "new_due_on_0": date.day,
        "new_due_on_1": date.month,
        "new_due_on_2": date.year,
        "reason": "Because",
        "decision": "agree",
        "approved_by_whom": "Nobody",
    }

    answer = client.post(reverse(page, args=[scene.action.ref]), everything)

    assert answer.status_code in (403, 404)
    assert Action.objects.values().get(pk=scene.action.pk) == before
    assert not ProgressUpdate.objects.filter(action=scene.action).exists()


def test_another_bodys_action_is_not_changed_by_a_field_of_the_form(scene, client, update):
    outsider = scene.people["other officer"]
    own = factories.ActionFactory(in_progress=True, lead_body=outsider.memberships.get().body)
    before = Action.objects.values().get(pk=scene.action.pk)
    client.force_login(outsider)
    forged = {
        "action": scene.action.pk,
        "pk": scene.action.pk,
        "id": scene.action.pk,
        "ref": scene.action.ref,
        "body": scene.action.lead_body.pk,
        "lead_body": scene.action.lead_body.pk,
        "author": scene.people["governance"].pk,
        "by": scene.people["governance"].pk,
    }

    answer = client.post(reverse("action_update", args=[own.ref]), {**update, **forged})

    assert answer.status_code == 302
    assert Action.objects.values().get(pk=scene.action.pk) == before
    written = ProgressUpdate.objects.get()
    assert (written.action, written.body, written.author) == (own, own.lead_body, outsider)
    own.refresh_from_db()
    assert own.lead_body == outsider.memberships.get().body


@pytest.mark.parametrize("status", ["verified", "cancelled"])
def test_body_cannot_post_a_status_that_governance_decides(status, scene, client, update):
    client.force_login(scene.people["officer"])

    answer = client.post(
        reverse("action_update", args=[scene.action.ref]), {**update, "status": status}
    )

    assert answer.status_code == 200
    scene.action.refresh_from_db()
    assert scene.action.status == "in-progress"


@pytest.mark.parametrize(
    "who",
    ["member", "officer", "approver", "other officer", "other approver", "auditor", "no role"],
)
def test_nobody_but_importers_changes_anything_by_a_file(who, scene):
    data = f"Reference,Title\n{scene.action.ref},Another title\n".encode()

    for verb in (importing.preview, importing.save_file):
        with pytest.raises(NotAllowed):
            verb(file_name="register.csv", data=data, by=scene.people[who])

    scene.action.refresh_from_db()
    assert scene.action.title != "Another title"
