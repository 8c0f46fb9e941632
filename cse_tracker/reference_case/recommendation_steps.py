"""Each step of the invented layer that is done to a recommendation, as a verb of the workflow."""

from recommendations.models import ClockRule, Recommendation
from recommendations.workflow import recommendation as workflow
from recommendations.workflow import referral


def adopt(scene, recommendation, day, step):
    workflow.adopt(
        recommendation,
        decision=scene.decisions[step["decision"]],
        lead_body=recommendation.lead_body,
        by=scene.governance,
        effective_on=day,
    )


def forward(scene, recommendation, day, step):
    workflow.forward(
        recommendation,
        to=[
            {
                "body": scene.bodies[one["body"]],
                "rule": ClockRule.objects.get(name=one["rule"]),
                "noticed_on": day,
                "received_on": scene.day(step["received_on"]),
            }
            for one in step["to"]
        ],
        by=scene.governance,
        effective_on=day,
        reason="Invented example: the notice was sent.",
    )


def answer(scene, recommendation, day, step):
    """The body's approver answers where there is one; otherwise governance enters it for them."""
    body = scene.bodies[step["body"]]
    who = scene.speaker(body, "approver")
    referral.answer(
        recommendation.referrals.unanswered().get(body=body),
        response=step["response"],
        words=step["words"],
        not_accepted=step.get("not_accepted", ""),
        decision_maker=step["decision_maker"],
        answered_on=day,
        by=who["by"] or scene.governance,
    )


def start(scene, recommendation, day, step):
    workflow.start(
        recommendation,
        intended_effect=step["intended_effect"],
        how_we_will_know=step["how_we_will_know"],
        by=scene.governance,
        effective_on=day,
        reason="Invented example: the plan has owners and dates.",
    )


def report_complete(scene, recommendation, day, step):
    workflow.report_complete(
        recommendation,
        effect=step["effect"],
        effective_on=day,
        **scene.speaker(recommendation.lead_body, "approver"),
    )


def close(scene, recommendation, day, step):
    workflow.close(
        recommendation,
        decision=scene.decisions[step["decision"]],
        outcome=step["outcome"],
        impact=step["impact"],
        impact_note=step.get("impact_note", ""),
        follow_up_on=scene.day(step.get("follow_up_on")),
        by=scene.governance,
        effective_on=day,
    )


def do_not_progress(scene, recommendation, day, step):
    workflow.do_not_progress(
        recommendation,
        reason=step["reason"],
        risk=step["risk"],
        decision=scene.decisions[step["decision"]],
        by=scene.governance,
        effective_on=day,
    )


def do_not_take_forward(scene, recommendation, day, step):
    workflow.do_not_take_forward(
        recommendation,
        reason=step["reason"],
        decision=scene.decisions[step["decision"]],
        by=scene.governance,
        effective_on=day,
    )


def supersede(scene, recommendation, day, step):
    workflow.supersede(
        recommendation,
        successor=Recommendation.objects.get(ref=step["successor"]),
        reason=step["reason"],
        by=scene.governance,
        effective_on=day,
    )


STEPS = {
    "adopt": adopt,
    "forward": forward,
    "answer": answer,
    "start": start,
    "report_complete": report_complete,
    "close": close,
    "do_not_progress": do_not_progress,
    "do_not_take_forward": do_not_take_forward,
    "supersede": supersede,
}
