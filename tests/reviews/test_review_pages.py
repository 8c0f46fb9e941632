import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from reviews.models import Finding, Milestone, ReviewBody, ReviewStage
from tests.factories import (
    BodyFactory,
    FindingBodyFactory,
    FindingFactory,
    FindingPointFactory,
    GlossaryTermFactory,
    RecommendationFactory,
    RecommendationFindingFactory,
    ReviewFactory,
    SourceDocumentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(as_role):
    return as_role(Role.MEMBER)


def finding_with_everything(review):
    finding = FindingFactory(review=review)
    FindingPointFactory(finding=finding)
    FindingBodyFactory(finding=finding)
    recommendation = RecommendationFactory(review=review, in_progress=True)
    RecommendationFindingFactory(finding=finding, recommendation=recommendation)
    SourceDocumentFactory(review=review)
    ReviewBody.objects.create(review=review, body=BodyFactory(), part=ReviewBody.Part.UNDERTOOK)
    return finding


def test_review_list_counts_findings_and_recommendations(member):
    review = ReviewFactory(title="Review of streets")
    finding_with_everything(review)
    FindingFactory(review=review)

    page = member.get(reverse("review_list"))

    assert "Review of streets" in page.content.decode()
    (shown,) = page.context["page"]
    assert (shown.findings_made, shown.recommendations_made) == (2, 1)


def test_review_list_says_when_it_is_empty(member):
    assert "No review is recorded yet" in member.get(reverse("review_list")).content.decode()


def test_review_list_asks_as_much_for_fifty_as_for_one(member):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            member.get(reverse("review_list"))
        return len(asked)

    finding_with_everything(ReviewFactory())
    queries()
    one = queries()
    for _ in range(49):
        finding_with_everything(ReviewFactory())

    assert queries() == one


def test_review_page_asks_as_much_for_fifty_findings_as_for_one(member):
    review = ReviewFactory()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert member.get(review.get_absolute_url()).status_code == 200
        return len(asked)

    finding_with_everything(review)
    queries()
    one = queries()
    for _ in range(49):
        finding_with_everything(review)

    assert queries() == one


def test_review_page_shows_who_when_and_how_to_read_it(member):
    review = ReviewFactory(standing="They suggest and do not recommend.")
    body = BodyFactory(name="Chief officers")
    ReviewBody.objects.create(review=review, body=body, part=ReviewBody.Part.COMMISSIONED)
    ReviewStage.objects.create(
        review=review, number=1, name="Stage one", target_words="end of winter"
    )
    Milestone.objects.create(review=review, what="Draft shared", words="spring")
    SourceDocumentFactory(review=review, title="The report", sha256="ab" * 32)

    page = member.get(review.get_absolute_url()).content.decode()

    for words in (
        "They suggest and do not recommend.",
        "Commissioned it",
        "Chief officers",
        "Stage one",
        "end of winter",
        "Draft shared",
        "The report",
        "ab" * 32,
    ):
        assert words in page


def test_each_finding_has_an_anchor_where_its_own_address_leads(member):
    finding = finding_with_everything(ReviewFactory())

    page = member.get(finding.get_absolute_url()).content.decode()

    assert finding.get_absolute_url().endswith(f"#{finding.ref}")
    assert f'id="{finding.ref}"' in page


def test_findings_are_narrowed_by_kind_and_by_gap(member):
    review = ReviewFactory()
    finding_with_everything(review)
    good = FindingFactory(review=review, kind=Finding.Kind.GOOD_PRACTICE)
    gap = FindingFactory(review=review)

    by_kind = member.get(review.get_absolute_url(), {"kind": "good-practice"})
    gaps = member.get(review.get_absolute_url(), {"kind": "area-for-improvement", "gaps": "on"})

    assert by_kind.context["findings"] == [good]
    assert gaps.context["findings"] == [gap]


def test_a_kind_that_does_not_exist_is_passed_over(member):
    review = ReviewFactory()
    FindingFactory(review=review)

    page = member.get(review.get_absolute_url(), {"kind": "nonsense"})

    assert len(page.context["findings"]) == 1


def test_review_that_does_not_exist_is_not_found(member):
    assert member.get(reverse("review_detail", args=["NOTHING"])).status_code == 404


@pytest.mark.parametrize("name", ["review_list", "glossary"])
def test_pages_are_refused_without_a_role_and_to_strangers(client, name):
    assert client.get(reverse(name)).url == f"{reverse('sign_in')}?next={reverse(name)}"

    client.force_login(UserFactory())

    assert client.get(reverse(name)).status_code == 403


def test_review_page_is_refused_without_a_role(client):
    client.force_login(UserFactory())

    assert client.get(ReviewFactory().get_absolute_url()).status_code == 403


def test_glossary_lists_terms_by_letter_and_every_word_on_tags(member):
    GlossaryTermFactory(term="zebra crossing")
    GlossaryTermFactory(term="Action plan")
    GlossaryTermFactory(term="5P approach")

    page = member.get(reverse("glossary"))

    assert [letter for letter, _ in page.context["letters"]] == ["0–9", "A", "Z"]
    words = page.content.decode()
    assert 'id="term-zebra-crossing"' in words
    for label in ("Off track", "Reported complete", "Partly accepted", "Area for improvement"):
        assert label in words
    assert "due today or in the next 28 days" in words
