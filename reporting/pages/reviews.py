from dataclasses import dataclass

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.visibility import is_among
from accounts.visitor import open_to_the_public
from recommendations.models import Recommendation, RecommendationFinding
from reporting.pages.forms import FindingFilter
from reporting.pages.rated import recommendations_rated
from reviews.models import Finding, Review, ReviewBody

PER_PAGE = 50


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def review_list(request):
    reviews = (
        Review.objects.latest_first()
        .prefetch_related("bodies__body")
        .annotate(
            findings_made=_number(Finding.objects.visible_to(request.user)),
            recommendations_made=_number(Recommendation.objects.visible_to(request.user)),
        )
    )
    page = Paginator(reviews, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reviews/review_list.html", {"page": page})


def _number(things):
    """How many of `things` belong to the review at hand; nothing when there are none."""
    of_review = things.filter(review=OuterRef("pk")).order_by().values("review")
    return Subquery(of_review.annotate(number=Count("pk")).values("number"))


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def review_detail(request, ref):
    reviews = Review.objects.select_related("motion").prefetch_related("bodies__body")
    review = get_object_or_404(reviews, ref=ref)
    all_findings = Finding.objects.visible_to(request.user).filter(review=review)
    form = FindingFilter(request.GET)
    findings = _read_findings(form.narrow(all_findings, request.user), request.user)
    recommendations = Recommendation.objects.visible_to(request.user).filter(review=review)
    return render(
        request,
        "reviews/review_detail.html",
        {
            "review": review,
            "parts": _parts(review),
            "stages": review.stages.order_by("number"),
            "milestones": review.milestones.order_by("on", "pk"),
            "documents": review.documents.order_by("dated_on", "ref"),
            "filter": form,
            "findings": findings,
            "findings_total": all_findings.count(),
            "groups": _by_kind(findings),
            "recommendations": recommendations_rated(
                list(recommendations), request.user, timezone.localdate()
            ),
        },
    )


def _parts(review):
    """The bodies that commissioned the review, then those that carried it out."""
    named = {part: [] for part in ReviewBody.Part}
    for role in review.bodies.all():
        named[ReviewBody.Part(role.part)].append(role.body)
    return [(part.label, bodies) for part, bodies in named.items() if bodies]


@dataclass
class KindOfFinding:
    word: object
    findings: list


def _by_kind(findings):
    groups = [KindOfFinding(kind, []) for kind in Finding.Kind]
    by_kind = {group.word: group.findings for group in groups}
    for finding in findings:
        by_kind[finding.kind_word].append(finding)
    return [group for group in groups if group.findings]


def _read_findings(findings, user):
    """Each finding with the points that it answers, its bodies, and what was recommended on it."""
    recommended = RecommendationFinding.objects.filter(
        is_among(Recommendation.objects.visible_to(user), "recommendation")
    ).select_related("recommendation")
    return list(
        findings.in_order()
        .select_related("document", "review")
        .prefetch_related(
            "points__point__motion",
            "bodies__body",
            Prefetch("recommendations", recommended.order_by("recommendation__sort_key")),
        )
    )
