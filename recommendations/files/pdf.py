"""A PDF without anything in it that could run, and nothing else in the same file."""

import re
import zlib

from recommendations.files.markup import ends_as_zip, holds_markup
from recommendations.files.refusal import Refused

BEGINNING = b"%PDF-"

_AGAIN = "Open it, print it to a new PDF, and choose that."
_DAMAGED = f"The PDF is damaged. {_AGAIN}"
_LOCKED = f"The PDF is protected by a password or against changes. {_AGAIN}"
_BESIDE = f"The file is a PDF and something else at once, so it is not kept. {_AGAIN}"
#: What a name in a PDF means, in words.
_RUNS = {
    b"JavaScript": "a script",
    b"Launch": "a command that starts a program",
    b"EmbeddedFile": "another file inside it",
    b"EmbeddedFiles": "another file inside it",
    b"RichMedia": "a film or another program inside it",
    b"XFA": "a form that can run scripts",
}
_NAME = re.compile(rb"/(%s)(?![^\s()<>\[\]{}/%%\x00])" % b"|".join(_RUNS))
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PLAIN_DEFLATE = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?\s*(/|>>)")
#: Far above what the dictionary of a stream takes, and what documents hold.
_DICTIONARY_BYTES = 4096
_MOST_STREAMS = 50_000
_MOST_UNPACKED = 100 * 1024 * 1024
_EDGE = 4096


def check_pdf(data):
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Refused(_DAMAGED)
    edges = (data[:_EDGE], data[-_EDGE:])
    if data[end + 5 :].strip(b"\x00\r\n\t ") or ends_as_zip(data) or any(map(holds_markup, edges)):
        raise Refused(_BESIDE)
    _check_names(data)
    if b"/Encrypt" in _plain_names(data):
        raise Refused(_LOCKED)
    for packed in _object_streams(data):
        _check_names(packed)


def _check_names(data):
    found = _NAME.search(_plain_names(data))
    if found:
        raise Refused(f"The PDF holds {_RUNS[found[1]]}, so it is not kept. {_AGAIN}")


def _plain_names(data):
    """With each `#4A` as the letter that it stands for: a name may be written so."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _object_streams(data):
    """The objects that a PDF packs together, unpacked. Raises `Refused` for any that can't be."""
    unpacked = streams = seen = 0
    for stream in _STREAM.finditer(data):
        streams += 1
        if streams > _MOST_STREAMS:
            raise Refused(_DAMAGED)
        dictionary = _dictionary_before(data, stream.start())
        # What holds objects says where the first one is, whatever type it claims to be.
        if b"/ObjStm" not in dictionary and b"/First" not in dictionary:
            continue
        seen += dictionary.count(b"/ObjStm")
        objects = _unpacked(data, stream.end(), dictionary, _MOST_UNPACKED - unpacked)
        unpacked += len(objects)
        yield objects
    if _plain_names(data).count(b"/ObjStm") != seen:
        raise Refused(_DAMAGED)


def _dictionary_before(data, end):
    begin = max(0, end - _DICTIONARY_BYTES)
    return _plain_names(data[max(begin, data.rfind(b"obj", begin, end)) : end])


def _unpacked(data, begin, dictionary, most):
    end = data.find(b"endstream", begin)
    if end < 0:
        raise Refused(_DAMAGED)
    if b"/Filter" not in dictionary:
        return data[begin:end]
    if not _PLAIN_DEFLATE.search(dictionary) or b"/Predictor" in dictionary:
        raise Refused(_DAMAGED)
    machine = zlib.decompressobj()
    try:
        objects = machine.decompress(data[begin:end], max(1, most))
    except zlib.error:
        raise Refused(_DAMAGED) from None
    if not machine.eof:
        raise Refused(_DAMAGED)
    return objects
