"""A step that the rules do not allow."""


class NotAllowed(Exception):
    """Raised by a workflow verb before anything is written. `str()` is fit for the page: it says
    what is missing or wrong, and what to do."""


class RefusedItem(NotAllowed):
    """Raised by a verb that does many things at once: the refusal is about `item` alone."""

    def __init__(self, words, item):
        super().__init__(words)
        self.item = item


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
