"""The words that cells of a column may hold, and what those of a file are taken for."""

from collections import Counter
from dataclasses import dataclass, field

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
    """`meaning` is what the register takes `words` for, `suggestion` what they may mean where it
    takes them for nothing. `rows` have them."""

    words: str
    rows: int
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


def vocabularies(rows, mapping, kind, register):
    """The `Vocabulary` of each column of `rows` that has one, with the file's own words in it."""
    found = []
    for column in sorted(mapping.positions, key=mapping.positions.get):
        words = _words_of(column, kind, register)
        if words is not None:
            options, _, is_open = words
            met = _met(rows, mapping, column, words, register)
            found.append(Vocabulary(column, mapping.heading(column), options, is_open, met))
    return [one for one in found if one.words]


def options_of(column, kind, register):
    """The words that cells of a column may hold; None where they hold anything."""
    words = _words_of(column, kind, register)
    return None if words is None else words[0]


def _met(rows, mapping, column, words_of_column, register):
    options, meaning, has_names = words_of_column
    position = mapping.positions[column]
    written = [cell for row in rows if isinstance(cell := row.cell(position), str)]
    if has_names:
        names = Names(register.body_names)
        names.learn(written)
        written = [name for cell in written for name in names.split(cell)]
    by_key = {fold(option): option for option in options}
    spelt, counts = {}, Counter()
    for words in written:
        spelt.setdefault(fold(words), words)
        counts[fold(words)] += 1
    return [
        WordOfFile(
            spelt[key],
            rows,
            taken := _taken(meaning, mapping.choices.meant(column, spelt[key])),
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
    """The options of a column, how its words are read, and whether others may be added; None for
    columns of free text, numbers and dates."""
    if kind in THINGS:
        return _words_of_things(column, kind, register)
    if column == "owners":
        return _bodies(register)
    if column == "priority":
        return _labels(Priority), lambda words: Priority(read_priority(words)).label, False
    if column == "kind":
        return (
            _labels(KindOfRecommendation),
            lambda words: KindOfRecommendation(read_kind(words)).label,
            False,
        )
    if column == "view":
        return _labels(View), lambda words: View(VIEWS[fold(words)]).label, False
    if column == "status":
        return _status(kind)
    return None


def _status(kind):
    if kind == Kind.RECOMMENDATIONS:
        return (
            _labels(StatusOfRecommendation),
            lambda words: STATUSES[fold(words)].label,
            False,
        )
    stated = [Status.NOT_STARTED, Status.IN_PROGRESS, Status.REPORTED_COMPLETE]
    options = [status.label for status in stated]
    if kind == Kind.FLAT:
        options.append(KindOfRecommendation.ASSURANCE_SOUGHT.label)
    return options, lambda words: read_status(words).label, False


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
    return list(labels.values()), lambda words: labels[chosen(words, choices, "a word")], False


def _bodies(register):
    bodies = sorted({str(body) for body in register.all_bodies()}, key=str.casefold)

    def meaning(name):
        body = register.body(name)
        return str(body) if body else ""

    return bodies, meaning, True


def _labels(words):
    return [word.label for word in words]
