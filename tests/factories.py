"""Records for tests. Traits are named as statuses, and every record built is a legal one.

Days are counted from today, so that a record built without dates is current: not overdue, not
stale, not blocked too long. A test about dates gives its own.

    ActionFactory(lead_body=police, overdue=True)
    ActionFactory(recommendation=recommendation, reported_complete=True, due_on=date(2026, 3, 31))
    RecommendationFactory(awaiting=True, lead_body=police)
    UserFactory(role=Role.BODY_OFFICER, body=police)
"""

from datetime import timedelta
from hashlib import sha256

import factory
from django.utils import timezone
from factory import (
    LazyAttribute,
    LazyFunction,
    RelatedFactory,
    SelfAttribute,
    Sequence,
    SubFactory,
    Trait,
)
from factory.django import DjangoModelFactory

from accounts import models as accounts
from accounts.roles import ROLES_OF_A_BODY, Role
from accounts.visibility import Visibility
from bodies import models as bodies
from correspondence import models as correspondence
from correspondence.lifecycle import EscalationStatus, MailStatus, QuestionStatus
from following import models as following
from motions import models as motions
from motions.lifecycle import Answer
from recommendations import models as recommendations
from recommendations.clock import Unit
from recommendations.files import store
from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle import date_change as date_change_lifecycle
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from recommendations.lifecycle import referral as referral_lifecycle
from recommendations.lifecycle.plan import Standing
from recommendations.lifecycle.recommendation import Impact, Outcome
from recommendations.lifecycle.referral import Duty, Response
from recommendations.lifecycle.resolution import Resolved
from reviews import models as reviews

PASSWORD = "open the register please"


def days_ago(days):
    return LazyFunction(lambda: timezone.localdate() - timedelta(days=days))


def in_days(days):
    return days_ago(-days)


class ClassifiedFactory(DjangoModelFactory):
    """Public, unless `exempt`, `restricted` (name the bodies in `restricted_to`), `not_classified`,
    or `void`: entered in error."""

    class Meta:
        abstract = True

    class Params:
        exempt = Trait(
            visibility=Visibility.EXEMPT,
            exempt_paragraph=7,
            public_interest_reason="Publishing it would warn those who are being looked into.",
            classification_review_on=in_days(365),
        )
        restricted = Trait(visibility=Visibility.RESTRICTED, restricted_to="|nobody|")
        not_classified = Trait(visibility="", classified_by_label="", classified_on=None)
        void = Trait(
            void_reason="It was entered twice.",
            void_asked_by=SubFactory("tests.factories.UserFactory", role=Role.GOVERNANCE),
            void_asked_on=days_ago(0),
            voided_by=SubFactory("tests.factories.UserFactory", role=Role.GOVERNANCE),
            voided_on=days_ago(0),
        )

    visibility = Visibility.PUBLIC
    classified_by_label = "Governance officer"
    classified_on = days_ago(0)


class BodyFactory(DjangoModelFactory):
    """A council service unless a trait says otherwise."""

    class Meta:
        model = bodies.Body

    class Params:
        council = Trait(kind=bodies.Body.Kind.LOCAL_AUTHORITY, name=Sequence("Council {}".format))
        police = Trait(kind=bodies.Body.Kind.POLICE, name=Sequence("Police force {}".format))
        partnership = Trait(
            kind=bodies.Body.Kind.PARTNERSHIP, name=Sequence("Safeguarding partnership {}".format)
        )
        health = Trait(kind=bodies.Body.Kind.HEALTH, name=Sequence("Health trust {}".format))
        committee = Trait(
            kind=bodies.Body.Kind.COMMITTEE, name=Sequence("Scrutiny committee {}".format)
        )
        ended = Trait(founded_on=days_ago(3000), ended_on=days_ago(300))

    slug = Sequence("body-{}".format)
    short_name = Sequence("Body {}".format)
    name = Sequence("Council service {}".format)
    kind = bodies.Body.Kind.SERVICE


