"""What letters say: the facts of each referral, and the words of the e-mail."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format

from accounts.visibility import Visibility
from recommendations.lifecycle.referral import Duty

_DUTY = {
    Duty.MUST_RESPOND: "You must respond in writing, and say what action, if any, is proposed.",
    Duty.HAVE_REGARD: "You must have regard to it. An answer in writing is asked for.",
    Duty.ASKED: "You are asked to respond.",
}


def item_of(referral):
    """What a letter says about one referral. `words` are for the letter alone: they may not be
    public."""
    recommendation, decision = referral.recommendation, referral.recommendation.adopted_by
    adopted = ""
    if decision:
        meeting = decision.meeting
        held_on = date_format(meeting.held_on)
        adopted = (
            f"Adopted by {meeting.body.name_on(meeting.held_on)} on {held_on}, minute "
            f"{decision.minute}{' (draft minutes)' if decision.is_draft else ''}."
        )
    return {
        "ref": recommendation.ref,
        "title": recommendation.title,
        "words": recommendation.words_in_force,
        "adopted": adopted,
        "duty": _DUTY[Duty(referral.duty)],
        "due_on": date_format(referral.due_on),
        "arithmetic": _arithmetic(referral),
        # What nobody has confirmed is not said to others.
        "citation": referral.rule.citation if referral.rule.checked_on else "",
        "is_public": recommendation.visibility == Visibility.PUBLIC,
        "leads": recommendation.lead_body_id == referral.body_id,
    }


def _arithmetic(referral):
    if referral.received_on or referral.rule.is_as_resolved:
        return referral.arithmetic
    counted = referral.rule.arithmetic(referral.clock_starts_on, referral.due_on, "Sent")
    return f"{counted} If it reaches you later, the period counts from that day."


def subject_of(referrals):
    refs = [one.recommendation.ref for one in referrals]
    about = refs[0] if len(refs) == 1 else f"{len(refs)} recommendations"
    return f"{about}: your answer is asked for by {date_format(min(r.due_on for r in referrals))}"


def notice_words(body, referrals):
    """The words of the e-mail; what is not public is a reference and nothing more."""
    facts = {"body": body, "items": [item_of(one) for one in referrals], **around()}
    return render_to_string("correspondence/notice.txt", facts).strip() + "\n"


def around():
    """Who writes, and where an answer goes."""
    return {
        "council_name": settings.COUNCIL_NAME,
        "service_name": settings.SERVICE_NAME,
        "service_url": settings.SERVICE_URL,
        "contact": settings.CONTACT,
    }
