"""Recommendations, what they rest on, how they relate, and the themes they use."""

from django.utils.text import slugify

from cse_tracker.reference_case.adding import add_missing, published
from cse_tracker.reference_case.reading import dated, rows, words
from recommendations.lifecycle.recommendation import Kind, Status
from recommendations.models import (
    Contributor,
    Recommendation,
    RecommendationFinding,
    RecommendationLink,
    RecommendationPoint,
    Theme,
)
from recommendations.workflow.recommendation import new

#: What the papers say of something that its owner had taken up before they were written.
STATED = {
    "in progress": Status.IN_PROGRESS,
    "completed": Status.REPORTED_COMPLETE,
    "addressed": Status.REPORTED_COMPLETE,
}


def load_themes():
    """The themes by name, each from the first paper that speaks of it."""
    listed = sorted(rows("recommendations") + rows("actions"), key=_dated)
    themes = [(_dated(row), Theme(slug=slugify(row["theme"]), name=row["theme"])) for row in listed]
    return add_missing(Theme, ["name"], themes)[0]


def _dated(row):
    return dated(row["source"])


def load_recommendations(found, bodies, themes):
    """The recommendations by reference. `found` holds the reviews, documents, findings and motion
    points that they come from."""
    listed = rows("recommendations")
    recommendations, _ = add_missing(
        Recommendation,
        ["ref"],
        [(_dated(row), _recommendation(row, found, bodies, themes)) for row in listed],
    )
    _link_to_origins(listed, recommendations, found)
    contributors = [
        (_dated(row), Contributor(recommendation=recommendations[row["ref"]], body=bodies[slug]))
        for row in listed
        for slug in row["contributing"]
    ]
    add_missing(Contributor, ["recommendation_id", "body_id"], contributors)
    _load_links(recommendations)
    return recommendations


def _recommendation(row, found, bodies, themes):
    source = row["source"]
    return new(
        status=_status(row),
        status_on=_dated(row),
        status_reason=f"In the paper: {row['status_in_source']}. {row['status_basis']}",
        ref=row["ref"],
        title=row["title"],
        kind=row["kind"],
        review=found.reviews.get(row.get("review")),
        number=row["number"],
        document=found.documents[source["document"]],
        page=source["page"],
        source=f"{words(source)}, {source['section']}",
        summary=row["summary"],
        theme=themes[row["theme"]],
        committee=bodies[row["committee"]],
        lead_body=bodies[row["lead"]],
        lead_basis=row["lead_basis"],
        **published(_dated(row)),
    )


def _status(row):
    """Where the paper says. Who makes a commitment has accepted it. A suggestion without actions
    stays one until a committee adopts it, whatever work goes on beside it."""
    if row.get("without_actions"):
        return Status.SUGGESTED
    if row["kind"] == Kind.COMMITMENT and row["status_in_source"] == "planned":
        return Status.ACCEPTED
    return STATED.get(row["status_in_source"], Status.SUGGESTED)


def _link_to_origins(listed, recommendations, found):
    points = [
        (
            _dated(row),
            RecommendationPoint(
                recommendation=recommendations[row["ref"]], point=found.points[ref]
            ),
        )
        for row in listed
        for ref in row["points"]
    ]
    add_missing(RecommendationPoint, ["recommendation_id", "point_id"], points)
    findings = [
        (
            _dated(row),
            RecommendationFinding(
                recommendation=recommendations[row["ref"]], finding=found.findings[ref]
            ),
        )
        for row in listed
        for ref in row["findings"]
    ]
    add_missing(RecommendationFinding, ["recommendation_id", "finding_id"], findings)


def _load_links(recommendations):
    links = [
        (
            recommendations[row["later"]].status_on,
            RecommendationLink(
                later=recommendations[row["later"]],
                earlier=recommendations[row["earlier"]],
                kind=row["kind"],
                note=row["note"],
            ),
        )
        for row in rows("links")
    ]
    add_missing(RecommendationLink, ["later_id", "earlier_id", "kind"], links)
