"""What the seal costs a single update, and how fast the record is verified."""

import resource
from contextlib import ExitStack, contextmanager
from itertools import cycle
from secrets import token_hex
from time import perf_counter
from unittest.mock import patch

from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit import record, turn
from audit.verify import verify
from benchmarks.timing import counted, interleaved
from recommendations.lifecycle.action import Status
from recommendations.models import Action
from recommendations.workflow import action as workflow

ROUNDS = 60


@contextmanager
def not_sealed():
    """History is written, and nothing else: neither entries nor the turn that they need."""

    def nothing(*args, **kwargs):
        pass

    with ExitStack() as patches:
        for module, name in ((record, "seal_saved"), (record, "seal_written"), (turn, "take_turn")):
            patches.enter_context(patch.object(module, name, nothing))
        yield


class Updates:
    """The same update, now to this action, now to that, by an officer of its body."""

    def __init__(self):
        self.officer = User.objects.get(email="officer@example.org")
        under_way = Action.objects.editable_by(self.officer).filter(status=Status.IN_PROGRESS)
        self.actions = cycle(under_way.order_by("pk")[:20])
        self.client = Client()
        self.client.force_login(self.officer)

    def verb(self):
        action = next(self.actions)
        workflow.post_update(action, done=_something_new(), status=action.status, by=self.officer)

    def page(self):
        action = next(self.actions)
        action.refresh_from_db()
        answer = self.client.post(
            reverse("action_update", args=[action.ref]),
            {"done": _something_new(), "status": action.status, "version": action.version},
        )
        saved = answer.status_code == 302 and action.ref in answer["Location"]
        if not saved:
            raise RuntimeError(f"The update of {action.ref} answered {answer.status_code}")


def _something_new():
    """The page asks again about words that are like those of the last update."""
    return f"Trained {token_hex(60)}"


def seal():
    """Milliseconds of a verb and of a page, with the seal and without."""
    updates, found = Updates(), {}
    for name in ("verb", "page"):
        work = getattr(updates, name)
        found[name] = _with_and_without(work)
    return found


def _with_and_without(work):
    def bare():
        with not_sealed():
            work()

    times = interleaved(ROUNDS, floor=bare, product=work)
    with counted() as statements:
        work()
    return times | {"statements": len(statements)}


def verification():
    begin = perf_counter()
    verified = verify()
    taken = perf_counter() - begin
    if not verified.holds:
        raise RuntimeError(f"The generated register does not verify: {verified.findings}")
    return {
        "entries": verified.entries,
        "seconds": taken,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
