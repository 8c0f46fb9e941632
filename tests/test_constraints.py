"""The database itself refuses what must never be true, whoever writes and by whatever way."""

from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Invitation, KeptForm
from accounts.roles import Role
from audit.models import Verification
from audit.standing import Retractable
from correspondence.workflow import letter as letter_workflow
from tests import factories as f

pytestmark = pytest.mark.django_db

APPS = (
    "audit", "bodies", "accounts", "motions", "reviews", "recommendations", "correspondence",
    "following",
)  # fmt: skip
EARLY = date(2020, 1, 1)


def review_body():
    return f.reviews.ReviewBody.objects.create(
        review=f.ReviewFactory(), body=f.BodyFactory(), part="commissioned"
    )


def replacement():
    return f.EvidenceFactory(file=True, replaces=f.EvidenceFactory(file=True))


def review_stage():
    return f.reviews.ReviewStage.objects.create(review=f.ReviewFactory(), number=1, name="First")


def milestone():
    return f.reviews.Milestone.objects.create(
        review=f.ReviewFactory(), what="Published", words="spring"
    )


def membership():
    return f.UserFactory(role="body-officer").memberships.get()


def recommendation(**traits):
    return lambda: f.RecommendationFactory(**traits)


def action(**traits):
    return lambda: f.ActionFactory(**traits)


def referral(**traits):
    return lambda: f.ReferralFactory(**traits)


def date_change(**traits):
    return lambda: f.DateChangeFactory(**traits)


def invitation():
    return Invitation.objects.create(
        email="new@example.org", name="Clerk", role="member", body=f.BodyFactory()
    )


def accepted_invitation():
    made = invitation()
    made.accepted_at, made.person = timezone.now(), f.UserFactory()
    made.save()
    return made


def kept_form():
    return KeptForm.objects.create(user=f.UserFactory(), path=f"/{timezone.now()}/", fields="{}")


def verification():
    return Verification.objects.create(asked_by_label="Auditor")


#: A legal row, and what the database must refuse to make of it; a name may have several.
def sent_letter():
    return letter_workflow.send(
        f.LetterFactory(), way="other", by=f.UserFactory(role=Role.GOVERNANCE)
    )


