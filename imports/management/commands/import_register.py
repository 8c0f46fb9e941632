"""The import for servers and scripts: the same engine as the pages."""

import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from accounts.models import User
from audit.personal_data import kinds_in
from audit.screened_form import seems_to_hold
from imports import workflow
from imports.models import Kind, Outcome
from imports.reading import Refused

SAVED, ROWS_TO_MEND, REFUSED = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Reads a spreadsheet (.xlsx .xlsm .xls .ods .csv .tsv) into the register: all or nothing. "
        "Exit code 0: saved, or could be. 1: rows have errors, or seem to hold personal data and "
        "--keep-because does not say why it must stay. 2: the file was refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--kind", choices=Kind.values, default="", help="what a line is")
        parser.add_argument("--source", default="", help="the review that all lines belong to")
        parser.add_argument("--sheet", default="", help="the sheet to read")
        parser.add_argument("--dry-run", action="store_true", help="say what it would do")
        parser.add_argument("--json", action="store_true", help="print one JSON object only")
        parser.add_argument(
            "--keep-because",
            default="",
            metavar="TEXT",
            help="why cells that seem to hold personal data are saved as they are",
        )
        parser.add_argument("--by", default="", metavar="EMAIL", help="the person who imports")

    def handle(self, *args, file, kind, source, sheet, dry_run, by, **options):
        keep_because = options["keep_because"].strip()
        self.as_json = options["json"]
        try:
            _check_reason(keep_because)
            given = {
                "file_name": Path(file).name,
                "data": _content(file),
                "by": _person(by),
                "kind": kind,
                "source": source.strip(),
                "sheet": sheet,
            }
            if dry_run:
                plan, batch = workflow.plan_file(**given), None
            else:
                plan, batch = workflow.save_file(**given, keep_because=keep_because)
        except Refused as refusal:
            self._refuse(str(refusal))
        except DatabaseError as error:
            self._refuse(
                f"The register could not be read or written, and nothing was saved: {error}"
            )
        else:
            held = bool(plan.personal) and not keep_because
            self._report(plan, batch, held, saved=not (dry_run or plan.errors or held))

    def _refuse(self, words):
        if self.as_json:
            self.stdout.write(json.dumps({"refused": words}, ensure_ascii=False))
        else:
            self.stderr.write(words)
        raise SystemExit(REFUSED)

    def _report(self, plan, batch, held, saved):
        report = {
            "batch": batch.pk if batch else None,
            "new": plan.counts[Outcome.NEW],
            "changed": plan.counts[Outcome.CHANGED],
            "unchanged": plan.counts[Outcome.UNCHANGED],
            "skipped": plan.counts[Outcome.SKIPPED],
            "errors": [asdict(message) for message in plan.errors],
            "warnings": [asdict(message) for message in plan.warnings],
            "saved": saved,
        }
        if self.as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            self._say(report, plan)
        if held:
            self.stderr.write(_held(plan))
        if held or plan.errors:
            raise SystemExit(ROWS_TO_MEND)

    def _say(self, report, plan):
        for word, messages in (("To mend", report["errors"]), ("Warning", report["warnings"])):
            for one in messages:
                where = f"row {one['row']}, {one['column']}"
                self.stdout.write(f"{word}: {where}: {one['message']}")
        for row in plan.rows:
            if row.outcome == Outcome.SKIPPED:
                self.stdout.write(f"Left out: row {row.number}: {row.title}")
        parts = ", ".join(f"{report[k]} {k}" for k in ("new", "changed", "unchanged", "skipped"))
        self.stdout.write(f"{parts}, {len(plan.errors)} to mend.")
        if report["batch"]:
            self.stdout.write(f"Saved as import {report['batch']}.")
        else:
            holds = report["saved"] and "The register holds all of it already. "
            self.stdout.write(f"{holds or ''}Nothing was written.")


def _check_reason(words):
    if kinds := kinds_in(words):
        raise Refused(f"What --keep-because says {seems_to_hold(kinds)}. Take it out.")


def _held(plan):
    rows = sorted({message.row for message in plan.personal})
    return (
        f"Rows that seem to hold personal data: {', '.join(map(str, rows))}. Take it out of the "
        "file, or say with --keep-because why it must stay."
    )


def _content(file):
    path = Path(file)
    try:
        if path.is_dir():
            raise Refused(f"{file} is a folder. Name the file in it.")
        with path.open("rb") as opened:
            # One byte more than is read at most is enough to know that there is too much.
            return opened.read(settings.IMPORT_MAX_MB * 1024 * 1024 + 1)
    except FileNotFoundError:
        raise Refused(f"There is no file {file}. Check its name and folder.") from None
    except OSError as error:
        raise Refused(f"{file} can’t be opened: {error.strerror}.") from None


def _person(email):
    if not email:
        return None
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise Refused(f"Nobody here has the e-mail address {email}. Check it.")
    if not person.has_perm(workflow.IMPORT):
        raise Refused(f"{person} may not import. Governance officers and administrators may.")
    return person
