"""Several owners in one cell. A name that is known is never cut, even where it holds a comma or
an “and”; names that one cell of the file shows alone are known in all its other cells."""

import re

from imports.values.folding import fold

# Separators that stand in no name; those that may; and the “and” that often does.
_SURE = re.compile(r"\n|;|\s/\s|\s\|\s")
_AND = r"\s+(?:and|&|with)\s+"
_ANY = re.compile(rf"({_AND}|\n|;|/|\||,|\+)")
_JOINING = re.compile(_AND)
_INITIALS = re.compile(r"[A-Z][A-Za-z]*[A-Z]s?")
_LEAD_MARK = re.compile(r"\s*\((?:lead|lead body|lead agency)\)|^\s*lead\s*:\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[](.*)[)\]]", re.DOTALL)
_NOBODY = frozenset(
    ("", "tbc", "tba", "n a", "na", "none", "nobody", "not known", "unknown", "to be confirmed")
)


class Names:
    """The names that may be met: those of the register's bodies, and those learned from a file."""

    def __init__(self, known):
        self._known = {fold(name) for name in known}
        self._found = {}

    def learn(self, cells):
        """Take up the names that the file's own cells show without doubt."""
        cells = {cell for cell in cells if cell}
        self._add(cell for cell in cells if not _ANY.search(cell))
        divided = [_SURE.split(cell) for cell in cells if _SURE.search(cell)]
        self._add(piece for pieces in divided for piece in pieces if not self._is_list(piece))
        for cell in cells:
            if "," in cell and not _SURE.search(cell) and not self.knows(cell):
                self._add(part for part in cell.split(",") if not _JOINING.search(part))
        self._found.clear()

    def split(self, cell):
        """The owners in `cell` as written, the lead first. One marked “(lead)” comes first."""
        if cell not in self._found:
            self._found[cell] = self._split(cell)
        return self._found[cell]

    def knows(self, name):
        return fold(name) in self._known

    def _add(self, names):
        self._known |= {key for name in names if (key := fold(_bare(name))) not in _NOBODY}

    def _is_list(self, piece):
        parts = _ANY.split(piece)[::2]
        return len(parts) > 1 and all(self.knows(_bare(part)) for part in parts)

    def _split(self, cell):
        if fold(cell) in _NOBODY:
            return ()
        names = {}
        for piece in self._pieces(_ANY.split(cell)):
            key = fold(_bare(piece))
            if key not in _NOBODY and (key not in names or _LEAD_MARK.search(piece)):
                names[key] = piece
        ordered = sorted(names.values(), key=lambda piece: not _LEAD_MARK.search(piece))
        return tuple(_bare(piece) for piece in ordered)

    def _pieces(self, parts):
        """`parts` are texts with the separators between them. The longest known name that begins
        at a part is one piece; an unknown one runs on over “and”, up to a name that is known."""
        start = 0
        while start < len(parts):
            end = self._end_of_known(parts, start) or start + 1
            if not self._is_name(parts[start:end]):
                while (
                    end + 1 < len(parts)
                    and _JOINING.fullmatch(parts[end])
                    and not self._end_of_known(parts, end + 1)
                ):
                    end += 2
            yield "".join(parts[start:end])
            start = end + 1

    def _end_of_known(self, parts, start):
        for end in range(len(parts), start, -2):
            if self._is_name(parts[start:end]):
                return end
        return None

    def _is_name(self, parts):
        """Known, or initials standing alone."""
        name = _bare("".join(parts))
        return self.knows(name) or (len(parts) == 1 and bool(_INITIALS.fullmatch(name)))


def _bare(piece):
    """A name without what people put around it: blanks, full stops, brackets, “(lead)”."""
    name = _LEAD_MARK.sub("", " ".join(piece.split())).strip(" ,.")
    bracketed = _BRACKETS.fullmatch(name)
    return bracketed.group(1).strip() if bracketed else name
