"""One step on the database that DATABASE_URL names, in a process of its own; the answer is a line
of JSON. `python -m benchmarks` calls it; by hand:

    python -m benchmarks.measure make 1000
    python -m benchmarks.measure page list
    python -m benchmarks.measure import-alone FILE.xlsx
"""

import json
import sys

import django


def make(size):
    from django.core.management import call_command

    from benchmarks.generator import generate

    call_command("migrate", verbosity=0)
    generate(int(size))
    return {}


def page(name):
    from benchmarks.pages import Pages

    return getattr(Pages(), name)()


def workbook(path, lines, changed=""):
    from benchmarks.workbook import write_workbook

    write_workbook(path, int(lines), changed=bool(changed))
    return {}


def import_product(path, changed, kept_rows):
    from benchmarks.importing import product

    return product(path, changed, kept_rows)


def import_alone(path):
    from benchmarks.importing import alone

    return alone(path)


def read_pages():
    from benchmarks.pages import Pages

    return Pages().read_until_told_to_stop()


def import_floor(path, kept_rows):
    from benchmarks.importing import floor

    return floor(path, kept_rows)


def seal():
    from benchmarks.sealing import seal

    return seal()


def verify():
    from benchmarks.sealing import verification

    return verification()


STEPS = {
    "make": make,
    "page": page,
    "seal": seal,
    "verify": verify,
    "workbook": workbook,
    "import-product": import_product,
    "import-floor": import_floor,
    "import-alone": import_alone,
    "read-pages": read_pages,
}

if __name__ == "__main__":
    django.setup()
    step, *particulars = sys.argv[1:]
    print(json.dumps(STEPS[step](*particulars)))
