"""Who signed in, who could not, and what changed about it: one line each, to the log `security`.

No password, code, link or number of a session is ever passed here.
"""

import json
import logging

from accounts.client_address import address_of

logger = logging.getLogger("security")


def note(event, *, request=None, user=None, **facts):
    """`event` in lower case with hyphens, then what is known as name="value". What a person typed
    is written as JSON text in plain ASCII: it can't end the line, nor look like another fact."""
    known = {}
    if user is not None and user.pk:
        known |= {"user": user.pk, "email": user.email}
    known |= facts
    if request is not None:
        known["address"] = address_of(request)
    told = [event, *(f"{name}={json.dumps(str(value))}" for name, value in known.items())]
    logger.info(" ".join(told))
