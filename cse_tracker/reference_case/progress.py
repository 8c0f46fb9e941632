"""The invented layer: what people might have done since, so that there is something to see.

`fixtures/invented_progress.json` says what happens and when, counted from today; here each step
becomes a verb of the workflow. Every word of it begins "Invented example:".
"""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from accounts.visibility import Visibility
from audit.refusal import NotAllowed
from bodies.models import Body, Decision, Meeting
from cse_tracker.reference_case import action_steps, recommendation_steps
from cse_tracker.reference_case.adding import add_missing
from cse_tracker.reference_case.correspondence import load_correspondence
from cse_tracker.reference_case.following import load_follows
from cse_tracker.reference_case.plans import load_plans
from cse_tracker.reference_case.reading import INVENTED
from recommendations.models import Action, Evidence, ProgressUpdate, Recommendation
from recommendations.workflow.classification import classify

INVENTED_REASON = "Invented for demonstration"
WEDNESDAY = 2
#: Since so many days people follow what they follow, and have news of.
FOLLOWED_DAYS = 30


@dataclass
class Scene:
    """Who and what the steps speak of, and the day that they lead up to."""

    today: date
    people: dict
    bodies: dict
    meetings: dict = field(default_factory=dict)
    decisions: dict = field(default_factory=dict)
    to_come: list = field(default_factory=list)
    not_classified: set = field(default_factory=set)
    """Keys of the updates that are left for somebody to classify."""

    def day(self, when):
        """A number counts from today; a meeting's key is its day; anything else is a date."""
        if when is None or isinstance(when, date):
            return when
        if isinstance(when, int):
            return self.today + timedelta(days=when)
        if when in self.meetings:
            return self.meetings[when].held_on
        return date.fromisoformat(when)

    def speaker(self, body, kind="officer"):
        """Who speaks for a body: its person in the demonstration where it has one, else nobody and
        a label that says which post it would be."""
        for mailbox in (f"syp.{kind}", "rscp.officer", "rmbc.officer"):
            user = self.people[mailbox]
            if kind in mailbox and body and body.pk in user.own_body_ids:
                return {"by": user}
        return {"by": None, "label": f"{body} {kind}" if body else kind.capitalize()}

    @property
    def governance(self):
        return self.people["governance"]


def begin_progress(people, today):
    """Play the steps until a month ago, each on its day. Answers the `Scene` for the rest; None
    where all has been played before."""
    script = json.loads(INVENTED.read_text(encoding="utf-8"))
    if Decision.objects.filter(minute__startswith="Invented").exists():
        return None
    _check_day(today, date.fromisoformat(script["needs_today_from"]))
    scene = Scene(today, people, {body.slug: body for body in Body.objects.all()})
    scene.meetings = _meetings(script["meetings"], scene)
    scene.decisions = _decisions(script["decisions"], scene)
    scene.to_come = [
        (scene.day(step["on"]), play, thing["ref"], step)
        for name, play in (("actions", _play_action), ("recommendations", _play_recommendation))
        for thing in script[name]
        for step in thing["steps"]
    ]
    scene.to_come.sort(key=lambda one: one[0])
    _play(scene, until=scene.day(-FOLLOWED_DAYS))
    return scene


def end_progress(scene):
    """Those steps that somebody who follows the register is still to hear of. What was there before
    is on record under numbers of its own by now."""
    load_follows(scene, since=-FOLLOWED_DAYS)
    load_plans(scene)
    _play(scene, until=date.max)
    load_correspondence(scene)


def _play(scene, until):
    while scene.to_come and scene.to_come[0][0] <= until:
        day, play, ref, step = scene.to_come.pop(0)
        play(scene, ref, day, step)
    _publish(scene)


def _publish(scene):
    """Everything invented may be read by everybody, but for what the steps say otherwise of."""
    for model in (Recommendation, Action, ProgressUpdate, Evidence):
        found = model.objects.not_classified()
        if model is ProgressUpdate:
            found = found.exclude(pk__in=scene.not_classified)
        classify(list(found), visibility=Visibility.PUBLIC, by=scene.governance)


def _check_day(today, earliest):
    if not earliest <= today <= timezone.localdate():
        raise NotAllowed(f"Give a day from {earliest} to today: the invented steps lead up to it.")


def _meetings(listed, scene):
    """The invented meetings by key, on the Wednesday of their week, and the known ones by
    reference."""
    made = {}
    for row in listed:
        held_on = scene.day(row["on"])
        held_on -= timedelta(days=(held_on.weekday() - WEDNESDAY) % 7)
        made[row["key"]] = Meeting(
            ref=f"{row['body'].upper()}-{held_on}",
            body=scene.bodies[row["body"]],
            held_on=held_on,
            papers_published_on=held_on - timedelta(days=7),
            updates_due_on=held_on - timedelta(days=9),
            about="Invented example: a meeting made for the demonstration.",
        )
    there, _ = add_missing(
        Meeting, ["ref"], [(m.papers_published_on, m) for m in made.values()], INVENTED_REASON
    )
    return there | {key: there[meeting.ref] for key, meeting in made.items()}


def _decisions(listed, scene):
    made = {
        row["key"]: Decision(
            meeting=scene.meetings[row["meeting"]], minute=row["minute"], words=row["words"]
        )
        for row in listed
    }
    pairs = [(decision.meeting.held_on, decision) for decision in made.values()]
    there, _ = add_missing(Decision, ["meeting_id", "minute"], pairs, INVENTED_REASON)
    return {key: there[decision.meeting_id, decision.minute] for key, decision in made.items()}


def _play_action(scene, ref, day, step):
    action = Action.objects.select_related("lead_body").get(ref=ref)
    action_steps.STEPS[step["do"]](scene, action, day, step)


def _play_recommendation(scene, ref, day, step):
    recommendation = Recommendation.objects.select_related("lead_body").get(ref=ref)
    recommendation_steps.STEPS[step["do"]](scene, recommendation, day, step)
