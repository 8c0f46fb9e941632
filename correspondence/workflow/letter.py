"""Everything people do to a letter. Nothing else changes `Letter.status`."""

import hashlib
from itertools import groupby

from accounts.people import People
from accounts.roles import Role
from accounts.visibility import Visibility
from audit.record import Act, record
from audit.refusal import NotAllowed, check
from audit.verb import verb
from correspondence.lifecycle import LETTER_NEXT, LetterStatus
from correspondence.models import Document, Letter, LetterReferral, LetterTemplate, Mail
from correspondence.word_files import as_word, check_template
from correspondence.words import notice_words, subject_of
from correspondence.workflow import mail as mails
from recommendations.files.kind import KINDS
from recommendations.files.name import clean_name
from recommendations.files.refusal import Refused
from recommendations.models import Referral
from recommendations.workflow.permission import allow, need, not_in_future

SEND = "correspondence.send_letter"


@verb
def draft_notices(referrals, *, by):
    """A letter to each body about what was referred to it. Nothing is sent."""
    allow(by, SEND)
    people = People()
    ordered = sorted(referrals, key=lambda one: (one.body.name, one.body_id))
    return [
        _draft(body, list(of_body), people, by)
        for body, of_body in groupby(ordered, key=lambda one: one.body)
    ]


def _draft(body, referrals, people, by):
    first = next(iter(people.of(body.pk, Role.BODY_APPROVER, Role.BODY_OFFICER)), None)
    act = Act(by=by, reason=f"Drafted: {len(referrals)} referred to {body}")
    letter = record(
        Letter(
            body=body,
            to_post=first.post if first else "",
            address=first.email if first else "",
            subject=subject_of(referrals),
            words=notice_words(body, referrals),
            dated_on=max(one.noticed_on for one in referrals),
        ),
        act,
    )
    for referral in referrals:
        record(LetterReferral(letter=letter, referral=referral), act)
    return letter


@verb
def change(letter, *, to_post, address, subject, words, by):
    letter = _draft_of(letter, by)
    need(subject.strip(), "Give the subject.")
    need(words.strip(), "Give the words of the e-mail.")
    letter.to_post, letter.address = to_post, address
    letter.subject, letter.words = subject, words
    return record(letter, Act(by=by, reason="Changed the draft"))


@verb
def send(letter, *, way, by, sent_on=None):
    """A person presses send. What went is kept: the words, and the Word file. By e-mail it waits
    for `deliver`, which the caller calls when this is committed."""
    letter = _draft_of(letter, by)
    check(LETTER_NEXT, letter.status_word, LetterStatus.SENT)
    way = Letter.Way(way)
    act = Act(by=by, reason=f"Sent {way.label.lower()}", effective_on=sent_on)
    not_in_future(act.day, "The day of sending")
    if way == Letter.Way.EMAIL:
        need(letter.address, "Give the e-mail address first, or send it another way.")
        letter.mail = mails.write(
            kind=Mail.Kind.LETTER,
            address=letter.address,
            subject=letter.subject,
            words=letter.words,
            to_label=letter.to_post or str(letter.body),
            act=act,
        )
    letter.document = keep(as_word(letter, referrals_of(letter)))
    letter.status, letter.way = LetterStatus.SENT, way
    letter.sent_on, letter.sent_by = act.day, by
    return record(letter, act)


def deliver(letter):
    """The e-mail of a letter that was sent. The Word file goes with it when all of it is public."""
    whole = all(one.recommendation.visibility == Visibility.PUBLIC for one in referrals_of(letter))
    attachment = (f"{letter.body.slug}-{letter.dated_on}.docx", bytes(letter.document.data))
    return mails.deliver(letter.mail, attachment=attachment if whole else None)


@verb
def discard(letter, *, reason, by):
    letter = _draft_of(letter, by)
    check(LETTER_NEXT, letter.status_word, LetterStatus.DISCARDED)
    need(reason.strip(), "Say why it is not sent.")
    letter.status = LetterStatus.DISCARDED
    return record(letter, Act(by=by, reason=reason))


@verb
def give_template(kind, *, file_name, data, by):
    """Letters of this kind are written with this Word file from now on."""
    allow(by, SEND)
    try:
        name = clean_name(file_name, KINDS["docx"])
        check_template(kind, data)
    except Refused as refusal:
        raise NotAllowed(str(refusal)) from None
    template = LetterTemplate(kind=kind, file_name=name, document=keep(data))
    return record(template, Act(by=by, reason=f"Gave the template {name}"))


def referrals_of(letter):
    found = Referral.objects.filter(letters__letter=letter)
    return list(
        found.select_related("body", "rule", "recommendation__adopted_by__meeting__body").order_by(
            "recommendation__sort_key", "pk"
        )
    )


def keep(data):
    return Document.objects.get_or_create(
        sha256=hashlib.sha256(data).hexdigest(), defaults={"data": data}
    )[0]


def _draft_of(letter, by):
    allow(by, SEND)
    letter = Letter.objects.select_for_update(of=("self",)).select_related("body").get(pk=letter.pk)
    if not letter.is_draft:
        raise NotAllowed(f"This letter is {letter.status_word.label.lower()} already.")
    return letter