class FormerNameFactory(DjangoModelFactory):
    class Meta:
        model = bodies.FormerName

    body = SubFactory(BodyFactory)
    name = Sequence("Former name {}".format)
    ends_on = days_ago(1000)


class MeetingFactory(DjangoModelFactory):
    """Held twenty days ago; `coming` is in twenty days."""

    class Meta:
        model = bodies.Meeting

    class Params:
        coming = Trait(held_on=in_days(20))

    ref = Sequence("MEETING-{}".format)
    body = SubFactory(BodyFactory, committee=True)
    held_on = days_ago(20)
    title = Sequence("Meeting {}".format)


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = bodies.Decision

    meeting = SubFactory(MeetingFactory)
    minute = Sequence("{}".format)
    words = "Resolved as recommended."


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Membership

    user = SubFactory("tests.factories.UserFactory")
    body = SubFactory(BodyFactory)
    role = Role.BODY_OFFICER
    starts_on = days_ago(365)


class UserFactory(DjangoModelFactory):
    """Signs in with `PASSWORD`. `role` gives one current membership, `body` says for which body; a
    role that is held for a body gets a new one when none is given."""

    class Meta:
        model = accounts.User

    email = Sequence("officer{}@example.org".format)
    name = Sequence("Officer {}".format)
    password = factory.django.Password(PASSWORD)

    @classmethod
    def _create(cls, model_class, *args, role=None, body=None, **fields):
        user = super()._create(model_class, *args, **fields)
        if role:
            if body is None and role in ROLES_OF_A_BODY:
                body = BodyFactory(committee=role == Role.MEMBER)
            MembershipFactory(user=user, role=role, body=body)
        return user


class InvitationFactory(DjangoModelFactory):
    """Sent today, for a new body, and waiting."""

    class Meta:
        model = accounts.Invitation

    class Params:
        withdrawn = Trait(withdrawn_at=LazyFunction(timezone.now))

    email = Sequence("invited{}@example.org".format)
    name = Sequence("Invited {}".format)
    role = Role.BODY_OFFICER
    body = SubFactory(BodyFactory)
    starts_on = days_ago(0)
    invited_by_label = "Administrator"


class MotionFactory(DjangoModelFactory):
    class Meta:
        model = motions.Motion

    ref = Sequence("MOTION-{}".format)
    title = Sequence("Motion {}".format)
    meeting = SubFactory(MeetingFactory)


class MotionNoteFactory(DjangoModelFactory):
    class Meta:
        model = motions.MotionNote

    motion = SubFactory(MotionFactory)
    number = Sequence(lambda n: n + 1)
    title = Sequence("Note {}".format)
    summary = "The council notes it."


class MotionPointFactory(DjangoModelFactory):
    """Not answered, unless a trait says otherwise."""

    class Meta:
        model = motions.MotionPoint

    class Params:
        answered = Trait(
            answer=Answer.RECOMMENDATIONS_MADE,
            answer_note="The review makes recommendations on it.",
            answer_source="The review, page 9",
            classified_by_label="Governance officer",
        )
        no_further_action = Trait(answered=True, answer=Answer.NO_FURTHER_ACTION)

    motion = SubFactory(MotionFactory)
    number = Sequence(lambda n: n + 1)
    ref = LazyAttribute(lambda point: f"{point.motion.ref}.{point.number}")
    title = Sequence("Point {}".format)
    summary = "The council asks for it."


class PointAskedOfFactory(DjangoModelFactory):
    class Meta:
        model = motions.PointAskedOf

    point = SubFactory(MotionPointFactory)
    body = SubFactory(BodyFactory)


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = reviews.Review

    ref = Sequence("REVIEW-{}".format)
    title = Sequence("Review {}".format)
    published_on = days_ago(100)


class SourceDocumentFactory(DjangoModelFactory):
    class Meta:
        model = reviews.SourceDocument

    ref = Sequence("DOCUMENT-{}".format)
    title = Sequence("Document {}".format)
    dated_on = days_ago(100)
    review = SubFactory(ReviewFactory)