CHECKS = [
    ("invitation_names_the_body_it_is_for", invitation, {"body": None}),
    ("invitation_does_not_end_before_it_begins", invitation, {"ends_on": EARLY}),
    (
        "invitation_is_not_both_accepted_and_withdrawn",
        accepted_invitation,
        {"withdrawn_at": timezone.now()},
    ),
    ("invitation_has_a_person_exactly_when_accepted", accepted_invitation, {"person": None}),
    ("invitation_has_a_person_exactly_when_accepted", invitation, {"accepted_at": timezone.now()}),
    ("verification_has_a_result_exactly_when_ended", verification, {"holds": True}),
    ("verification_has_a_result_exactly_when_ended", verification, {"ended_at": timezone.now()}),
    ("body_is_not_part_of_itself", f.BodyFactory, {"part_of": F("pk")}),
    ("body_does_not_succeed_itself", f.BodyFactory, {"successor": F("pk")}),
    (
        "body_does_not_end_before_it_begins",
        f.BodyFactory,
        {"founded_on": date(2020, 1, 2), "ended_on": EARLY},
    ),
    (
        "former_name_does_not_end_before_it_begins",
        f.FormerNameFactory,
        {"starts_on": date(2020, 1, 2), "ends_on": EARLY},
    ),
    (
        "escalation_is_of_one_action_or_one_referral",
        f.EscalationFactory,
        {"action": None},
    ),
    (
        "escalation_held_says_why_and_until_when",
        lambda: f.EscalationFactory(held=True),
        {"reason": ""},
    ),
    ("escalation_settled_says_what_came_of_it", f.EscalationFactory, {"status": "settled"}),
    ("question_is_answered_exactly_with_an_answer", f.QuestionFactory, {"answer": "Yes."}),
    (
        "question_that_is_routed_names_its_body",
        lambda: f.QuestionFactory(routed=True),
        {"body": None},
    ),
    ("question_closed_without_an_answer_says_why", f.QuestionFactory, {"status": "closed"}),
    (
        "question_about_a_matter_is_not_public",
        lambda: f.QuestionFactory(kind="matter"),
        {"is_public": True},
    ),
    (
        "contributor_that_disagrees_says_why",
        f.ActionContributorFactory,
        {"agrees": "disagrees"},
    ),
    ("follow_is_of_one_thing", f.FollowFactory, {"recommendation": None}),
    ("follow_is_of_one_thing", f.FollowFactory, {"query": "show=actions", "name": "All"}),
    (
        "follow_of_list_has_a_name",
        lambda: f.FollowFactory(query="show=actions", name="All"),
        {"name": ""},
    ),
    ("mail_has_a_moment_exactly_when_sent", lambda: f.MailFactory(sent=True), {"sent_at": None}),
    ("letter_is_kept_exactly_when_sent", f.LetterFactory, {"sent_on": EARLY}),
    ("letter_by_email_has_its_mail", sent_letter, {"way": "email"}),
    (
        "meeting_wants_updates_before_it_is_held",
        f.MeetingFactory,
        {"updates_due_on": date(2999, 1, 1)},
    ),
    ("decision_has_a_minute_number", f.DecisionFactory, {"minute": ""}),
    ("decision_does_not_correct_itself", f.DecisionFactory, {"corrects": F("pk")}),
    ("membership_names_the_body_it_is_for", membership, {"body": None}),
    ("membership_does_not_end_before_it_begins", membership, {"ends_on": EARLY}),
    (
        "motion_point_answer_has_a_source_and_a_classifier",
        lambda: f.MotionPointFactory(answered=True),
        {"answer_source": ""},
    ),
    (
        "motion_point_answer_has_a_source_and_a_classifier",
        lambda: f.MotionPointFactory(answered=True),
        {"classified_by_label": ""},
    ),
    ("motion_point_counts_from_one", f.MotionPointFactory, {"number": 0}),
    ("milestone_has_a_day_or_words", milestone, {"words": ""}),
    ("clock_rule_runs_for_a_while", f.ClockRuleFactory, {"length": 0}),
    ("recommendation_status_is_known", recommendation(), {"status": "finished"}),
    ("recommendation_adopted_has_a_lead_body", recommendation(adopted=True), {"lead_body": None}),
    ("recommendation_adopted_has_a_lead_body", recommendation(awaiting=True), {"lead_body": None}),
    *(
        (
            "recommendation_closed_exactly_with_decision_outcome_and_impact",
            recommendation(closed=True),
            bad,
        )
        for bad in ({"closed_by": None}, {"outcome": ""}, {"impact": ""}, {"status": "in-progress"})
    ),
    ("recommendation_stopped_says_why", recommendation(not_progressed=True), {"status_reason": ""}),
    (
        "recommendation_stopped_says_why",
        recommendation(not_taken_forward=True),
        {"status_reason": ""},
    ),
    (
        "recommendation_not_progressed_names_the_risk",
        recommendation(not_progressed=True),
        {"risk_of_not_doing": ""},
    ),
    (
        "recommendation_impact_not_assessed_says_why",
        recommendation(closed=True),
        {"impact": "not-assessed"},
    ),
    ("action_plan_standing_is_known", action(), {"plan_standing": "signed"}),
    ("action_plan_returned_is_a_proposal", action(), {"plan_note": "Say who leads."}),
    ("action_status_is_known", action(), {"status": "finished"}),
    ("action_completed_on_set_exactly_when_complete", action(), {"completed_on": EARLY}),
    (
        "action_completed_on_set_exactly_when_complete",
        action(reported_complete=True),
        {"completed_on": None},
    ),
    (
        "action_completed_on_set_exactly_when_complete",
        action(verified=True),
        {"completed_on": None},
    ),
    (
        "action_verifier_named_exactly_when_verified",
        action(verified=True),
        {"verified_by": None},
    ),
    ("action_verifier_named_exactly_when_verified", action(verified=True), {"verified_on": None}),
    (
        "action_verifier_named_exactly_when_verified",
        action(reported_complete=True),
        {"verified_on": EARLY},
    ),
    (
        "action_is_not_verified_by_its_claimant",
        action(verified=True),
        {"verified_by": F("claimed_by")},
    ),
    ("action_original_date_is_kept_with_every_date", action(), {"original_due_on": None}),
    ("action_original_date_is_kept_with_every_date", action(due_on=None), {"due_on": EARLY}),
    (
        "action_blocked_says_on_what_and_who_can_unblock",
        action(blocked=True),
        {"blocked_on_what": ""},
    ),
    (
        "action_blocked_says_on_what_and_who_can_unblock",
        action(blocked=True),
        {"unblocked_by_whom": ""},
    ),
    (
        "action_cancelled_says_why_and_who_approved",
        action(cancelled=True),
        {"cancelled_reason": ""},
    ),
    (
        "action_cancelled_says_why_and_who_approved",
        action(cancelled=True),
        {"cancelled_by_whom": ""},
    ),
    ("date_change_has_a_reason", date_change(), {"reason": ""}),
    ("date_change_changes_the_date", date_change(), {"new_due_on": F("old_due_on")}),
    (
        "date_change_settled_by_somebody_exactly_when_settled",
        date_change(),
        {"status": "agreed"},
    ),
    (
        "date_change_settled_by_somebody_exactly_when_settled",
        date_change(agreed=True),
        {"settled_by_label": ""},
    ),
    (
        "date_change_settled_by_somebody_exactly_when_settled",
        date_change(refused=True),
        {"settled_on": None},
    ),
    ("update_says_what_was_done", f.ProgressUpdateFactory, {"done": ""}),
    ("update_off_track_view_has_a_reason", f.ProgressUpdateFactory, {"view": "off-track"}),
    ("evidence_has_an_address_a_holder_or_a_file", f.EvidenceFactory, {"url": ""}),
    *(
        (
            "evidence_has_an_address_a_holder_or_a_file",
            lambda: f.EvidenceFactory(held=True),
            bad,
        )
        for bad in ({"held_by": None}, {"seen_on": None})
    ),
    *(
        (
            "evidence_has_an_address_a_holder_or_a_file",
            lambda: f.EvidenceFactory(file=True),
            bad,
        )
        for bad in (
            {"file_name": ""},
            {"content_type": ""},
            {"size": None},
            {"size": 0},
            {"sha256": ""},
            {"stored_as": ""},
        )
    ),
    *(
        ("evidence_without_a_file_says_nothing_of_one", f.EvidenceFactory, bad)
        for bad in (
            {"file_name": "minutes.pdf"},
            {"content_type": "application/pdf"},
            {"size": 1},
            {"sha256": "0" * 64},
            {"stored_as": "00/" + "0" * 32},
            {"scanned_on": EARLY},
        )
    ),
    (
        "evidence_does_not_replace_itself",
        lambda: f.EvidenceFactory(file=True),
        {"replaces": F("pk")},
    ),
    (
        "recommendation_is_not_linked_to_itself",
        f.RecommendationLinkFactory,
        {"later": F("earlier")},
    ),
    *(
        ("referral_answered_exactly_with_words_and_decision_maker", referral(accepted=True), bad)
        for bad in (
            {"response": ""},
            {"response_words": ""},
            {"decision_maker": ""},
            {"answered_on": None},
            {"status": "issued"},
        )
    ),
    ("referral_partly_accepted_says_what_is_not", referral(partly=True), {"not_accepted": ""}),
    ("referral_is_not_due_before_notice", referral(), {"due_on": EARLY}),
]


