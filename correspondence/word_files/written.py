"""A letter as a Word file."""

from django.utils.formats import date_format

from correspondence.models import LetterTemplate
from correspondence.word_files.template import current_template, rendered
from correspondence.words import around, item_of


def notice(letter, referrals):
    """The letter as it would be, or is, sent: every word of what is referred, public or not."""
    _, template = current_template(LetterTemplate.Kind.NOTICE)
    facts = {
        **around(),
        "dated_on": date_format(letter.dated_on),
        "to_post": letter.to_post,
        "body_name": letter.body.name_on(letter.dated_on),
        "subject": letter.subject,
        "items": [item_of(referral) for referral in referrals],
    }
    return rendered(template, facts)
