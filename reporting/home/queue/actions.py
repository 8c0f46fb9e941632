"""Actions that wait for governance."""

from django.utils.formats import date_format

from reporting.home.queue.line import MOST, Queue
from reporting.home.rows import first_of, of_action, overdue_words, state_words


def of_actions(scope, on):
    everything = scope.actions.select_related("lead_body")

    def queue(key, heading, found, why, url_name, **filters):
        things, total = first_of(found, MOST)
        rows = [of_action(one, why(one), url_name) for one in things]
        return Queue(key, heading, rows, total, scope.actions_url(**filters))

    return [
        queue(
            "claims",
            "Claims to check",
            everything.waiting_for_check().order_by("status_on", "sort_key"),
            lambda one: f"Reported complete on {date_format(one.status_on)}",
            "action_check",
            status="reported-complete",
        ),
        _dates_to_agree(scope),
        queue(
            "overdue",
            "Overdue actions",
            everything.overdue(on).order_by("due_on", "sort_key"),
            lambda one: overdue_words(one, on),
            "action_update",
            flag="overdue",
        ),
        queue(
            "stale",
            "No update for a whole cycle",
            everything.stale(on).order_by("last_update_on", "sort_key"),
            lambda one: (
                f"Last update {date_format(one.last_update_on)}"
                if one.last_update_on
                else f"No update since it was opened on {date_format(one.opened_on)}"
            ),
            "action_update",
            flag="stale",
        ),
        queue(
            "owner",
            "Actions that nobody leads",
            everything.owner_missing(on).order_by("sort_key"),
            lambda one: state_words(one, on),
            "action_detail",
            flag="no-owner",
        ),
        queue(
            "date",
            "Actions without a date",
            everything.without_date().order_by("sort_key"),
            lambda one: f"Written as “{one.due_words}”" if one.due_words else "No date given",
            "action_date",
            flag="no-date",
        ),
    ]


def _dates_to_agree(scope):
    waiting = scope.date_changes.waiting().select_related("action__lead_body")
    changes, total = first_of(waiting.order_by("asked_on", "pk"), MOST)
    rows = [
        of_action(
            change.action,
            f"{change.asked_by_label} asks for {date_format(change.new_due_on)}: {change.reason}",
            "action_date",
            word=change.status_word,
        )
        for change in changes
    ]
    return Queue("dates", "Dates to agree", rows, total)