#: How to build a row, and what a second one must not share with it.
def numbered(factory):
    """Each one made has the next number."""
    numbers = iter(range(100))
    return lambda: factory(number=next(numbers))


UNIQUES = [
    *(
        (
            f"follow_of_{name}_is_one",
            lambda name=name, make=make: f.FollowFactory(**{name: make()}),
            ["user", name],
        )
        for name, make in {
            "recommendation": f.RecommendationFactory,
            "body": f.BodyFactory,
            "review": f.ReviewFactory,
            "motion": f.MotionFactory,
        }.items()
    ),
    (
        "follow_of_list_is_one",
        lambda: f.FollowFactory(query=f"show={uuid4()}", name="All"),
        ["user", "query"],
    ),
    ("kept_form_is_one_per_person_and_page", kept_form, ["user", "path"]),
    ("evidence_has_a_place_of_its_own", lambda: f.EvidenceFactory(file=True), ["stored_as"]),
    ("evidence_is_replaced_by_one_that_stands", replacement, ["replaces"]),
    ("body_reference_is_used_once", f.BodyFactory, ["slug"]),
    ("body_short_name_is_used_once", f.BodyFactory, ["short_name"]),
    ("meeting_reference_is_used_once", f.MeetingFactory, ["ref"]),
    ("motion_reference_is_used_once", f.MotionFactory, ["ref"]),
    ("motion_point_reference_is_used_once", f.MotionPointFactory, ["ref"]),
    ("review_reference_is_used_once", f.ReviewFactory, ["ref"]),
    ("theme_reference_is_used_once", f.ThemeFactory, ["slug"]),
    ("theme_name_is_used_once", f.ThemeFactory, ["name"]),
    ("former_name_ends_on_its_own_day", f.FormerNameFactory, ["body", "ends_on"]),
    ("meeting_of_a_body_is_entered_once", f.MeetingFactory, ["body", "held_on", "title"]),
    ("minute_number_is_used_once_a_meeting", f.DecisionFactory, ["meeting", "minute"]),
    ("motion_note_number_is_used_once", f.MotionNoteFactory, ["motion", "number"]),
    ("motion_point_number_is_used_once", f.MotionPointFactory, ["motion", "number"]),
    ("point_asks_a_body_once", f.PointAskedOfFactory, ["point", "body"]),
    ("body_has_a_part_in_a_review_once", review_body, ["review", "body", "part"]),
    ("review_stage_number_is_used_once", review_stage, ["review", "number"]),
    ("finding_answers_a_point_once", f.FindingPointFactory, ["finding", "point"]),
    ("finding_concerns_a_body_once", f.FindingBodyFactory, ["finding", "body"]),
    ("threshold_has_one_value_a_day", f.ThresholdFactory, ["name", "starts_on"]),
    (
        "action_serves_a_recommendation_once",
        f.ActionRecommendationFactory,
        ["action", "recommendation"],
    ),
    ("body_contributes_to_action_once", f.ActionContributorFactory, ["action", "body"]),
    ("action_waits_for_one_date_change_at_a_time", f.DateChangeFactory, ["action"]),
    ("body_contributes_to_recommendation_once", f.ContributorFactory, ["recommendation", "body"]),
    (
        "recommendation_comes_from_a_point_once",
        f.RecommendationPointFactory,
        ["recommendation", "point"],
    ),
    (
        "recommendation_rests_on_a_finding_once",
        f.RecommendationFindingFactory,
        ["recommendation", "finding"],
    ),
    (
        "recommendations_are_linked_once_a_kind",
        f.RecommendationLinkFactory,
        ["later", "earlier", "kind"],
    ),
    (
        "body_has_one_open_referral_a_recommendation",
        f.ReferralFactory,
        ["recommendation", "body"],
    ),
    (
        "person_is_reminded_once_an_occasion",
        f.ReminderFactory,
        ("to", "about", "object_id", "due_on", "occasion"),
    ),
    ("action_has_one_draft_a_meeting", f.UpdateDraftFactory, ("action", "meeting")),
    ("rung_has_a_number_of_its_own", numbered(f.RungFactory), ("about", "number")),
    (
        "action_is_on_a_rung_once_a_date",
        f.EscalationFactory,
        ("rung", "action", "late_since"),
    ),
    (
        "referral_is_on_a_rung_once_a_date",
        lambda: f.EscalationFactory(
            action=None, referral=f.ReferralFactory(), late_since=timezone.localdate()
        ),
        ("rung", "referral", "late_since"),
    ),
    ("letter_names_a_referral_once", f.LetterReferralFactory, ("letter", "referral")),
]

