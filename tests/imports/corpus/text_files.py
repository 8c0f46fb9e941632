"""Text with delimiters, quotes and ends of lines as programs write them."""

from tests.imports.corpus.case import HEADINGS, Case, Read, RefusedWith

_HEAD = ",".join(HEADINGS)


def _text(text):
    return lambda: text.encode("utf-8")


def _delimited(delimiter):
    rows = [HEADINGS, ["R1", "One", "Under way"], ["R2", "Two", ""]]
    return _text("\r\n".join(delimiter.join(row) for row in rows))


_TWO = Read([["R1", "One", "Under way"], ["R2", "Two", None]])

CASES = [
    Case("commas.csv", _delimited(","), _TWO),
    Case("semicolons.csv", _delimited(";"), _TWO),
    Case("tabs.tsv", _delimited("\t"), _TWO),
    Case("bars.txt", _delimited("|"), _TWO),
    Case(
        "semicolons-with-more-commas.csv",
        _text("Reference;Title;Progress update\nR1;One;a, b, c, d\nR2;Two;e, f, g\n"),
        Read([["R1", "One", "a, b, c, d"], ["R2", "Two", "e, f, g"]]),
    ),
    Case(
        "delimiter-named.csv",
        _text("sep=;\r\nReference;Title;Progress update\r\nR1;One, and two;Under way\r\n"),
        Read([["R1", "One, and two", "Under way"]], numbers=[3]),
    ),
    Case(
        "delimiter-named-in-quotes.csv",
        _text('"sep=,"\nReference,Title,Progress update\nR1,One;two,x\n'),
        Read([["R1", "One;two", "x"]], numbers=[3]),
    ),
    Case("lines-end-in-cr.csv", _text(f"{_HEAD}\rR1,One,a\rR2,Two,b\r"),
         Read([["R1", "One", "a"], ["R2", "Two", "b"]], numbers=[2, 3])),
    Case("lines-end-in-either.csv", _text(f"{_HEAD}\r\nR1,One,a\nR2,Two,b\rR3,Three,c"),
         Read([["R1", "One", "a"], ["R2", "Two", "b"], ["R3", "Three", "c"]])),
    Case(
        "lines-within-cells.csv",
        _text(f'{_HEAD}\r\nR1,"One\r\nand two","- first\n- second\r- third"\r\nR2,Two,b\r\n'),
        Read([["R1", "One\nand two", "- first\n- second\n- third"], ["R2", "Two", "b"]],
             numbers=[2, 3]),
    ),
    Case(
        "quotes-within-cells.csv",
        _text(f'{_HEAD}\nR1,"The ""voice"" work",a 5" gap\n'),
        Read([["R1", 'The "voice" work', 'a 5" gap']]),
    ),
    Case(
        "references-that-look-like-numbers.csv",
        _text(f"{_HEAD}\n1.10,One,a\n001,Two,b\n1E5,Three,c\n"),
        Read([["1.10", "One", "a"], ["001", "Two", "b"], ["1E5", "Three", "c"]]),
    ),
    Case(
        "formulas-are-text.csv",
        _text(f'{_HEAD}\nR1,One,=1+1\nR2,Two,\'=HYPERLINK("x")\nR3,Three,@now\n'),
        Read([["R1", "One", "=1+1"], ["R2", "Two", '=HYPERLINK("x")'], ["R3", "Three", "@now"]]),
    ),
    Case(
        "blank-lines-and-cells-at-the-end.csv",
        _text(f"{_HEAD},,,\n\nR1,One,a,,,\n,,,,,\n\n\n"),
        Read([["R1", "One", "a", None, None, None]], numbers=[3]),
    ),
    Case("rows-that-lack-cells.csv", _text(f"{_HEAD}\nR1,One\nR2,Two,b\n"),
         Read([["R1", "One"], ["R2", "Two", "b"]])),
    Case(
        "longest-cell.csv",
        lambda: f"{_HEAD}\nR1,One,{'x' * 32_767}\n".encode(),
        Read([["R1", "One", "x" * 32_767]]),
    ),
    Case("begins-like-a-program.csv", _text("MZ,Reference,Title\nx,R1,One\n"),
         Read([["x", "R1", "One"]], headings=["MZ", "Reference", "Title"])),
    Case("quote-not-closed.csv", _text(f'{_HEAD}\nR1,"One,a\nR2,Two,b\n'),
         RefusedWith("Row 2 can’t be divided into cells")),
    Case("quote-closed-too-late.csv", _text(f'{_HEAD}\nR1,"One,a\nR2,Two,"b"\nR3,Three,c\n'),
         RefusedWith("Row 2 can’t be divided into cells")),
    Case("quote-not-closed-before-a-mark-of-inches.csv",
         _text(f'{_HEAD}\nR1,"One,a\nR2,A pipe of 5",b\nR3,Three,c\n'),
         RefusedWith("seems to hold other rows within a cell")),
    Case("semicolons-and-quotes-in-text-of-many-lines.csv",
         _text(f'{_HEAD}\nR1,One,"a; ""b""\nc; d\ne; f\ng; h"\nR2,Two,"x; y\nz; ""u"""\n'),
         Read([["R1", "One", 'a; "b"\nc; d\ne; f\ng; h'], ["R2", "Two", 'x; y\nz; "u"']])),
    Case("quote-that-swallows-rows.csv",
         _text(f'{_HEAD}\nR1,"One,a\nR2,Two,b\nR3,Three",c\nR4,Four,d\n'),
         RefusedWith("Row 2 seems to hold other rows within a cell")),
    Case("cell-too-long.csv", lambda: f"{_HEAD}\nR1,One,{'x' * 32_768}\n".encode(),
         RefusedWith("A cell in row 2 has more than 32,767 characters, beginning “xxx")),
    Case("too-many-columns.csv", _text(f"{_HEAD}\nR1,One,a{',' * 200}x\n"),
         RefusedWith("more than 200 columns in row 2")),
    Case("too-many-rows.csv", _text(f"{_HEAD}\n" + "R1,One,a\n" * 40),
         RefusedWith("more than 40 rows. Split it"), settings={"IMPORT_MAX_ROWS": 40}),
    Case("too-large.csv", lambda: f"{_HEAD}\n".encode() + b"x" * 1024 * 1024,
         RefusedWith("larger than 1 MB"), settings={"IMPORT_MAX_MB": 1}),
    Case("blank.csv", _text(" \r\n\t\n"), RefusedWith("The file is empty")),
    Case("nothing-but-commas.csv", _text(",,,\n,,,\n"),
         RefusedWith("nothing in the file’s cells")),
    Case("prose.txt", _text("Dear colleague,\n\nplease find the tracker attached.\n"),
         RefusedWith("No row of headings was found")),
]  # fmt: skip
