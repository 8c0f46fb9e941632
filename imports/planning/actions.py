"""Lines about actions: new ones, and what changes in those that exist."""

from functools import partial

from audit.unsaved import unsaved
from imports.models import Outcome
from imports.planning.due_date import note_due, put_due, words_to_keep
from imports.planning.progress import add_what_was_said
from imports.planning.status import check_completed, note_status, put_status, status_of_new
from recommendations.models import Action, ActionRecommendation
from recommendations.workflow import action as workflow


def plan_action(planner, line, ref, parents):
    """A line that describes the action `ref` itself."""
    action = planner.register.action(ref)
    if action is None:
        title = line.get("title") or shortened(line.get("text", ref))
        add_action(planner, line, ref, parents, title=title, summary=line.get("text", ""))
        line.planned.outcome = Outcome.NEW
        return
    planner.put(line, action, "title", line.get("title"), "Title")
    planner.put(line, action, "summary", line.get("text"), "What is to be done")
    planner.put_theme(line, action)
    planner.put(line, action, "priority", line.get("priority"), "Priority", str.capitalize)
    if not action.source:
        # Where a thing comes from is filled in, never replaced.
        planner.put(line, action, "source", line.get("source"), "Source")
    edit_delivery(planner, line, action)


def add_action(planner, line, ref, parents, *, title, summary):
    """A new action, with the status that the line states."""
    owners = planner.owners(line) or [None]
    stated = line.get("status")
    due = line.get("due")
    completed = line.get("completed_on")
    fields = {
        "ref": ref,
        "title": title,
        "summary": summary,
        "lead_body": owners[0],
        "lead_post": line.get("lead_post", ""),
        "theme": planner.theme(line),
        "priority": line.get("priority", ""),
        "source": line.get("source", ""),
        "due_on": due.on if due else None,
        "due_words": words_to_keep(due),
    }
    status = status_of_new(line, stated)
    action = workflow.new(
        partial(unsaved, Action),
        status=status,
        opened_on=planner.on,
        completed_on=completed.on if completed else None,
        **fields,
    )
    check_completed(line)
    note_status(line, stated)
    note_due(line, due)
    planner.register.add(planner.mark(action, line))
    planner.plan.actions.append(action)
    planner.add_contributors(action, owners[1:])
    for parent in parents:
        link = unsaved(ActionRecommendation, action=action, recommendation=parent)
        planner.plan.links.append(link)
    add_what_was_said(planner, line, action, status, status)
    return action


def edit_delivery(planner, line, action):
    """What a flat line and a line about an action have in common: who, by when, how far."""
    before = action.status_word
    planner.put_owners(line, action, planner.owners(line))
    planner.put(line, action, "lead_post", line.get("lead_post"), "Lead officer")
    put_due(planner, line, action)
    after = put_status(planner, line, action, line.get("status"), line.get("completed_on"))
    add_what_was_said(planner, line, action, before, after)


def shortened(text, longest=200):
    """The beginning of a text, cut at a sentence or a word, as a title."""
    first = text.split("\n")[0].strip()
    if len(first) <= longest:
        return first
    sentence, stop, _ = first.partition(". ")
    if stop and len(sentence) < longest:
        return sentence
    return first[: longest - 1].rsplit(" ", 1)[0] + "…"