#: What holds for everything that is classified, and may be entered in error.
CLASSIFIED = {
    f.RecommendationFactory: "recommendation",
    f.ActionFactory: "action",
    f.ProgressUpdateFactory: "progressupdate",
    f.EvidenceFactory: "evidence",
    f.FindingFactory: "finding",
}


def of_classified(factory, name):
    return [
        (f"{name}_visibility_is_known", factory, {"visibility": "secret"}),
        *(
            (
                f"{name}_exempt_says_by_which_paragraph_and_why",
                lambda: factory(exempt=True),
                bad,
            )
            for bad in (
                {"exempt_paragraph": None},
                {"public_interest_reason": ""},
                {"classification_review_on": None},
            )
        ),
        (
            f"{name}_restricted_names_its_bodies",
            lambda: factory(restricted=True),
            {"restricted_to": ""},
        ),
        *(
            (f"{name}_is_classified_by_somebody_named", factory, bad)
            for bad in ({"classified_by_label": ""}, {"classified_on": None})
        ),
        *(
            (f"{name}_is_void_when_a_second_person_agrees", lambda: factory(void=True), bad)
            for bad in (
                {"voided_by": None},
                {"void_asked_by": None},
                {"voided_by": F("void_asked_by")},
                {"void_reason": ""},
                {"voided_on": None},
            )
        ),
    ]


