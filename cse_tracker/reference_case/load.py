"""The whole case, in the order in which one thing rests on another."""

from dataclasses import dataclass

from correspondence import ladder
from cse_tracker.reference_case.actions import load_actions
from cse_tracker.reference_case.adding import act_of
from cse_tracker.reference_case.bodies import load_bodies, load_meetings
from cse_tracker.reference_case.motions import load_motion
from cse_tracker.reference_case.recommendations import load_recommendations, load_themes
from cse_tracker.reference_case.reviews import (
    load_documents,
    load_findings,
    load_glossary,
    load_reviews,
)
from recommendations import clock_rules


@dataclass(frozen=True)
class Found:
    """What recommendations come from, each by reference."""

    reviews: dict
    documents: dict
    findings: dict
    points: dict


def load_case():
    bodies = load_bodies()
    meetings = load_meetings(bodies)
    motion, points = load_motion(meetings, bodies)
    reviews = load_reviews(bodies, motion)
    documents = load_documents(reviews, meetings)
    findings = load_findings(reviews, documents, points, bodies)
    load_glossary()
    clock_rules.add_missing(act_of(motion.meeting.held_on))
    ladder.add_missing(act_of(motion.meeting.held_on))
    themes = load_themes()
    found = Found(reviews, documents, findings, points)
    recommendations = load_recommendations(found, bodies, themes)
    load_actions(recommendations, bodies, themes)
