"""Letters: changed while they are drafts, sent by a person, kept as they were sent."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from docx import Document as WordFile

from accounts.roles import Role
from audit.refusal import NotAllowed
from correspondence.lifecycle import LetterStatus, MailStatus
from correspondence.models import Letter, LetterTemplate, Mail
from correspondence.word_files import as_word, current_template
from correspondence.word_files.to_start_from import notice_template
from correspondence.workflow import letter as workflow
from tests.factories import LetterFactory, ReferralFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(role=Role.GOVERNANCE)


@pytest.fixture
def governance(as_role):
    return as_role(Role.GOVERNANCE)


def words_of(data):
    return "\n".join(paragraph.text for paragraph in WordFile(io.BytesIO(data)).paragraphs)


def test_the_word_file_says_what_is_asked_and_by_when():
    letter = LetterFactory()
    (referral,) = workflow.referrals_of(letter)

    data = as_word(letter, [referral])

    words = words_of(data)
    for said in (
        referral.recommendation.ref,
        referral.recommendation.words_in_force,
        date_format(referral.due_on),
        letter.body.name,
    ):
        assert said in words
    file = WordFile(io.BytesIO(data))
    assert [p.style.name for p in file.paragraphs if p.style.name.startswith("Heading")] == [
        "Heading 1",
        "Heading 2",
        "Heading 2",
    ]
    assert file.core_properties.language == "en-GB"
    assert b'w:val="en-GB"' in zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml")


def test_a_citation_is_given_once_somebody_has_confirmed_it():
    letter = LetterFactory(about__referral__rule__citation="Section 9 of an Act")
    (referral,) = workflow.referrals_of(letter)
    assert "Section 9" not in words_of(as_word(letter, [referral]))

    referral.rule.checked_on = timezone.localdate()
    referral.rule.save()

    assert "Section 9" in words_of(as_word(letter, workflow.referrals_of(letter)))


def test_what_looks_like_markup_in_a_recommendation_stays_text():
    letter = LetterFactory(
        about__referral__recommendation__published_words="{{ council_name }} <w:p/> & more"
    )

    data = as_word(letter, workflow.referrals_of(letter))

    assert "{{ council_name }} <w:p/> & more" in words_of(data)


def test_a_letter_by_e_mail_is_sent_and_kept(officer, postbox):
    letter = LetterFactory(address="commander@example.org")

    sent = workflow.send(letter, way="email", by=officer)
    mail = workflow.deliver(sent)

    assert (sent.status, sent.sent_by, mail.status) == (
        LetterStatus.SENT,
        officer,
        MailStatus.SENT,
    )
    assert postbox.to == ["commander@example.org"]
    (message,) = postbox.took
    assert message["Subject"] == letter.subject
    assert letter.words.strip() in message.get_body().get_content().replace("\r\n", "\n")
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == bytes(sent.document.data)


def test_the_word_file_of_what_is_not_public_is_not_mailed(officer, postbox):
    letter = LetterFactory(
        address="commander@example.org", about__referral__recommendation__exempt=True
    )

    workflow.deliver(workflow.send(letter, way="email", by=officer))

    assert list(postbox.took[0].iter_attachments()) == []


def test_a_refused_address_is_said_and_not_tried_again(officer, postbox):
    letter = LetterFactory(address="refused@example.org")

    mail = workflow.deliver(workflow.send(letter, way="email", by=officer))

    assert (mail.status, mail.fault) == (MailStatus.REFUSED, "550 No such mailbox")
    assert not Mail.objects.unsent().exists()


def test_a_server_that_is_away_leaves_the_letter_waiting(officer, no_mail_server):
    letter = LetterFactory(address="commander@example.org")

    mail = workflow.deliver(workflow.send(letter, way="email", by=officer))

    assert mail.status == MailStatus.FAILED
    assert list(Mail.objects.unsent()) == [mail]


def test_a_letter_by_post_is_kept_and_nothing_is_mailed(officer, postbox):
    day = timezone.localdate() - timedelta(days=1)

    sent = workflow.send(LetterFactory(), way="other", sent_on=day, by=officer)

    assert (sent.sent_on, sent.mail, postbox.took) == (day, None, [])
    assert sent.document is not None


def test_what_was_sent_does_not_change_with_the_template(officer):
    sent = workflow.send(LetterFactory(), way="other", by=officer)
    kept = bytes(sent.document.data)
    template = WordFile(io.BytesIO(notice_template()))
    template.add_paragraph("A line of our own for {{ body_name }}")
    other = io.BytesIO()
    template.save(other)
    workflow.give_template("notice", file_name="ours.docx", data=other.getvalue(), by=officer)

    assert current_template("notice")[0] == "ours.docx"
    later = LetterFactory()
    assert f"A line of our own for {later.body.name}" in words_of(
        as_word(later, workflow.referrals_of(later))
    )
    assert bytes(Letter.objects.get(pk=sent.pk).document.data) == kept


@pytest.mark.parametrize("name", ['a"b.docx', "a\r\nX-Forged: 1.docx", "ö.docx", ""])
def test_whatever_a_template_is_called_it_can_be_had_back(governance, name):
    workflow.give_template("notice", file_name=name, data=notice_template(), by=governance.person)

    answer = governance.get("/letters/templates/notice/word/")

    assert answer.status_code == 200
    assert "X-Forged" not in answer.headers
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")


def template_with(words):
    file, data = WordFile(), io.BytesIO()
    file.add_paragraph(words)
    file.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a file", "not a Word document"),
        (b"PK\x03\x04 cut off", "damaged"),
        (template_with("{{ nobody_knows_this }}"), "nobody_knows_this"),
        (template_with("{% for item in items %}"), "can’t be used"),
        (template_with("{{ ''.__class__.__mro__ }}"), "can’t be used"),
        (template_with("{{ subject.__init__.__globals__ }}"), "can’t be used"),
    ],
)
def test_a_template_that_can_not_be_used_is_refused_in_words(officer, data, words):
    with pytest.raises(NotAllowed, match=words):
        workflow.give_template("notice", file_name="x.docx", data=data, by=officer)
    assert not LetterTemplate.objects.exists()


def test_a_sent_letter_is_changed_by_nobody(officer):
    sent = workflow.send(LetterFactory(), way="other", by=officer)

    for again in (
        lambda: workflow.send(sent, way="other", by=officer),
        lambda: workflow.discard(sent, reason="No.", by=officer),
        lambda: workflow.change(
            sent, to_post="", address="", subject="Other", words="Other", by=officer
        ),
    ):
        with pytest.raises(NotAllowed, match="sent already"):
            again()


def test_an_e_mail_needs_an_address(officer):
    with pytest.raises(NotAllowed, match="e-mail address first"):
        workflow.send(LetterFactory(address=""), way="email", by=officer)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_nobody_else_sends_changes_or_gives_a_template(role):
    letter = LetterFactory()
    person = UserFactory(role=role, body=letter.body)

    for step in (
        lambda: workflow.send(letter, way="other", by=person),
        lambda: workflow.discard(letter, reason="No.", by=person),
        lambda: workflow.change(
            letter, to_post="", address="", subject="Other", words="Other", by=person
        ),
        lambda: workflow.give_template("notice", file_name="", data=notice_template(), by=person),
    ):
        with pytest.raises(NotAllowed, match="role"):
            step()


# Pages


def test_letter_is_changed_sent_and_shown_as_sent(governance, postbox):
    letter = LetterFactory(address="")
    there = letter.get_absolute_url()
    assert "Draft, not sent" in governance.get(there).text

    governance.post(
        f"{there}change/",
        {
            "version": letter.version,
            "to_post": "Chief officer",
            "address": "chief@example.org",
            "subject": "Asked again",
            "words": "Please answer.",
        },
    )
    letter.refresh_from_db()
    today = timezone.localdate()
    answer = governance.post(
        f"{there}send/",
        {
            "version": letter.version,
            "way": "email",
            "sent_on_day": today.day,
            "sent_on_month": today.month,
            "sent_on_year": today.year,
        },
        follow=True,
    )

    assert "Sent to chief@example.org." in answer.text
    assert postbox.took[0].get_body().get_content().strip() == "Please answer."
    word = governance.get(f"{there}word/")
    assert words_of(word.content).count("Asked again") == 1
    assert "Asked again" in governance.get("/letters/").text
    mail = Mail.objects.get()
    assert "Please answer." in governance.get(f"/outbox/{mail.pk}/").text
    assert "Asked again" in governance.get("/outbox/?status=sent").text
    assert "No e-mail is in this state" in governance.get("/outbox/?status=refused").text


def test_a_refused_letter_says_what_to_do(governance, postbox):
    letter = LetterFactory(address="refused@example.org")
    today = timezone.localdate()

    answer = governance.post(
        f"{letter.get_absolute_url()}send/",
        {
            "version": letter.version,
            "way": "email",
            "sent_on_day": today.day,
            "sent_on_month": today.month,
            "sent_on_year": today.year,
        },
        follow=True,
    )

    assert "The mail server refused it: 550 No such mailbox" in answer.text
    assert "1 address was refused" in governance.get("/outbox/").text


def test_a_draft_is_discarded_with_a_reason(governance):
    letter = LetterFactory()
    there = f"{letter.get_absolute_url()}discard/"

    refused = governance.post(there, {"version": letter.version, "reason": ""})
    assert refused.context["form"].errors == {"reason": ["Say why it is not sent"]}
    governance.post(there, {"version": letter.version, "reason": "Sent twice."})

    letter.refresh_from_db()
    assert letter.status == LetterStatus.DISCARDED
    assert governance.get(f"{letter.get_absolute_url()}word/").status_code == 404


def test_template_is_given_on_its_page(governance):
    good = SimpleUploadedFile("ours.docx", notice_template())
    bad = SimpleUploadedFile("ours.docx", template_with("{{ nobody }}"))

    refused = governance.post("/letters/templates/notice/", {"file": bad})
    assert "nobody" in str(refused.context["form"].errors["file"])
    answer = governance.post("/letters/templates/notice/", {"file": good}, follow=True)

    assert "written with this template from now on" in answer.text
    assert governance.get("/letters/templates/notice/word/").content == notice_template()


def test_a_body_does_not_read_letters(as_role):
    letter = LetterFactory()
    client = as_role(Role.BODY_APPROVER, letter.body)

    assert client.get(letter.get_absolute_url()).status_code == 403
    assert client.get("/outbox/").status_code == 403


def test_an_auditor_reads_and_sends_nothing(as_role):
    letter = LetterFactory()
    auditor = as_role(Role.AUDITOR)

    page = auditor.get(letter.get_absolute_url())

    assert page.status_code == 200
    assert "/send/" not in page.text
    assert auditor.get(f"{letter.get_absolute_url()}send/").status_code == 403


def test_a_withdrawn_request_stands_in_its_letter(governance):
    letter = LetterFactory(about__referral=ReferralFactory(withdrawn=True))

    assert "Withdrawn" in governance.get(letter.get_absolute_url()).text
