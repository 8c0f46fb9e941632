"""Two people who press at the same moment: one is first, the other is told."""

import threading

import pytest
from django.db import connections

from accounts.roles import Role
from audit.refusal import NotAllowed
from recommendations.workflow import action as workflow
from tests.factories import ActionFactory, UserFactory


@pytest.mark.django_db(transaction=True)
def test_claim_is_verified_or_returned_but_not_both():
    action = ActionFactory(reported_complete=True)
    first, second = UserFactory(role=Role.GOVERNANCE), UserFactory(role=Role.GOVERNANCE)
    together, done = threading.Barrier(2), []

    def press(verb, **particulars):
        together.wait(10)
        try:
            verb(action, **particulars)
            done.append(verb.__name__)
        except NotAllowed:
            done.append("refused")
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=press, args=(workflow.verify,), kwargs={"by": first}),
        threading.Thread(
            target=press,
            args=(workflow.return_claim,),
            kwargs={"missing": "The audit", "by": second},
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    action.refresh_from_db()
    assert sorted(done) in (["refused", "verify"], ["refused", "return_claim"])
    assert (action.version, action.history.count()) == (2, 2)
