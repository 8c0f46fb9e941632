"""A letter as a Word file."""

from django.utils.formats import date_format

from correspondence.models import LetterTemplate
from correspondence.word_files.template import current_template, rendered
from correspondence.words import around, item_of


def as_word(letter, referrals):
    """The letter as it would be, or is, sent. A notice has every word of what is referred, public
    or not."""
    _, template = current_template(letter.kind)
    facts = {
        **around(),
        "dated_on": date_format(letter.dated_on),
        "to_post": letter.to_post,
        "body_name": letter.body.name_on(letter.dated_on),
        "subject": letter.subject,
    }
    if letter.kind == LetterTemplate.Kind.NOTICE:
        facts["items"] = [item_of(referral) for referral in referrals]
    else:
        facts["paragraphs"] = [part for part in letter.words.splitlines() if part.strip()]
    return rendered(template, facts)
