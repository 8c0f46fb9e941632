"""The invented layer: actions that are proposed, and one that waits for governance to agree it."""

from datetime import timedelta

from recommendations.forms.plan import next_ref
from recommendations.models import Recommendation
from recommendations.workflow.action import add
from recommendations.workflow.plan import approve_plan, return_plan

RECOMMENDATION = "RSCP-2022-R3"


def load_plans(scene):
    recommendation = Recommendation.objects.get(ref=RECOMMENDATION)
    officer, approver = (scene.people[f"syp.{kind}"] for kind in ("officer", "approver"))

    def propose(title, days):
        return add(
            recommendation,
            ref=next_ref(recommendation),
            title=f"Invented example: {title}",
            intended_effect="Invented example: more people speak to the police early.",
            how_we_will_know="Invented example: calls before and after, by ward.",
            lead_body=scene.bodies["syp"],
            lead_post="Neighbourhood superintendent",
            opened_on=scene.day(-12),
            due_on=scene.today + timedelta(days=days),
            by=officer,
        )

    approve_plan([propose("a named contact in each school", 120)], by=approver)
    propose("drop-in evenings with the youth service", 150)
    returned = propose("a page for parents and carers", 90)
    return_plan([returned], note="Invented example: say who will keep the page.", by=approver)