class FindingFactory(ClassifiedFactory):
    class Meta:
        model = reviews.Finding

    ref = Sequence("FINDING-{}".format)
    review = SubFactory(ReviewFactory)
    kind = reviews.Finding.Kind.IMPROVEMENT
    title = Sequence("Finding {}".format)
    summary = "It could be done better."
    page = "9"


class FindingPointFactory(DjangoModelFactory):
    class Meta:
        model = reviews.FindingPoint

    finding = SubFactory(FindingFactory)
    point = SubFactory(MotionPointFactory)


class FindingBodyFactory(DjangoModelFactory):
    class Meta:
        model = reviews.FindingBody

    finding = SubFactory(FindingFactory)
    body = SubFactory(BodyFactory)


class GlossaryTermFactory(DjangoModelFactory):
    class Meta:
        model = reviews.GlossaryTerm

    term = Sequence("Term {}".format)
    meaning = "What it means."


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = recommendations.Theme

    slug = Sequence("theme-{}".format)
    name = Sequence("Theme {}".format)


class ClockRuleFactory(DjangoModelFactory):
    """Two months beginning with the day of receipt, as for an executive."""

    class Meta:
        model = recommendations.ClockRule

    name = Sequence("Rule {}".format)
    duty = Duty.MUST_RESPOND
    length = 2
    unit = Unit.MONTHS
    first_day_counted = True
    citation = "Local Government Act 2000, section 9FE"


class ThresholdFactory(DjangoModelFactory):
    class Meta:
        model = recommendations.Threshold

    name = "due_soon_days"
    value = 28
    starts_on = days_ago(365)


_R = recommendation_lifecycle.Status


class RecommendationFactory(ClassifiedFactory):
    """Suggested, unless a trait says otherwise. From *awaiting* on its lead body has a referral,
    from *in progress* on it has an action; from *reported complete* on that is settled, with
    evidence."""

    class Meta:
        model = recommendations.Recommendation
        skip_postgeneration_save = True

    class Params:
        adopted = Trait(
            status=_R.ADOPTED,
            kind=recommendation_lifecycle.Kind.FORMAL,
            adopted_by=SubFactory(DecisionFactory),
            committee=SelfAttribute("adopted_by.meeting.body"),
            lead_body=SubFactory(BodyFactory),
        )
        awaiting = Trait(
            adopted=True,
            status=_R.AWAITING_RESPONSE,
            referral=RelatedFactory(
                "tests.factories.ReferralFactory",
                "recommendation",
                body=SelfAttribute("..lead_body"),
            ),
        )
        accepted = Trait(awaiting=True, status=_R.ACCEPTED, referral__accepted=True)
        rejected = Trait(awaiting=True, status=_R.REJECTED, referral__rejected=True)
        in_progress = Trait(
            accepted=True,
            status=_R.IN_PROGRESS,
            intended_effect="Every case is found.",
            how_we_will_know="The audit of cases finds none that was missed.",
            action=RelatedFactory(
                "tests.factories.ActionFactory",
                "recommendation",
                lead_body=SelfAttribute("..lead_body"),
                in_progress=True,
            ),
        )
        reported_complete = Trait(
            in_progress=True,
            status=_R.REPORTED_COMPLETE,
            effect="The audit of cases found none that was missed.",
            claimed_by=SubFactory(
                UserFactory, role=Role.BODY_APPROVER, body=SelfAttribute("..lead_body")
            ),
            action__in_progress=False,
            action__reported_complete=True,
        )
        closed = Trait(
            reported_complete=True,
            status=_R.CLOSED,
            closed_by=SubFactory(DecisionFactory),
            outcome=Outcome.IMPLEMENTED,
            impact=Impact.SHOWN,
        )
        not_progressed = Trait(
            accepted=True,
            status=_R.NOT_PROGRESSED,
            status_reason="Another programme does it.",
            risk_of_not_doing="Cases may be missed until then.",
        )
        not_taken_forward = Trait(
            status=_R.NOT_TAKEN_FORWARD, status_reason="Done already, says the committee."
        )
        superseded = Trait(
            status=_R.SUPERSEDED,
            status_reason="Put more widely by a later one.",
            link=RelatedFactory(
                "tests.factories.RecommendationLinkFactory", "earlier", kind="supersedes"
            ),
        )

    ref = Sequence("REVIEW-R{}".format)
    title = Sequence("Recommendation {}".format)
    review = SubFactory(ReviewFactory)
    number = Sequence("{}".format)
    page = "9"
    published_words = "The partners should do it."
    status = _R.SUGGESTED
    status_on = days_ago(10)