for factory, name in CLASSIFIED.items():
    CHECKS += of_classified(factory, name)


@pytest.mark.parametrize(
    ("name", "legal", "bad"), CHECKS, ids=[f"{name}:{'+'.join(bad)}" for name, _, bad in CHECKS]
)
def test_database_refuses_a_row_that_must_never_be(name, legal, bad):
    row = legal()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**bad)


@pytest.mark.parametrize(("name", "build", "shared"), UNIQUES, ids=[u[0] for u in UNIQUES])
def test_database_refuses_a_second_row_of_the_same(name, build, shared):
    if name == "threshold_has_one_value_a_day":
        build = iter([f.ThresholdFactory(), f.ThresholdFactory(name="blocked_days")]).__next__
    first, second = build(), build()
    # SQLite names the columns of a unique constraint instead of the constraint.
    named = name if connection.vendor == "postgresql" else "UNIQUE"

    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        type(first)._base_manager.filter(pk=second.pk).update(
            **{field: getattr(first, field) for field in shared}
        )


def test_e_mail_address_is_one_whatever_its_case():
    f.UserFactory(email="clerk@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        f.UserFactory(email="Clerk@Example.org")


RETRACTABLE = [model for model in apps.get_models() if issubclass(model, Retractable)]


@pytest.mark.parametrize("model", RETRACTABLE)
def test_what_was_taken_back_leaves_its_name_to_the_next(model):
    names = {constraint.name for constraint in model._meta.constraints}
    rows = [row for row in UNIQUES if row[0] in names]
    assert rows

    for _, factory, shared in rows:
        gone, other = factory(), factory()
        model.everything.filter(pk=gone.pk).update(taken_back_with=1)
        for name in shared:
            setattr(other, name, getattr(gone, name))
        other.full_clean()
        other.save()
        assert set(model.objects.filter(pk__in=[gone.pk, other.pk])) == {other}


@pytest.mark.parametrize("model", RETRACTABLE)
def test_what_has_the_name_of_another_is_refused_in_words(model):
    """Also by a form, which never holds the column by which a thing is gone."""
    for constraint in model._meta.constraints:
        for _, factory, shared in [row for row in UNIQUES if row[0] == constraint.name]:
            first, other = factory(), factory()
            for name in shared:
                setattr(other, name, getattr(first, name))
            with pytest.raises(ValidationError) as refused:
                other.validate_constraints(exclude={"taken_back_with"})
            assert constraint.violation_error_message in refused.value.messages


def test_settled_changes_and_closed_clocks_leave_room_for_the_next():
    action = f.ActionFactory(in_progress=True)
    f.DateChangeFactory(action=action, agreed=True)
    f.DateChangeFactory(action=action, refused=True)
    f.DateChangeFactory(action=action)
    answered = f.ReferralFactory(rejected=True)
    f.ReferralFactory(recommendation=answered.recommendation, body=answered.body)

    assert action.date_changes.count() == 3
    assert answered.recommendation.referrals.count() == 2


def test_every_constraint_has_a_row_above():
    # The second has its test in tests/audit/test_seal.py: nothing updates an entry.
    tested = {"user_email_is_unique_whatever_its_case", "historical_row_is_sealed_once"}
    tested |= {row[0] for row in CHECKS} | {row[0] for row in UNIQUES}

    named = {
        constraint.name
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }

    assert named == tested


@pytest.mark.parametrize(
    "thing",
    [
        lambda: f.ActionFactory().recommendation_links.get().recommendation,
        lambda: f.EvidenceFactory().action,
        lambda: f.MeetingFactory().body,
        lambda: f.DecisionFactory().meeting,
        lambda: f.UserFactory(role="governance"),
    ],
    ids=["recommendation", "action", "body", "meeting", "user"],
)
def test_what_others_rest_on_cannot_be_deleted(thing):
    with pytest.raises(models.ProtectedError):
        thing().delete()


def test_no_name_of_a_constraint_is_cut_off():
    """PostgreSQL keeps 63 letters."""
    assert [
        c.name for m in apps.get_models() for c in m._meta.constraints if len(c.name) > 63
    ] == []
