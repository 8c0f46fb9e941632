"""Who gets an e-mail, and what it speaks of."""

from dataclasses import dataclass, field

from accounts.people import People
from correspondence.models import Reminder
from correspondence.reminders.due import ROLES, due_on


@dataclass
class Plan:
    """`told` has the things by person; `vacant` those of which nobody can be told, since nobody who
    may read them holds a role for the body."""

    on: object
    told: dict = field(default_factory=dict)
    vacant: list = field(default_factory=list)


def plan(on):
    """What a run on `on` would send. What somebody was told before is left out."""
    people, planned = People(on), Plan(on)
    everything = list(due_on(on))
    asked = {}
    for due in everything:
        users = people.of(due.body.pk, *ROLES[due.about]) if due.body else ()
        if due.about not in ROLES:
            users = people.governance()
        for user in users:
            asked.setdefault(user, []).append(due)
    reached = set()
    for user, dues in asked.items():
        readable = _readable(user, dues)
        reached.update((due.about, due.key, due.due_on) for due in readable)
        if new := without_known(user, readable):
            planned.told[user] = new
    planned.vacant = [due for due in everything if (due.about, due.key, due.due_on) not in reached]
    return planned


def without_known(user, dues):
    """Those of `dues` that `user` has not been told of on this occasion."""
    known = set(
        Reminder.objects.filter(to=user, due_on__in={due.due_on for due in dues}).values_list(
            "about", "object_id", "due_on", "occasion"
        )
    )
    return [due for due in dues if (due.about, due.key, due.due_on, due.occasion) not in known]


def _readable(user, dues):
    """Those of `dues` that `user` may read: what is restricted is told to nobody else."""
    keys = {}
    for due in dues:
        keys.setdefault(type(due.thing), set()).add(due.thing.pk)
    seen = {
        model: set(model.objects.visible_to(user).filter(pk__in=of_it).values_list("pk", flat=True))
        for model, of_it in keys.items()
    }
    return [due for due in dues if due.thing.pk in seen[type(due.thing)]]