class ResolutionFactory(DjangoModelFactory):
    """That a meeting agreed a recommendation, unless a trait says otherwise."""

    class Meta:
        model = recommendations.Resolution

    class Params:
        deferred = Trait(outcome=Resolved.DEFERRED, note="The evidence is not complete.")

    recommendation = SubFactory(RecommendationFactory)
    decision = SubFactory(DecisionFactory)
    outcome = Resolved.AGREED


class ContributorFactory(DjangoModelFactory):
    class Meta:
        model = recommendations.Contributor

    recommendation = SubFactory(RecommendationFactory, adopted=True)
    body = SubFactory(BodyFactory)


class RecommendationPointFactory(DjangoModelFactory):
    class Meta:
        model = recommendations.RecommendationPoint

    recommendation = SubFactory(RecommendationFactory)
    point = SubFactory(MotionPointFactory, answered=True)


class RecommendationFindingFactory(DjangoModelFactory):
    class Meta:
        model = recommendations.RecommendationFinding

    recommendation = SubFactory(RecommendationFactory)
    finding = SubFactory(FindingFactory)


class RecommendationLinkFactory(DjangoModelFactory):
    class Meta:
        model = recommendations.RecommendationLink

    later = SubFactory(RecommendationFactory)
    earlier = SubFactory(RecommendationFactory)
    kind = "repeats"


class ReferralFactory(DjangoModelFactory):
    """Issued ten days ago to the lead body, and not answered yet."""

    class Meta:
        model = recommendations.Referral

    class Params:
        answered = Trait(
            status=referral_lifecycle.Status.ANSWERED,
            response=Response.ACCEPTED,
            answered_on=SelfAttribute("noticed_on"),
            response_words="We accept it.",
            decision_maker="Chief executive",
        )
        accepted = Trait(answered=True)
        partly = Trait(
            answered=True,
            response=Response.PARTLY,
            not_accepted="The date, since the staff have to be found first.",
        )
        rejected = Trait(answered=True, response=Response.REJECTED)
        withdrawn = Trait(status=referral_lifecycle.Status.WITHDRAWN)
        overdue = Trait(noticed_on=days_ago(100), received_on=days_ago(100))

    recommendation = SubFactory(RecommendationFactory, adopted=True, status=_R.AWAITING_RESPONSE)
    body = SelfAttribute("recommendation.lead_body")
    rule = SubFactory(ClockRuleFactory)
    duty = SelfAttribute("rule.duty")
    noticed_on = days_ago(10)
    received_on = SelfAttribute("noticed_on")
    due_on = LazyAttribute(
        lambda referral: referral.rule.last_day(
            max(referral.noticed_on, referral.received_on or referral.noticed_on)
        )
    )


_A = action_lifecycle.Status


