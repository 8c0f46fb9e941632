"""Who may read what, and what was entered in error."""

from django.urls import reverse

from recommendations.classified import list_url, waiting
from reporting.home.queue.line import Queue
from reporting.home.rows import Row


def of_keeping(user, on):
    """Who may read what, and what was entered in error: a line for each kind of thing."""
    numbers = waiting(user, on)

    def queue(key, heading, why, url, url_of):
        rows = [
            Row(ref=str(number), title=kind.one if number == 1 else kind.many, why=why,
                url=url_of(kind))
            for kind, number in numbers[key].items()
        ]  # fmt: skip
        return Queue(key, heading, rows, sum(numbers[key].values()), url)

    everything = reverse("unclassified_list")
    void = reverse("void_list")
    again = f"{everything}#again"
    return [
        queue("classify", "To classify", "Nobody has said who may read them", everything, list_url),
        queue("look-again", "Classifications to look at again", "Not public, and the day has come",
              again, lambda kind: again),
        queue("void", "Said to be entered in error", "A second person has to agree", void,
              lambda kind: void),
    ]  # fmt: skip
