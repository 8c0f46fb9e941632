"""A worked line for each kind, as the workbooks to fill in show it. Nothing in it is real."""

from imports.models import Kind

_DELIVERY = {
    "owners": "Council; Police",
    "lead_post": "Head of service",
    "theme": "Training",
    "priority": "High",
    "status": "In progress",
    "due": "31/03/2030",
    "update": "The first course was held.",
}

EXAMPLES = {
    Kind.FLAT: {
        "ref": "RV-2030-R1",
        "title": "Train all staff",
        "text": "All staff who meet families are trained within the year.",
        "review": "RV-2030",
        **_DELIVERY,
    },
    Kind.RECOMMENDATIONS: {
        "ref": "RV-2030-R1",
        "title": "Train all staff",
        "text": "All staff who meet families are trained within the year.",
        "kind": "Suggested recommendation",
        "review": "RV-2030",
        "number": "R1",
        "source": "page 12",
        "owners": "Council; Police",
        "lead_post": "Head of service",
        "theme": "Training",
        "priority": "High",
        "status": "Suggested",
    },
    Kind.ACTIONS: {
        "ref": "RV-2030-R1.1",
        "recommendation": "RV-2030-R1",
        "title": "Hold the first course",
        "text": "A course for forty people, with the police.",
        "source": "page 12",
        **_DELIVERY,
    },
    Kind.UPDATES: {
        "ref": "RV-2030-R1.1",
        "on": "01/02/2026",
        "done": "The first course was held.",
        "next": "A second course.",
        "next_on": "31/03/2030",
        "status": "In progress",
        "view": "At risk",
        "view_reason": "The trainer is ill.",
    },
    Kind.MOTIONS: {
        "ref": "M-2030",
        "title": "A review of training",
        "meeting": "COUNCIL-2030-01-15",
        "request": "That training is reviewed.",
    },
    Kind.MOTION_POINTS: {
        "ref": "M-2030.1",
        "motion": "M-2030",
        "number": "1",
        "title": "Who is trained",
        "summary": "The review is to say who is trained and who is not.",
    },
    Kind.REVIEWS: {
        "ref": "RV-2030",
        "title": "Review of training",
        "published": "15/01/2030",
    },
    Kind.FINDINGS: {
        "ref": "RV-2030-F1",
        "review": "RV-2030",
        "kind": "Area for improvement",
        "title": "Half of the staff are not trained",
        "summary": "Of eighty people who meet families forty have been trained.",
    },
    Kind.BODIES: {
        "ref": "police",
        "short_name": "Police",
        "name": "Anytown Police",
        "kind": "Police",
        "former": "Anytown Constabulary (to 31/03/1974)",
    },
    Kind.MEETINGS: {
        "ref": "COUNCIL-2030-01-15",
        "body": "Council",
        "held_on": "15/01/2030",
        "title": "Ordinary meeting",
        "place": "Town hall",
    },
}
