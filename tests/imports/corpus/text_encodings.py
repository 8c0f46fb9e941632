"""Text in the encodings that people save it in."""

from tests.imports.corpus.case import HEADINGS, Case, Read, RefusedWith

_WORDS = "The council’s “voice” – café £5 • done…"
_TABLE = f"Reference,Title,Progress update\r\nR1,One,{_WORDS}\r\n"
_ROWS = [["R1", "One", _WORDS]]


def _encoded(encoding, text=_TABLE):
    return lambda: text.encode(encoding)


def _lines(*lines):
    return lambda: b"\r\n".join([b"Reference,Title,Progress update", *lines])


_READ_AS = "The file does not say its encoding. It was read as"

CASES = [
    Case("utf-8.csv", _encoded("utf-8"), Read(_ROWS)),
    Case("utf-8-with-mark.csv", _encoded("utf-8-sig"), Read(_ROWS)),
    Case(
        "utf-8-with-two-marks.csv",
        lambda: b"\xef\xbb\xbf" + _TABLE.encode("utf-8-sig"),
        Read(_ROWS),
    ),
    Case("utf-16-little-with-mark.txt", _encoded("utf-16"), Read(_ROWS)),
    Case(
        "utf-16-big-with-mark.txt",
        lambda: b"\xfe\xff" + _TABLE.encode("utf-16-be"),
        Read(_ROWS),
    ),
    Case(
        "utf-16-little-without-mark.txt",
        _encoded("utf-16-le"),
        Read(_ROWS, notes=["The file was read as UTF-16, which it does not say."]),
    ),
    Case(
        "utf-16-big-without-mark.txt",
        _encoded("utf-16-be"),
        Read(_ROWS, notes=["The file was read as UTF-16, which it does not say."]),
    ),
    Case(
        "windows-1252.csv",
        _encoded("cp1252"),
        Read(_ROWS, notes=[f"{_READ_AS} Windows-1252, which makes “council’s” of line 2."]),
    ),
    Case(
        "mac-roman.csv",
        _encoded("mac_roman"),
        Read(_ROWS, notes=[f"{_READ_AS} Mac Roman, which makes “council’s” of line 2."]),
    ),
    Case(
        "mac-roman-with-one-name.csv",
        _lines("R1,One,Ask Zoë’s team".encode("mac_roman")),
        Read([["R1", "One", "Ask Zoë’s team"]], notes=[f"{_READ_AS} Mac Roman"]),
    ),
    Case(
        "windows-1252-in-capitals.csv",
        _lines("R1,One,A RÉSUMÉ".encode("cp1252")),
        Read([["R1", "One", "A RÉSUMÉ"]], notes=[f"{_READ_AS} Windows-1252"]),
    ),
    Case(
        "scripts-and-signs.csv",
        _lines("R1,🏠 Łódź,مرحبا שלום 你好".encode(), "R2,e\u0301,ﬁ".encode()),
        Read([["R1", "🏠 Łódź", "مرحبا שלום 你好"], ["R2", "e\u0301", "ﬁ"]]),
    ),
    Case(
        "spaces-that-do-not-break.csv",
        _encoded("utf-8", "Reference,Title,Progress update\nR1,10\u00a0days,zero\u200bwidth\n"),
        Read([["R1", "10\u00a0days", "zero\u200bwidth"]]),
    ),
    Case(
        "two-encodings.csv",
        _lines("R1,One,It’s in".encode(), "R2,Two,Barnardo’s".encode("cp1252")),
        RefusedWith("mixes two encodings: line 2 is in UTF-8, line 3 is not"),
    ),
    Case(
        "utf-8-that-says-so-and-is-not.csv",
        lambda: b"\xef\xbb\xbf" + _TABLE.encode("cp1252"),
        RefusedWith("says that it is UTF-8, but line 2 holds something else"),
    ),
    Case(
        "letters-that-could-be-either.csv",
        _lines("R1,One,“É”".encode("cp1252")),
        RefusedWith("not text in an encoding that is known"),
    ),
    Case(
        "dos-850.csv",
        _lines("R1,Müller,£5".encode("cp850")),
        RefusedWith("not text in an encoding that is known"),
    ),
    Case(
        "shift-jis.csv",
        _lines("R1,勧告,進捗状況の報告".encode("shift-jis")),
        RefusedWith("not text in an encoding that is known"),
    ),
    Case(
        "utf-16-torn.txt",
        lambda: _TABLE.encode("utf-16")[:-1],
        RefusedWith("not text in an encoding that is known"),
    ),
    Case("utf-32.txt", _encoded("utf-32"), RefusedWith("not text in an encoding that is known")),
    Case(
        "zeros-among-the-text.csv",
        lambda: ",".join(HEADINGS).encode() + b"\nR1,O\x00ne,\nR2,Two,\n",
        RefusedWith("not text in an encoding that is known"),
    ),
]