class ActionFactory(ClassifiedFactory):
    """Not started, due in sixty days, of an accepted recommendation, and led by the body that
    leads the recommendation."""

    class Meta:
        model = recommendations.Action
        skip_postgeneration_save = True

    class Params:
        proposed = Trait(plan_standing=Standing.PROPOSED)
        approved = Trait(plan_standing=Standing.APPROVED)
        in_progress = Trait(status=_A.IN_PROGRESS, last_update_on=days_ago(0))
        blocked = Trait(
            status=_A.BLOCKED,
            last_update_on=days_ago(0),
            blocked_on_what="The shared system is not bought yet.",
            unblocked_by_whom="Head of information technology",
        )
        claimed = Trait(
            last_update_on=days_ago(0),
            completed_on=days_ago(10),
            effect="The audit of cases found none that was missed.",
            claimed_by=SubFactory(
                UserFactory, role=Role.BODY_OFFICER, body=SelfAttribute("..lead_body")
            ),
            proof=RelatedFactory("tests.factories.EvidenceFactory", "action"),
        )
        reported_complete = Trait(claimed=True, status=_A.REPORTED_COMPLETE)
        verified = Trait(
            claimed=True,
            status=_A.VERIFIED,
            verified_on=days_ago(5),
            verified_by=SubFactory(UserFactory, role=Role.GOVERNANCE),
        )
        cancelled = Trait(
            status=_A.CANCELLED,
            cancelled_reason="Another action does it.",
            cancelled_by_whom="Head of service",
        )
        overdue = Trait(due_on=days_ago(7))

    ref = Sequence("REVIEW-R1.{}".format)
    title = Sequence("Action {}".format)
    lead_body = SubFactory(BodyFactory)
    recommendation = SubFactory(
        RecommendationFactory, accepted=True, lead_body=SelfAttribute("..lead_body")
    )
    opened_on = days_ago(10)
    due_on = in_days(60)
    original_due_on = SelfAttribute("due_on")
    status = _A.NOT_STARTED
    status_on = SelfAttribute("opened_on")

    @classmethod
    def _generate(cls, strategy, params):
        recommendation = params.get("recommendation")
        if recommendation and recommendation.lead_body:
            params.setdefault("lead_body", recommendation.lead_body)
        return super()._generate(strategy, params)

    @classmethod
    def _create(cls, model_class, *args, recommendation=None, **fields):
        action = super()._create(model_class, *args, **fields)
        if recommendation:
            ActionRecommendationFactory(action=action, recommendation=recommendation)
        return action


class ActionRecommendationFactory(DjangoModelFactory):
    class Meta:
        model = recommendations.ActionRecommendation

    action = SubFactory(ActionFactory)
    recommendation = SubFactory(RecommendationFactory, accepted=True)


class ActionContributorFactory(DjangoModelFactory):
    class Meta:
        model = recommendations.ActionContributor

    action = SubFactory(ActionFactory)
    body = SubFactory(BodyFactory)


class ProgressUpdateFactory(ClassifiedFactory):
    class Meta:
        model = recommendations.ProgressUpdate

    action = SubFactory(ActionFactory, in_progress=True)
    body = SelfAttribute("action.lead_body")
    author_label = "Officer of the body"
    effective_on = days_ago(0)
    done = "The procedure is written."
    status_before = SelfAttribute("action.status")
    status_after = SelfAttribute("action.status")


class EvidenceFactory(ClassifiedFactory):
    """A link; `held` is a note of who holds it and who has seen it; `file` is a text file in the
    store, with `content` in it."""

    class Meta:
        model = recommendations.Evidence

    class Params:
        content = b"What the forum said."
        file = Trait(
            kind=recommendations.Evidence.Kind.FILE,
            url="",
            file_name="minutes.txt",
            content_type="text/plain",
            size=LazyAttribute(lambda given: len(given.content)),
            sha256=LazyAttribute(lambda given: sha256(given.content).hexdigest()),
            stored_as=LazyAttribute(lambda given: store.write([given.content])[0]),
        )
        held = Trait(
            kind=recommendations.Evidence.Kind.HELD,
            url="",
            held_by=SubFactory(BodyFactory, police=True),
            seen_by="Head of safeguarding",
            seen_on=days_ago(5),
        )

    action = SubFactory(ActionFactory, in_progress=True)
    kind = recommendations.Evidence.Kind.LINK
    title = "The procedure"
    url = "https://example.org/procedure"
    given_on = days_ago(0)


class DateChangeFactory(DjangoModelFactory):
    """Asked for, and not settled yet."""

    class Meta:
        model = recommendations.DateChange

    class Params:
        settled = Trait(settled_by_label="Governance officer", settled_on=SelfAttribute("asked_on"))
        agreed = Trait(settled=True, status=date_change_lifecycle.Status.AGREED)
        refused = Trait(settled=True, status=date_change_lifecycle.Status.REFUSED)

    action = SubFactory(ActionFactory, in_progress=True)
    old_due_on = SelfAttribute("action.due_on")
    new_due_on = in_days(120)
    reason = "The staff have to be found first."
    status = date_change_lifecycle.Status.ASKED
    asked_by_label = "Officer of the body"
    asked_on = days_ago(3)


