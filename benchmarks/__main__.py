"""Measure the product against its floors and print the ratios: see README.md beside this file."""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.databases import databases
from benchmarks.table import Table

WORKS = ("list", "detail", "home", "verify", "seal", "import", "beside")
PAGES_OF = {"list": ("list",), "detail": ("detail",), "home": ("home", "home_recomputed")}
LINES = 2_000
IMPORT_ROUNDS = 3
# Copies of a larger register take longer than what is measured.
COPIED_AT_MOST = 10_000


def main():
    asked = arguments()
    table = Table()
    for kind in asked.database:
        with databases(kind) as made, tempfile.TemporaryDirectory() as folder:
            for size in asked.sizes:
                measure(made, size, asked, table.of(kind, size), Path(folder))
    table.print_growth()


def arguments():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=numbers, default=[1_000, 10_000], metavar="N,N")
    parser.add_argument(
        "--database", type=names("sqlite", "postgres"), default=["sqlite", "postgres"]
    )
    parser.add_argument("--only", type=names(*WORKS), default=WORKS, metavar=",".join(WORKS))
    parser.add_argument("--lines", type=int, default=LINES, help="lines of the imported workbook")
    return parser.parse_args()


def numbers(words):
    return [int(word) for word in words.split(",")]


def names(*known):
    def read(words):
        wanted = words.split(",")
        if unknown := set(wanted) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: not one of {known}")
        return wanted

    return read


def measure(made, size, asked, show, folder):
    register = f"register_{size}"
    step(made.make(register), "make", size)
    for work in asked.only:
        for page in PAGES_OF.get(work, ()):
            show.page(page, step(made.address(register), "page", page))
    if "verify" in asked.only:
        show.verified(step(made.address(register), "verify"))
    if "seal" in asked.only and size <= COPIED_AT_MOST:
        show.sealed(step(made.copy(register, "copy"), "seal"))
        made.drop("copy")
    if "import" in asked.only and size <= COPIED_AT_MOST:
        show.imported(asked.lines, imports(made, register, asked.lines, folder))
    if "beside" in asked.only:
        show.beside(asked.lines, beside(made, register, asked.lines, folder))
    made.drop(register)


def imports(made, register, lines, folder):
    """Medians of import and floor, taken in turns, each on a fresh copy of the register."""
    workbook, kept_rows = written(made, register, lines, folder), folder / "rows"
    changed = written(made, register, lines, folder, "changed")
    rounds = []
    for _ in range(IMPORT_ROUNDS):
        product = step(made.copy(register, "copy"), "import-product", workbook, changed, kept_rows)
        floor = step(made.copy(register, "copy"), "import-floor", workbook, kept_rows)
        rounds.append({**floor, **product})
    made.drop("copy")
    return {name: median(figures[name] for figures in rounds) for name in rounds[0]}


def beside(made, register, lines, folder):
    """An import while a member reads pages in another process, on a copy of the register."""
    workbook = written(made, register, lines, folder)
    address = made.copy(register, "copy")
    reader = begin(address, "read-pages", stdin=subprocess.PIPE)
    imported = step(address, "import-alone", workbook)
    read = answer(reader, "read-pages")
    made.drop("copy")
    return imported | read


def written(made, register, lines, folder, *changed):
    """The workbook of so many lines, which is made once."""
    workbook = folder / f"{'-'.join([str(lines), *changed])}.xlsx"
    if not workbook.exists():
        step(made.address(register), "workbook", workbook, lines, *changed)
    return workbook


def step(address, *words):
    """Run a step of `benchmarks.measure` on a database; what goes wrong there ends this too."""
    return answer(begin(address, *words), *words)


def begin(address, *words, stdin=None):
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.measure", *map(str, words)],
        env={**os.environ, **environment(), "DATABASE_URL": address},
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parent.parent,
    )


def answer(process, *words):
    """What a step says at its end; its standard input ends here."""
    said, _ = process.communicate()
    if process.returncode:
        sys.exit(f"Could not measure {' '.join(map(str, words))}.")
    return json.loads(said.splitlines()[-1])


def environment():
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "testserver",
        "PLAIN_HTTP": "true",
        # Who asks for a page here has no telephone.
        "SECOND_FACTOR_REQUIRED": "false",
        "DEBUG": "false",
        "LOG_LEVEL": "ERROR",
        "DEMONSTRATION_NOTICE": "",
    }


if __name__ == "__main__":
    main()
