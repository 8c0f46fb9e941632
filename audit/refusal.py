"""A step that the rules do not allow."""


class NotAllowed(Exception):
    """Raised by a workflow verb before anything is written. `str()` is fit for the page: it says
    what is missing or wrong, and what to do."""


def check(next_statuses, current, new):
    """Raise `NotAllowed` unless `new` may follow `current` in the table `next_statuses`."""
    allowed = next_statuses[current]
    if new in allowed:
        return
    if not allowed:
        raise NotAllowed(f"It is {current.label.lower()}, and nothing may follow that.")
    words = " or ".join(f"“{word.label.lower()}”" for word in allowed)
    raise NotAllowed(
        f"It is {current.label.lower()}, which can become {words}, not “{new.label.lower()}”."
    )
