"""The least that each page can ask of the database: its content's SQL, bare."""

from datetime import date

from django.db import connection

from recommendations.models import Action, ActionRecommendation, ProgressUpdate, Recommendation

RECOMMENDATIONS = Recommendation._meta.db_table
RECOMMENDATION_HISTORY = Recommendation.history.model._meta.db_table
ACTIONS = Action._meta.db_table
ACTION_HISTORY = Action.history.model._meta.db_table
LINKS = ActionRecommendation._meta.db_table
UPDATES = ProgressUpdate._meta.db_table


def run(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def listing(*, status, committee_id, rows):
    """How many there are, and the rows of the first page."""
    wanted = f"FROM {RECOMMENDATIONS} r WHERE r.status = %s AND r.committee_id = %s"
    run(f"SELECT COUNT(*) {wanted}", status, committee_id)
    run(
        "SELECT r.id, r.ref, r.title, r.status, r.status_on, r.priority, b.short_name, v.ref "
        f"FROM {RECOMMENDATIONS} r JOIN bodies_body b ON b.id = r.lead_body_id "
        "JOIN reviews_review v ON v.id = r.review_id "
        "WHERE r.status = %s AND r.committee_id = %s ORDER BY r.sort_key LIMIT %s",
        status,
        committee_id,
        rows,
    )


def detail(*, ref):
    """A recommendation, its actions, what was said of them, and the history of both."""
    ((pk, *_),) = run(f"SELECT * FROM {RECOMMENDATIONS} WHERE ref = %s", ref)
    serving = f"(SELECT action_id FROM {LINKS} WHERE recommendation_id = %s)"
    run(f"SELECT * FROM {ACTIONS} WHERE id IN {serving} ORDER BY sort_key", pk)
    run(f"SELECT * FROM {UPDATES} WHERE action_id IN {serving} ORDER BY effective_on DESC", pk)
    said = "history_date, effective_on, actor_label, history_change_reason, status"
    run(
        f"SELECT {said} FROM {RECOMMENDATION_HISTORY} WHERE id = %s UNION ALL "
        f"SELECT {said} FROM {ACTION_HISTORY} WHERE id IN {serving} ORDER BY 1 DESC",
        pk,
        pk,
    )


def home(*, committee_id):
    """The actions that a committee follows, grouped by where they stand."""
    run(
        "SELECT a.status, a.due_on IS NULL, a.due_on < %s, COUNT(*) "
        f"FROM {ACTIONS} a WHERE a.id IN (SELECT l.action_id FROM {LINKS} l "
        f"JOIN {RECOMMENDATIONS} r ON r.id = l.recommendation_id "
        "WHERE r.committee_id = %s) GROUP BY 1, 2, 3",
        date.today(),
        committee_id,
    )
