"""One reason to be in the queue, and the first lines of it."""

from dataclasses import dataclass

#: Lines of one queue on the page.
MOST = 5


@dataclass(frozen=True)
class Queue:
    """`url` is the whole list, where a page has it; `together` the words and the address of a page
    where several are done at once."""

    key: str
    heading: str
    rows: list
    total: int
    url: str = ""
    together: tuple = ()

    @property
    def more(self):
        return self.total - len(self.rows)
