"""Questions, escalations, letters and e-mails that wait for governance."""

from django.urls import reverse
from django.utils.formats import date_format

from correspondence.ladder import Ladder
from correspondence.models import Letter, Mail, Question
from reporting.home.queue.line import MOST, Queue
from reporting.home.rows import Row, days, first_of, question_row


def of_questions(user):
    everything = Question.objects.visible_to(user).select_related("recommendation", "body")
    found, total = first_of(everything.to_route().oldest_first(), MOST)
    rows = [question_row(one, f"Asked on {date_format(one.asked_on)}") for one in found]
    return [Queue("questions", "Members’ questions to pass on", rows, total,
                  reverse("question_list"))]  # fmt: skip


def of_letters(user, on):
    """What has come to a rung of the ladder, drafts that nobody has sent, and e-mails that a mail
    server refused."""
    late = Ladder(user, on).due()
    drafts = Letter.objects.drafts().select_related("body")
    letters, letters_total = first_of(drafts.order_by("dated_on", "pk"), MOST)
    mails, mails_total = first_of(Mail.objects.refused().order_by("-pk"), MOST)
    return [
        Queue(
            "escalations",
            "Escalations due",
            [
                Row(
                    ref=one.ref,
                    title=one.named.title,
                    why=f"{days(one.days)} late. Rung {one.rung.number}: {one.rung.who_hears}",
                    url=f"{reverse('escalation_new')}?{one.key}",
                    body=str(one.body),
                )
                for one in late[:MOST]
            ],
            len(late),
            reverse("escalation_list"),
        ),
        Queue(
            "letters",
            "Letters to send",
            [
                Row(
                    ref=letter.body.short_name,
                    title=letter.subject,
                    why=f"Drafted, dated {date_format(letter.dated_on)}",
                    url=letter.get_absolute_url(),
                    word=letter.status_word,
                )
                for letter in letters
            ],
            letters_total,
            reverse("letter_list"),
        ),
        Queue(
            "refused",
            "E-mails that were refused",
            [
                Row(
                    ref=mail.to_label,
                    title=mail.subject,
                    why=f"{mail.address}: {mail.fault}",
                    url=reverse("mail_detail", args=[mail.pk]),
                    word=mail.status_word,
                )
                for mail in mails
            ],
            mails_total,
            f"{reverse('mail_list')}?status=refused",
        ),
    ]
