"""Reviews with their stages, dates and papers, what they found, and the terms they use."""

from cse_tracker.reference_case.adding import add_missing, published
from cse_tracker.reference_case.reading import dated, day, rows, words
from reviews.models import (
    Finding,
    FindingBody,
    FindingPoint,
    GlossaryTerm,
    Milestone,
    Review,
    ReviewBody,
    ReviewStage,
    SourceDocument,
)


def load_reviews(bodies, motion):
    """The reviews by reference."""
    listed = rows("reviews")
    reviews, _ = add_missing(
        Review, ["ref"], [(_begun(row), _review(row, motion)) for row in listed]
    )
    parts = [
        (_begun(row), ReviewBody(review=reviews[row["ref"]], body=bodies[slug], part=part))
        for row in listed
        for part, name in (
            (ReviewBody.Part.COMMISSIONED, "commissioned_by"),
            (ReviewBody.Part.UNDERTOOK, "undertaken_by"),
        )
        for slug in row.get(name, [])
    ]
    add_missing(ReviewBody, ["review_id", "body_id", "part"], parts)
    _load_stages(listed, reviews)
    _load_milestones(listed, reviews)
    return reviews


def _begun(row):
    """The first day that is known of a review, or else the date of the paper that mentions it."""
    days = [day(m["on"]) for m in row["milestones"] if m["on"]]
    return min(days, default=dated(row["source"]))


def _review(row, motion):
    return Review(
        ref=row["ref"],
        title=row["title"],
        kind=row["kind"],
        motion=motion if row.get("motion") == motion.ref else None,
        about=row["about"],
        standing=row.get("standing", ""),
        published_on=day(row.get("published_on")),
        published_words=row.get("published_words", ""),
        source=words(row["source"]),
    )


def _load_stages(listed, reviews):
    stages = [
        (
            day(stage["completed_on"]),
            ReviewStage(
                review=reviews[row["ref"]],
                number=stage["number"],
                name=stage["name"],
                scope="\n".join(stage["scope"]),
                method="\n".join(stage["method"]),
                target_on=day(stage["target_on"]),
                target_words=stage["target_words"],
                completed_on=day(stage["completed_on"]),
                source=words(stage["source"]),
            ),
        )
        for row in listed
        for stage in row.get("stages", [])
    ]
    add_missing(ReviewStage, ["review_id", "number"], stages)


def _load_milestones(listed, reviews):
    milestones = [
        (
            day(milestone["on"]) or dated(milestone["source"]),
            Milestone(
                review=reviews[row["ref"]],
                what=milestone["what"],
                on=day(milestone["on"]),
                words=milestone["words"],
                source=words(milestone["source"]),
            ),
        )
        for row in listed
        for milestone in row["milestones"]
    ]
    add_missing(Milestone, ["review_id", "what", "on", "words"], milestones)


def load_documents(reviews, meetings):
    """The papers by reference."""
    papers = [
        (
            day(row["date"]),
            SourceDocument(
                ref=row["ref"],
                title=row["title"],
                kind=row["kind"],
                dated_on=day(row["date"]),
                review=reviews[row["review"]],
                meeting=meetings.get(row["meeting"]),
                about=f"{row['held']}, {row['pages']}",
            ),
        )
        for row in rows("documents")
    ]
    return add_missing(SourceDocument, ["ref"], papers)[0]


def load_findings(reviews, documents, points, bodies):
    """The findings by reference, with the points they answer and the bodies they are about."""
    listed = rows("findings")
    findings, _ = add_missing(
        Finding,
        ["ref"],
        [(dated(row["source"]), _finding(row, reviews, documents)) for row in listed],
    )
    answering = [
        (dated(row["source"]), FindingPoint(finding=findings[row["ref"]], point=points[ref]))
        for row in listed
        for ref in row["points"]
    ]
    add_missing(FindingPoint, ["finding_id", "point_id"], answering)
    about = [
        (dated(row["source"]), FindingBody(finding=findings[row["ref"]], body=bodies[slug]))
        for row in listed
        for slug in row["bodies"]
    ]
    add_missing(FindingBody, ["finding_id", "body_id"], about)
    return findings


def _finding(row, reviews, documents):
    source = row["source"]
    return Finding(
        ref=row["ref"],
        review=reviews[row["review"]],
        kind=row["kind"],
        title=row["title"],
        summary=row["summary"],
        document=documents[source["document"]],
        section=source["section"],
        page=source["page"],
        **published(dated(source)),
    )


def load_glossary():
    terms = [
        (
            dated(row["source"]),
            GlossaryTerm(term=row["term"], meaning=row["meaning"], source=words(row["source"])),
        )
        for row in rows("glossary")
    ]
    add_missing(GlossaryTerm, ["term"], terms)
