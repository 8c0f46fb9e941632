"""Governance's queue: what waits for it, each line leading to the page where it is done."""

from reporting.home.headline import headline
from reporting.home.queue.actions import of_actions
from reporting.home.queue.bodies import of_replies, of_updates, vacant_posts
from reporting.home.queue.correspondence import of_letters, of_questions
from reporting.home.queue.keeping import of_keeping
from reporting.home.queue.line import MOST
from reporting.home.queue.meetings import of_meetings, of_motions
from reporting.home.queue.recommendations import of_recommendations
from reporting.home.scope import whole_register

__all__ = ["MOST", "governance"]


def governance(user, on):
    scope = whole_register(user)
    standing = headline(scope.actions, on)
    queues = [
        *of_recommendations(scope, on),
        *of_actions(scope, on),
        *of_replies(scope, on),
        *of_meetings(on),
        *of_updates(scope, on),
        vacant_posts(scope, on),
        *of_motions(on),
        *of_questions(user),
        *of_letters(user, on),
        *of_keeping(user, on),
    ]
    return {
        "on": on,
        "headline": standing,
        "parts": standing.parts(scope),
        "queues": [queue for queue in queues if queue.total],
        "clear": [queue.heading for queue in queues if not queue.total],
        "register_empty": not scope.recommendations.exists(),
    }
