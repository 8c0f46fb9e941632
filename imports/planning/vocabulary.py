"""The words that cells of a column may hold, and what those of a file are taken for."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from imports.models import Kind
from imports.planning.recommendations import STATUSES
from imports.planning.things import THINGS
from imports.planning.things.values import chosen
from imports.planning.updates import VIEWS
from imports.values.folding import fold
from imports.values.nearness import nearest
from imports.values.owners import Names
from imports.values.statuses import read_kind, read_priority, read_status
from motions.lifecycle import Answer
from recommendations.lifecycle.action import Status, View
from recommendations.lifecycle.recommendation import Kind as KindOfRecommendation
from recommendations.lifecycle.recommendation import Priority
from recommendations.lifecycle.recommendation import Status as StatusOfRecommendation

#: Nobody goes through more different words of one column than so many.
MOST_WORDS = 100


@dataclass(frozen=True)
class WordOfFile:
    """`known` is what the register itself takes `words` for, `meaning` what they are taken for by
    what was chosen, `suggestion` what they may mean where that is nothing. `rows` have them."""

    words: str
    rows: int
    known: str = ""
    meaning: str = ""
    suggestion: str = ""


@dataclass
class Vocabulary:
    """The words of a column: `options` may be chosen. What is `open` may hold others too."""

    column: str
    heading: str
    options: list
    open: bool = False
    words: list = field(default_factory=list)

    @property
    def unsettled(self):
        return [word for word in self.words if not word.meaning]


class _Words(NamedTuple):
    """What the cells of a column may hold: `meaning` gives the option that words stand for, or
    raises `ValueError` or `KeyError`; what is `open` may hold other words than the options."""

    options: list
    meaning: Callable[[str], str]
    open: bool = False


def vocabularies(rows, mapping, kind, register):
    """The `Vocabulary` of each column of `rows` that has one, with the file's own words in it."""
    found = []
    for column in sorted(mapping.positions, key=mapping.positions.get):
        words = _words_of(column, kind, register)
        if words is not None:
            met = _met(rows, mapping, column, words, register)
            heading = mapping.heading(column)
            found.append(Vocabulary(column, heading, words.options, words.open, met))
    return [one for one in found if one.words]


def options_of(column, kind, register):
    """The words that cells of a column may hold; None where they hold anything."""
    words = _words_of(column, kind, register)
    return None if words is None else words.options


def _met(rows, mapping, column, words, register):
    position = mapping.positions[column]
    written = [cell for row in rows if isinstance(cell := row.cell(position), str)]
    if words.open:
        names = Names(register.bodies.names)
        names.learn(written)
        written = [name for cell in written for name in names.split(cell)]
    by_key = {fold(option): option for option in words.options}
    spelt, counts = {}, Counter()
    for cell in written:
        spelt.setdefault(fold(cell), cell)
        counts[fold(cell)] += 1
    return [
        WordOfFile(
            spelt[key],
            rows,
            _taken(words.meaning, spelt[key]),
            taken := _taken(words.meaning, mapping.choices.meant(column, spelt[key])),
            "" if taken else by_key.get(nearest(key, by_key) or "", ""),
        )
        for key, rows in counts.most_common(MOST_WORDS)
    ]


def _taken(meaning, words):
    try:
        return meaning(words)
    except (ValueError, KeyError):
        return ""


def _words_of(column, kind, register):
    """The `_Words` of a column; None for columns of free text, numbers and dates."""
    if kind in THINGS:
        return _words_of_things(column, kind, register)
    if column == "owners":
        return _bodies(register)
    if column == "priority":
        return _Words(_labels(Priority), lambda words: Priority(read_priority(words)).label)
    if column == "kind":
        return _Words(
            _labels(KindOfRecommendation),
            lambda words: KindOfRecommendation(read_kind(words)).label,
        )
    if column == "view":
        return _Words(_labels(View), lambda words: View(VIEWS[fold(words)]).label)
    if column == "status":
        return _status(kind)
    return None


def _status(kind):
    if kind == Kind.RECOMMENDATIONS:
        return _Words(_labels(StatusOfRecommendation), lambda words: STATUSES[fold(words)].label)
    stated = [Status.NOT_STARTED, Status.IN_PROGRESS, Status.REPORTED_COMPLETE]
    options = [status.label for status in stated]
    if kind == Kind.FLAT:
        options.append(KindOfRecommendation.ASSURANCE_SOUGHT.label)
    return _Words(options, lambda words: read_status(words).label)


def _words_of_things(column, kind, register):
    things = THINGS[kind]
    if column in things.naming_bodies:
        return _bodies(register)
    if column == "answer":
        return _chosen(Answer.choices)
    model_field = things.field_of(column)
    if model_field is not None and model_field.choices:
        return _chosen(model_field.choices)
    return None


def _chosen(choices):
    labels = {value: str(label) for value, label in choices}
    return _Words(list(labels.values()), lambda words: labels[chosen(words, choices, "a word")])


def _bodies(register):
    bodies = sorted({str(body) for body in register.bodies}, key=str.casefold)

    def meaning(name):
        body = register.bodies.named(name)
        return str(body) if body else ""

    return _Words(bodies, meaning, open=True)


def _labels(words):
    return [word.label for word in words]
