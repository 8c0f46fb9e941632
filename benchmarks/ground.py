"""What recommendations stand on: bodies, people, meetings, motions, reviews and findings."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from accounts.models import Membership, User
from accounts.roles import Role
from audit.record import Act, record_many_new
from bodies.models import Body, Decision, Meeting
from motions.models import Motion, MotionPoint
from recommendations.clock import Unit
from recommendations.lifecycle.referral import Duty
from recommendations.models import ClockRule, Theme
from reviews.models import Finding, FindingPoint, Review, SourceDocument

ACT = Act(label="Generator", reason="Made up to be measured")
RECOMMENDATIONS_A_REVIEW = 50
REVIEWS_A_MOTION = 4
POINTS_A_MOTION = 13
FINDINGS_A_REVIEW = 20
SERVICES = 8
KINDS_OF_PARTNER = (Body.Kind.POLICE, Body.Kind.PARTNERSHIP, Body.Kind.HEALTH, Body.Kind.VOLUNTARY)


@dataclass
class Ground:
    committees: list
    owners: list
    member: User
    officer: User
    governance: User
    importer: User
    themes: list
    clock_rule: ClockRule
    decisions: list
    reviews: list
    document_of: dict
    findings_of: dict = field(default_factory=lambda: defaultdict(list))


def lay(n, on):
    committees, owners = bodies()
    people = {
        "member": person("member", Role.MEMBER, committees[0], on),
        "officer": person("officer", Role.BODY_OFFICER, owners[0], on),
        "governance": person("governance", Role.GOVERNANCE, None, on),
        "importer": person("importer", Role.GOVERNANCE, None, on),
    }
    decisions_ = decisions(committees, on)
    points = motions(n, decisions_[0].meeting)
    reviews_, document_of = reviews(n, points, on)
    return Ground(
        committees=committees,
        owners=owners,
        **people,
        themes=new([Theme(slug=f"theme-{i}", name=f"Theme {i}") for i in range(1, 11)]),
        clock_rule=clock_rule(),
        decisions=decisions_,
        reviews=reviews_,
        document_of=document_of,
        findings_of=findings(reviews_, points),
    )


def new(things):
    return record_many_new(things, ACT)


def bodies():
    (council,) = new([body("council", Body.Kind.LOCAL_AUTHORITY)])
    committees = [body(f"committee-{i}", Body.Kind.COMMITTEE, council) for i in (1, 2)]
    services = [body(f"service-{i}", Body.Kind.SERVICE, council) for i in range(1, SERVICES + 1)]
    partners = [body(f"partner-{kind.value}", kind) for kind in KINDS_OF_PARTNER]
    made = new([*committees, *partners, *services])
    return made[:2], made[2:]


def body(slug, kind, part_of=None):
    name = slug.replace("-", " ").capitalize()
    return Body(slug=slug, short_name=name, name=name, kind=kind.value, part_of=part_of)


def person(post, role, body, on):
    user = User.objects.create_user(f"{post}@example.org", post.capitalize())
    Membership(user=user, body=body, role=role.value, starts_on=on - timedelta(days=2000)).save()
    return user


def decisions(committees, on):
    """Meetings each quarter for five years, the next still to come; a decision at each held."""
    meetings = new(
        [
            Meeting(
                ref=f"{committee.slug}-{back}",
                body=committee,
                held_on=on + timedelta(days=30 - 91 * back),
                papers_published_on=on + timedelta(days=22 - 91 * back),
            )
            for committee in committees
            for back in range(21)
        ]
    )
    held = [meeting for meeting in meetings if meeting.held_on <= on]
    return new([Decision(meeting=m, minute=f"{i}", words="Agreed.") for i, m in enumerate(held, 1)])


def motions(n, meeting):
    """Lists of points, a list for each motion."""
    how_many = n // (RECOMMENDATIONS_A_REVIEW * REVIEWS_A_MOTION) + 1
    made = new(
        [
            Motion(ref=f"MOTION-{i}", title=f"Motion {i}", meeting=meeting)
            for i in range(1, how_many + 1)
        ]
    )
    points = new(
        [
            MotionPoint(
                ref=f"{motion.ref}.{number}",
                motion=motion,
                number=number,
                title=f"Point {number}",
                summary="What the Council asked for.",
            )
            for motion in made
            for number in range(1, POINTS_A_MOTION + 1)
        ]
    )
    return [points[i : i + POINTS_A_MOTION] for i in range(0, len(points), POINTS_A_MOTION)]


def reviews(n, points, on):
    how_many = n // RECOMMENDATIONS_A_REVIEW + 1
    made = new(
        [
            Review(
                ref=f"REV-{i}",
                title=f"Review {i}",
                motion=points[i % len(points)][0].motion,
                published_on=on - timedelta(days=1600),
            )
            for i in range(1, how_many + 1)
        ]
    )
    papers = new([SourceDocument(ref=f"{r.ref}-paper", title=r.title, review=r) for r in made])
    return made, {paper.review_id: paper.pk for paper in papers}


def findings(reviews, points):
    """Keys of the findings of each review; each finding answers a point of the review's motion."""
    points_of = {motion_points[0].motion_id: motion_points for motion_points in points}
    made = new(
        [
            Finding(
                ref=f"{review.ref}-F{number}",
                review=review,
                kind=Finding.Kind.IMPROVEMENT.value,
                title=f"Finding {number}",
                summary="What the review found.",
                page=str(number),
            )
            for review in reviews
            for number in range(1, FINDINGS_A_REVIEW + 1)
        ]
    )
    answers, keys = [], defaultdict(list)
    for index, finding in enumerate(made):
        keys[finding.review_id].append(finding.pk)
        asked = points_of[finding.review.motion_id]
        answers.append(FindingPoint(finding=finding, point=asked[index % len(asked)]))
    new(answers)
    return keys


def clock_rule():
    (rule,) = new(
        [
            ClockRule(
                name="Two months",
                duty=Duty.MUST_RESPOND.value,
                length=2,
                unit=Unit.MONTHS.value,
            )
        ]
    )
    return rule
