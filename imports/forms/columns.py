"""Which column is which, what the words of a file mean, and what merged cells stand for."""

from collections import Counter

from django import forms

from audit.screened_form import ScreenedForm
from imports.planning import Choices
from imports.planning.choices import LEFT_OUT
from imports.planning.columns import COLUMNS
from imports.planning.meaning import mapping_of_file
from imports.reading.sheet import as_text
from imports.values.folding import fold

_EXAMPLES, _EXAMPLE_LENGTH = 3, 40


class ColumnsForm(ScreenedForm, forms.Form):
    """A choice for each column of `table`, and for each word of `vocabularies`; `choices` is what
    was said so far. What is only likely is chosen beforehand and said to be a suggestion: it holds
    when the form is sent."""

    save_as = forms.CharField(
        label="Save these choices under a name (optional)",
        help_text="They are offered for the next file with columns of these names. A name that is "
        "used already gets the new choices.",
        max_length=80,
        required=False,
    )

    def __init__(self, *args, table, kind, choices, vocabularies, **kwargs):
        super().__init__(*args, **kwargs)
        self._table, self._kind = table, kind
        self._said = choices.words
        self._mapping = mapping_of_file(table, kind, choices)
        self._rows, self._words = [], []
        self._add_columns()
        self._add_words(vocabularies)
        self._add_merged(choices)

    # Columns

    def _add_columns(self):
        options = [(LEFT_OUT, "Leave out")]
        options += [(column.name, column.heading) for column in COLUMNS[self._kind]]
        names = {position: name for name, position in self._mapping.positions.items()}
        unused = {one.position: one for one in self._mapping.unused}
        for position, heading in sorted(self._table.headings.items()):
            name, why = names.get(position, ""), unused.get(position)
            self.fields[f"column-{position}"] = forms.ChoiceField(
                label=f"Column “{heading}” is",
                choices=options,
                initial=name or (why.meant if why else ""),
                required=False,
            )
            certainty = _certainty(position, name, why, self._mapping.choices)
            self._rows.append((position, heading, certainty))

    def columns(self):
        """For the table of columns: heading, the first cells, the field, how certain it is."""
        for position, heading, certainty in self._rows:
            yield heading, self._first_cells(position), self[f"column-{position}"], certainty

    def _first_cells(self, position):
        cells = (as_text(row.cell(position)) for row in self._table.rows)
        found = []
        for cell in cells:
            if cell and cell not in found:
                found.append(cell)
            if len(found) == _EXAMPLES:
                break
        return [
            cell if len(cell) <= _EXAMPLE_LENGTH else f"{cell[:_EXAMPLE_LENGTH]}…" for cell in found
        ]

    # Words

    def _add_words(self, vocabularies):
        for vocabulary in vocabularies:
            as_it_is = "A new body of this name" if vocabulary.open else "Not chosen"
            options = [("", as_it_is), *((option, option) for option in vocabulary.options)]
            rows = []
            for number, word in enumerate(vocabulary.words):
                name = f"word-{vocabulary.column}-{number}"
                known = word.meaning in vocabulary.options
                self.fields[name] = forms.ChoiceField(
                    label=f"“{word.words}” means",
                    choices=options,
                    initial=word.meaning if known else word.suggestion,
                    required=False,
                )
                rows.append((word, name))
            self._words.append((vocabulary, rows))

    def words(self):
        """For the tables of words: the vocabulary, and each word with its field."""
        for vocabulary, rows in self._words:
            yield vocabulary, [(word, self[name]) for word, name in rows]

    # Merged cells

    def _add_merged(self, choices):
        merged = [
            (name, heading)
            for name, heading in self._mapping.headings.items()
            if self._table.merged.get(self._mapping.positions[name])
        ]
        if merged:
            self.fields["fill_down"] = forms.MultipleChoiceField(
                label="Merged cells that stand for each of their rows (optional)",
                help_text="Otherwise what such a cell says counts for its first row alone.",
                choices=merged,
                initial=choices.fill_down,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    # What was sent

    def clean(self):
        cleaned = super().clean()
        positions = [position for position, *_ in self._rows]
        taken = {p: cleaned.get(f"column-{p}", LEFT_OUT) for p in positions}
        labels = {column.name: column.heading for column in COLUMNS[self._kind]}
        for name, times in Counter(taken.values()).items():
            if name != LEFT_OUT and times > 1:
                last = max(position for position, chosen in taken.items() if chosen == name)
                self.add_error(
                    f"column-{last}",
                    f"Two columns are chosen as “{labels[name]}”. Leave one of them out.",
                )
        fill_down = tuple(cleaned.get("fill_down", ()))
        self.choices = Choices(taken, self._words_said(cleaned), fill_down)
        return cleaned

    def _words_said(self, cleaned):
        """What was said before, with what is said now of the words of this file. Words that the
        register knows are left to it: it may read more from them than the option shown."""
        said = {column: dict(words) for column, words in self._said.items()}
        for vocabulary, rows in self._words:
            of_column = said.setdefault(vocabulary.column, {})
            for word, name in rows:
                of_column.pop(fold(word.words), None)
                if cleaned.get(name) not in ("", None, word.known):
                    of_column[fold(word.words)] = cleaned[name]
        return {column: words for column, words in said.items() if words}


def _certainty(position, name, unused, choices):
    if position in choices.columns:
        return "Chosen by a person"
    if name:
        return "Known heading"
    if unused and unused.meant:
        return "Suggested: the heading is much like it"
    return "Not known" if unused is None else f"Left out: {unused.why}"
