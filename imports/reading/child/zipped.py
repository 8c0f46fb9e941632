"""The parts of a zipped workbook, as streams of XML without any document type."""

import posixpath
import zipfile
from xml.parsers import expat

from cells import Unsafe

_CHUNK = 1024 * 1024
_OVERLAP = 64
#: Bytes that the parser takes for a cell, at least, and for a byte of XML with shared texts.
_FOR_A_CELL, _FOR_A_BYTE_OF_TEXTS = 64, 3


class Parts:
    """Names are compared as spreadsheet programs do: in any case, with either slash."""

    def __init__(self, path, memory):
        self._memory = memory
        self._zip = zipfile.ZipFile(path)
        self._names = {_plain(name): name for name in self._zip.namelist()}

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self._zip.close()

    def __contains__(self, name):
        return _plain(name) in self._names

    def __iter__(self):
        return iter(self._names)

    def open(self, name):
        return self._zip.open(self._names[_plain(name)])

    def check_fits(self, *, cells=0, texts=""):
        """Raise MemoryError before the parser finds out, slowly, what can't fit."""
        size = self._zip.getinfo(self._names[_plain(texts)]).file_size if texts in self else 0
        if cells * _FOR_A_CELL + size * _FOR_A_BYTE_OF_TEXTS > self._memory:
            raise MemoryError

    def parse(self, name, start, end=None, text=None):
        """Call `start(tag, attributes)` and `end(tag)`, both without name spaces, and `text`."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = lambda tag, given: start(_local(tag), given)
        if end:
            parser.EndElementHandler = lambda tag: end(_local(tag))
        parser.CharacterDataHandler = text
        with self.open(name) as stream:
            parser.ParseFile(stream)

    def pieces(self, name):
        """The bytes, each piece with the end of the one before it."""
        tail = b""
        with self.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                yield tail + chunk
                tail = chunk[-_OVERLAP:]


def target(base, path):
    """A relationship's target, from the part that holds it."""
    return path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)


def _plain(name):
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").casefold()


def _local(tag):
    return tag[tag.find(":") + 1 :]


def _refuse(*declared):
    raise Unsafe
