"""What a person said about a file: which column is which, and what its words mean."""

from dataclasses import dataclass, field

from imports.values.folding import fold


@dataclass
class Choices:
    """`columns` maps positions to the names of columns, '' where one is not to be read. `words`
    has, by the name of a column, for folded words of the file those that the register knows.
    `fill_down` names the columns in which a merged cell stands for each of its rows."""

    columns: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    fill_down: tuple = ()

    def meant(self, column, words):
        """The words of the register that were said to be meant by `words`, or these."""
        said = self.words.get(column)
        return said.get(fold(words), words) if said else words
