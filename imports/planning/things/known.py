"""What the register has of one sort, by the words that name it."""

from imports.values.folding import fold
from imports.values.nearness import ask


class Known:
    """Things by each of their names; the first that has a name keeps it. `what` is the sort, as in
    “a meeting”."""

    def __init__(self, what, things, names):
        self.what, self._names = what, names
        self._by_name, self._things = {}, []
        for thing in things:
            self.add(thing)

    def __iter__(self):
        return iter(self._things)

    def add(self, thing):
        self._things.append(thing)
        self.also(thing, *self._names(thing))

    def also(self, thing, *names):
        """Other names of a thing that is known, where nothing else is called so."""
        for name in names:
            if fold(name):
                self._by_name.setdefault(fold(name), thing)

    def get(self, words):
        return self._by_name.get(fold(words)) if words else None

    def named(self, words):
        """The thing that `words` name, or `ValueError` with what may have been meant."""
        thing = self.get(words)
        if thing is None:
            raise ValueError(
                f"“{words}” is not {self.what} the register knows.{ask(words, self._by_name)} "
                "Write it as the register has it, or add it first."
            )
        return thing

    def unused(self, wanted):
        """`wanted`, or with a number behind it when something is called so."""
        ref, number = wanted, 1
        while self.get(ref) is not None:
            number += 1
            ref = f"{wanted}-{number}"
        return ref
