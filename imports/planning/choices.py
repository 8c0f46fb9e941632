"""What a person said about a file: which column is which, and what its words mean."""

from dataclasses import dataclass, field

from imports.values.folding import fold

#: The name of no column: one that is not to be read.
LEFT_OUT = ""


@dataclass
class Choices:
    """`columns` maps positions to the names of columns, `LEFT_OUT` where one is not to be read.
    `words` has, by the name of a column, for folded words of the file those that the register
    knows. `fill_down` names the columns in which a merged cell stands for each of its rows."""

    columns: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    fill_down: tuple = ()

    def meant(self, column, words):
        """The words of the register that were said to be meant by `words`, or these."""
        said = self.words.get(column)
        return said.get(fold(words), words) if said else words

    @classmethod
    def kept(cls, stored):
        """From JSON, which has no numbers for keys."""
        columns = {int(position): name for position, name in stored.get("columns", {}).items()}
        return cls(columns, stored.get("words", {}), tuple(stored.get("fill_down", ())))

    def to_keep(self):
        return {"columns": self.columns, "words": self.words, "fill_down": list(self.fill_down)}

    # As a mapping with a name, for the next file of the same source

    @classmethod
    def for_headings(cls, saved, headings):
        """Choices that were made for one file, for another with headings of the same names."""
        by_heading = saved.get("headings", {})
        columns = {
            position: by_heading[fold(heading)]
            for position, heading in headings.items()
            if fold(heading) in by_heading
        }
        return cls(columns, saved.get("words", {}), tuple(saved.get("fill_down", ())))

    def by_heading(self, headings):
        return {
            "headings": {
                fold(headings[position]): name
                for position, name in self.columns.items()
                if position in headings
            },
            "words": self.words,
            "fill_down": list(self.fill_down),
        }