class LetterReferralFactory(DjangoModelFactory):
    class Meta:
        model = correspondence.LetterReferral

    referral = SubFactory(ReferralFactory)
    letter = SubFactory("tests.factories.LetterFactory", about=None)


class LetterFactory(DjangoModelFactory):
    """A draft about one referral, which `about__referral` names."""

    class Meta:
        model = correspondence.Letter
        skip_postgeneration_save = True

    body = SubFactory(BodyFactory)
    subject = Sequence("Your answer is asked for, {}".format)
    words = "Please answer."
    dated_on = days_ago(0)
    about = RelatedFactory(
        LetterReferralFactory,
        factory_related_name="letter",
        referral__body=SelfAttribute("..letter.body"),
    )


class MailFactory(DjangoModelFactory):
    class Meta:
        model = correspondence.Mail

    class Params:
        sent = Trait(status=MailStatus.SENT, sent_at=LazyFunction(timezone.now), tries=1)

    kind = correspondence.Mail.Kind.LETTER
    to_label = "Chief officer"
    address = "chief@example.org"
    subject = Sequence("Subject {}".format)
    words = "Please answer."
    written_on = days_ago(0)


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = correspondence.Reminder

    mail = SubFactory(MailFactory, kind=correspondence.Mail.Kind.REMINDER)
    to = SubFactory("tests.factories.UserFactory")
    about = correspondence.Reminder.About.ACTION
    object_id = Sequence(int)
    ref = Sequence("R{}".format)
    due_on = days_ago(0)
    occasion = -1


class RungFactory(DjangoModelFactory):
    """Of what is late by a day or more."""

    class Meta:
        model = correspondence.Rung
        django_get_or_create = ("about", "number")

    about = correspondence.Rung.About.ACTION
    number = 3
    after = 1
    who_hears = "The chief officer"


class EscalationFactory(DjangoModelFactory):
    """Raised, without a letter."""

    class Meta:
        model = correspondence.Escalation

    class Params:
        held = Trait(
            status=EscalationStatus.HELD, reason="They told us why.", held_until=in_days(10)
        )

    rung = SubFactory(RungFactory)
    action = SubFactory(ActionFactory, in_progress=True, overdue=True)
    late_since = SelfAttribute("action.due_on")
    status = EscalationStatus.RAISED
    opened_on = days_ago(0)


class UpdateDraftFactory(DjangoModelFactory):
    class Meta:
        model = recommendations.UpdateDraft

    action = SubFactory(ActionFactory, in_progress=True)
    meeting = SubFactory(MeetingFactory)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = correspondence.Question

    class Params:
        routed = Trait(
            status=QuestionStatus.ROUTED, body=SubFactory(BodyFactory), routed_on=days_ago(0)
        )
        answered = Trait(
            status=QuestionStatus.ANSWERED, answer="Forty came.", answered_on=days_ago(0)
        )

    recommendation = SubFactory(RecommendationFactory)
    words = "How many came, and has anybody used it?"
    asked_by = SubFactory("tests.factories.UserFactory", role=Role.MEMBER)
    asked_on = days_ago(3)


class FollowFactory(DjangoModelFactory):
    """Of a new recommendation, daily, from now on; `started` for one that began long ago."""

    class Meta:
        model = following.Follow

    class Params:
        started = Trait(told_up_to=0, begun_on=days_ago(60), told_on=days_ago(60))

    user = SubFactory(UserFactory, role=Role.MEMBER)
    told_up_to = LazyFunction(following.newest_entry)

    @classmethod
    def _create(cls, model_class, *args, **fields):
        if not {*following.THINGS, "query"} & fields.keys():
            fields["recommendation"] = RecommendationFactory()
        return super()._create(model_class, *args, **fields)
