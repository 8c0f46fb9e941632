"""Actions, where the papers say they were, and what was reported of those of 2013."""

from cse_tracker.reference_case.adding import LABEL, add_missing, published
from cse_tracker.reference_case.reading import dated, day, rows, words
from recommendations.lifecycle.action import Status
from recommendations.models import (
    Action,
    ActionContributor,
    ActionRecommendation,
    ProgressUpdate,
)
from recommendations.workflow.action import new

#: What the papers' words come to. What was not under way had not started.
STATED = {
    "in progress": Status.IN_PROGRESS,
    "completed": Status.REPORTED_COMPLETE,
    "addressed": Status.REPORTED_COMPLETE,
}


def load_actions(recommendations, bodies, themes):
    listed = rows("actions")
    actions, added = add_missing(
        Action, ["ref"], [(_dated(row), _action(row, bodies, themes)) for row in listed]
    )
    serving = [
        (
            _dated(row),
            ActionRecommendation(
                action=actions[row["ref"]], recommendation=recommendations[row["recommendation"]]
            ),
        )
        for row in listed
    ]
    add_missing(ActionRecommendation, ["action_id", "recommendation_id"], serving)
    contributors = [
        (_dated(row), ActionContributor(action=actions[row["ref"]], body=bodies[slug]))
        for row in listed
        for slug in row["contributing"]
    ]
    add_missing(ActionContributor, ["action_id", "body_id"], contributors)
    reported = [row for row in listed if "reported" in row and row["ref"] in added]
    updates = [(_dated(row), _update(actions[row["ref"]], row)) for row in reported]
    add_missing(ProgressUpdate, ["action_id", "effective_on"], updates)
    return actions


def _dated(row):
    return dated(row["source"])


def _action(row, bodies, themes):
    return new(
        status=STATED.get(row["status_in_source"], Status.NOT_STARTED),
        opened_on=_dated(row),
        due_on=day(row.get("due_on")),
        due_words=row.get("timing_in_source", ""),
        last_update_on=_dated(row) if "reported" in row else None,
        ref=row["ref"],
        title=row["title"],
        summary=row["summary"],
        source=f"{words(row['source'])}, {row['source']['section']}",
        theme=themes[row["theme"]],
        lead_body=bodies[row["lead"]],
        lead_basis=row["lead_basis"],
        **published(_dated(row)),
    )


def _update(action, row):
    return ProgressUpdate(
        action=action,
        body=action.lead_body,
        author_label=LABEL,
        effective_on=_dated(row),
        done=row["reported"],
        status_before=action.status,
        status_after=action.status,
        **published(_dated(row)),
    )
