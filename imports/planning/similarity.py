"""New lines whose text is nearly that of something else under another reference."""

import re
from functools import lru_cache
from zlib import crc32

from rapidfuzz import fuzz

from imports.models import Kind, Outcome
from imports.planning.plan import Alike, Text
from imports.planning.references import parent_of
from imports.values.folding import fold
from recommendations.models import Action, Recommendation

#: How alike, of 100, two texts are that may be one.
_ALIKE = 90
#: So many words of a text are compared, and so many together make a trace of it.
_WORDS, _TOGETHER = 60, 4
#: Texts are compared that share one of so many of their traces, unless so many others have it.
_TRACES, _COMMONPLACE = 4, 20
_NUMBER = re.compile(r"[0-9]+")


def say_what_is_alike(planner, kind, lines):
    """Warn of each new line that is much like another thing. Texts that differ in a number are
    not alike: “Visit home 1” is not “Visit home 2”."""
    new = [line for line in lines if line.planned.outcome == Outcome.NEW]
    if not new:
        return
    model = Action if kind == Kind.ACTIONS else Recommendation
    seen = _Seen()
    for text in planner.register.texts(model):
        seen.add(_Compared(text))
    for line in new:
        text = _Compared(Text(line.ref, line.get("title", ""), line.get("text", "")))
        # An action may say what its recommendation says.
        other = seen.add(text, besides={line.ref, parent_of(line.ref)})
        if other is not None:
            _warn(line, other)


def _warn(line, other):
    name = "text" if "text" in line else "title"
    line.planned.warnings.append(
        Alike(
            line.number,
            line.heading(name),
            line.text(name)[:200],
            f"It is much like {other.ref}, “{other.title or other.summary[:80]}”. Check that it is "
            "not the same under another reference.",
            other.ref,
        )
    )


class _Compared:
    """The beginning of a text, and a few runs of words that it most likely shares with another
    that has much in common with it."""

    __slots__ = ("numbers", "text", "words")

    def __init__(self, text):
        beginning = f"{text.title} {text.summary}".split(None, _WORDS)[:_WORDS]
        self.text, self.words = text, fold(" ".join(beginning))
        self.numbers = tuple(_NUMBER.findall(self.words))


class _Seen:
    """Texts by their traces, so that each is compared with few others, however many there are."""

    def __init__(self):
        self._by_trace = {}

    def add(self, compared, besides=frozenset()):
        """Take it in. Returns the first text before it that is nearly the same, `besides` those of
        these references; or None."""
        traces = _traces(compared.words)
        other = self._like(compared, traces, besides)
        for trace in traces:
            others = self._by_trace.get(trace, ())
            if len(others) < _COMMONPLACE:
                self._by_trace[trace] = (*others, compared)
        return other

    def _like(self, compared, traces, besides):
        for trace in traces:
            for other in self._by_trace.get(trace, ()):
                if (
                    other.numbers == compared.numbers
                    and other.text.ref not in besides
                    and fuzz.ratio(compared.words, other.words, score_cutoff=_ALIKE)
                ):
                    return other.text
        return None


def _traces(words):
    parts = words.split()
    if len(parts) <= _TOGETHER:
        return [words] if words else []
    codes = list(map(_code, parts))
    runs = zip(*(codes[i:] for i in range(_TOGETHER)), strict=False)
    return sorted(set(map(hash, runs)))[:_TRACES]


@lru_cache(maxsize=100_000)
def _code(word):
    """A number for a word, the same in every process."""
    return crc32(word.encode())
