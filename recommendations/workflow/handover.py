"""Handing over: what a body or a post answers for goes to another, on a day. Every version keeps
who led it until then; what is settled stays with who settled it."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.visibility import Visibility
from audit.record import Act, record, record_many_changed
from audit.refusal import NotAllowed
from audit.verb import verb
from bodies.models import Body
from recommendations.lifecycle.action import Status as ActionStatus
from recommendations.lifecycle.recommendation import ENDED
from recommendations.models import (
    Action,
    ActionContributor,
    Contributor,
    Recommendation,
    Referral,
    UpdateDraft,
)
from recommendations.workflow.permission import allow, need, not_in_future

MOVE = "recommendations.move_recommendation"
SETTLED = (ActionStatus.VERIFIED, ActionStatus.CANCELLED)


@dataclass(frozen=True)
class InHand:
    """What a body itself, without its parts, answers for and has not settled, as far as `user` may
    read it; `post` narrows it to one lead officer."""

    recommendations: object
    actions: object
    referrals: object
    contributions: object
    action_contributions: object

    @classmethod
    def of(cls, body, user, post=""):
        recommendations = Recommendation.objects.visible_to(user).exclude(status__in=ENDED)
        actions = Action.objects.visible_to(user).exclude(status__in=SETTLED)
        named = {"lead_post__iexact": post} if post else {}
        return cls(
            recommendations.filter(lead_body=body, **named).in_reference_order(),
            actions.filter(lead_body=body, **named).in_reference_order(),
            Referral.objects.unanswered().filter(
                body=body, recommendation__in=recommendations.values("pk")
            ),
            Contributor.objects.filter(body=body, recommendation__in=recommendations.values("pk")),
            ActionContributor.objects.filter(body=body, action__in=actions.values("pk")),
        )


@verb
def transfer(recommendations, actions, *, to, on, reason, by, post=""):
    """Those given are led by `to` from `on`; by its `post`, where one is named. The person whom an
    action named goes with the post. Answers how many."""
    allow(by, MOVE)
    _check_words(to, on, reason)
    locked = [
        *_locked(Recommendation, recommendations, by, ENDED),
        *_locked(Action, actions, by, SETTLED),
    ]
    need(locked, "Choose at least one recommendation or action.")
    _lead(locked, to, post, Act(by=by, reason=reason, effective_on=on))
    return len(locked)


@verb
def replace_body(body, *, successor, on, reason, by):
    """`successor` takes the place of `body` on `on`: its first day, after the other’s last. What is
    in hand goes over with its clocks; what was answered or settled keeps the old name. Answers how
    many things went over."""
    allow(by, MOVE)
    _check_words(successor, on, reason)
    body = Body.objects.select_for_update().get(pk=body.pk)
    if successor.pk == body.pk:
        raise NotAllowed("A body can’t take its own place.")
    last = on - timedelta(days=1)
    if body.founded_on and last < body.founded_on:
        raise NotAllowed(f"{body} began after that day.")
    act = Act(by=by, reason=reason, effective_on=on)
    if (body.ended_on, body.successor_id) != (last, successor.pk):
        body.ended_on, body.successor = last, successor
        record(body, act)
    hand = InHand.of(body, by)
    led = [
        *_locked(Recommendation, hand.recommendations, by, ENDED),
        *_locked(Action, hand.actions, by, SETTLED),
    ]
    _lead(led, successor, "", act)
    referrals = _answer(hand.referrals, successor, act)
    parts = [
        *_contribute(hand.contributions, "recommendation", successor, act),
        *_contribute(hand.action_contributions, "action", successor, act),
    ]
    return len(led) + len(referrals) + len(parts)


@dataclass(frozen=True)
class InPerson:
    """What names a person, whoever leads it: actions by their name or by their post at one of their
    bodies, and drafts that they were given to write."""

    by_name: object
    by_post: object
    drafts: object

    @classmethod
    def of(cls, person, body_ids):
        unsettled = Action.objects.standing().exclude(status__in=SETTLED)
        posts = unsettled.filter(lead_post__iexact=person.post, lead_body__in=body_ids)
        return cls(
            unsettled.filter(lead_person=person),
            posts if person.post else Action.objects.none(),
            UpdateDraft.objects.filter(given_to=person),
        )


@verb
def succeed(person, *, to, body_ids, by):
    """What named `person` names `to` from today. Answers how many things."""
    allow(by, "accounts.change_membership")
    hand = InPerson.of(person, body_ids)
    act = Act(by=by, reason=f"{to} takes over from {person}")
    named = list(hand.by_name.select_for_update(of=("self",)))
    for action in named:
        action.lead_person = to
    record_many_changed(named, ["lead_person"], act)
    posted = list(hand.by_post.select_for_update(of=("self",))) if to.post else []
    posted = [action for action in posted if action.lead_post != to.post]
    for action in posted:
        action.lead_post = to.post
    record_many_changed(posted, ["lead_post"], act)
    return len({one.pk for one in (*named, *posted)}) + hand.drafts.update(given_to=to)


def _check_words(to, on, reason):
    need(to, "Name the body that takes over.")
    need(on, "Give the day on which it takes over.")
    not_in_future(on, "The day of handing over")
    need(reason.strip(), "Say why it is handed over.")
    if to.ended_on and to.ended_on < on:
        raise NotAllowed(f"{to} ended before that day, so it can’t take over.")


def _locked(model, things, by, settled):
    keys = [one.pk for one in things]
    found = model.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    locked = list(found.in_reference_order())
    readable = set(model.objects.visible_to(by).filter(pk__in=keys).values_list("pk", flat=True))
    for one in locked:
        if one.pk not in readable:
            raise NotAllowed("Something of it is not yours to hand over.")
        if one.status in settled:
            raise NotAllowed(f"{one} is {one.status_word.label.lower()}: it stays where it is.")
    return locked


def _lead(things, to, post, act):
    for one in things:
        if one.visibility == Visibility.RESTRICTED and to.slug not in one.restricted_to_slugs:
            raise NotAllowed(f"{one} is restricted, and {to} may not read it. Classify it first.")
        one.lead_body, one.lead_post = to, post or one.lead_post
    actions = [one for one in things if isinstance(one, Action)]
    for one in actions:
        one.lead_person = None
    fields = ["lead_body", "lead_post"]
    record_many_changed([one for one in things if not isinstance(one, Action)], fields, act)
    record_many_changed(actions, [*fields, "lead_person"], act)


def _answer(found, successor, act):
    referrals = list(found.select_for_update(of=("self",)).select_related("recommendation"))
    owed = (
        Referral.objects.unanswered()
        .filter(body=successor)
        .values_list("recommendation", flat=True)
    )
    both = set(owed) & {one.recommendation_id for one in referrals}
    for one in referrals:
        if one.recommendation_id in both:
            raise NotAllowed(
                f"Both have to answer {one.recommendation}. Take one of the requests back first."
            )
        one.body = successor
    record_many_changed(referrals, ["body"], act)
    return referrals


def _contribute(found, to_what, successor, act):
    """Where the successor leads or contributes already, the old row stays as it was."""
    rows = list(found.select_for_update(of=("self",)).select_related(to_what))
    there = set(
        type(rows[0]).objects.filter(body=successor).values_list(f"{to_what}_id", flat=True)
        if rows
        else ()
    )
    moved = [
        row
        for row in rows
        if getattr(row, f"{to_what}_id") not in there
        and getattr(row, to_what).lead_body_id != successor.pk
    ]
    for row in moved:
        row.body = successor
    record_many_changed(moved, ["body"], act)
    return moved
