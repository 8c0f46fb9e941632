"""The import for servers and scripts: the same engine as the pages."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from accounts.models import User
from audit.personal_data import kinds_in
from audit.refusal import NotAllowed
from audit.screened_form import seems_to_hold
from imports import workflow
from imports.models import ImportBatch, Kind, Outcome, SavedMapping
from imports.reading import Refused
from imports.undoing import CantBeUndone, check_undoable, plan_undo
from imports.undoing import undo as take_back

SAVED, ROWS_TO_MEND, REFUSED = 0, 1, 2
#: Errors beyond so many are counted, not listed.
MOST_ERRORS = 1_000


class Command(BaseCommand):
    help = (
        "Reads a spreadsheet (.xlsx .xlsm .xls .ods .csv .tsv) into the register: all or nothing. "
        "Exit code 0: saved, or could be. 1: rows have errors, or seem to hold personal data and "
        "--keep-because does not say why it must stay. 2: the file was refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="the spreadsheet; none with --undo")
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
        parser.add_argument("--mapping", default="", help="columns and words saved under a name")
        parser.add_argument("--undo", type=int, metavar="BATCH", help="take a whole import back")
        parser.add_argument("--reason", default="", help="why it is undone")
        parser.add_argument("--by", default="", metavar="EMAIL", help="the person who imports")

    def handle(self, *args, file, undo, by, **options):
        self.as_json = options["json"]
        try:
            if undo is not None:
                self._undo(undo, _person(by), options["reason"], options["dry_run"])
            elif file is None:
                raise Refused("Name a file, or an import to take back with --undo.")
            else:
                self._import(file, by, **options)
        except (Refused, NotAllowed) as refusal:
            self._refuse(str(refusal))
        except DatabaseError as error:
            self._refuse(
                f"The register could not be read or written, and nothing was saved: {error}"
            )

    def _undo(self, number, by, reason, dry_run):
        batch = ImportBatch.objects.filter(pk=number).first()
        if batch is None:
            raise Refused(f"There is no import {number}. See the list at /imports/.")
        check_undoable(batch)
        undoing = None
        if dry_run:
            plan = plan_undo(batch, by=by)
        else:
            try:
                undoing, plan = take_back(
                    batch, reason=reason, by=by, label="" if by else workflow.COMMAND_LINE
                )
            except CantBeUndone as refused:
                plan = refused.plan
        self._report_undoing(plan, undoing)

    def _report_undoing(self, plan, undoing):
        blocked = [
            {"row": one.row, "column": "", "value": one.ref, "message": one.words}
            for one in plan.blocked[:MOST_ERRORS]
        ]
        report = {
            "batch": undoing.pk if undoing else None,
            "changed": len(plan.rows),
            "errors": blocked,
            "warnings": [{"message": words} for words in plan.stays],
            "saved": undoing is not None,
        }
        if self.as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            for one in blocked:
                self.stdout.write(f"In the way: {one['message']}")
            for words in plan.stays:
                self.stdout.write(words)
            done = f"Undone as import {undoing.pk}." if undoing else "Nothing was written."
            self.stdout.write(f"{len(plan.rows)} put back or taken back. {done}")
        if plan.blocked:
            raise SystemExit(ROWS_TO_MEND)

    def _import(self, file, by, *, kind, source, sheet, mapping, dry_run, **options):
        keep_because = options["keep_because"].strip()
        _check_reason(keep_because)
        given = {
            "file_name": Path(file).name,
            "data": _content(file),
            "by": _person(by),
            "kind": kind,
            "source": source.strip(),
            "sheet": sheet,
            "mapping": _mapping(mapping),
        }
        if dry_run:
            plan, batch = workflow.plan_file(**given), None
        else:
            plan, batch = workflow.save_file(**given, keep_because=keep_because)
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
            "errors": [_plain(message) for message in plan.errors[:MOST_ERRORS]],
            "warnings": [_plain(message) for message in plan.warnings],
            "saved": saved,
        }
        if len(plan.errors) > MOST_ERRORS:
            report["more_errors"] = len(plan.errors) - MOST_ERRORS
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
        if "more_errors" in report:
            self.stdout.write(f"To mend: {report['more_errors']:,} more, which are not listed.")
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


def _plain(message):
    return {name: getattr(message, name) for name in ("row", "column", "value", "message")}


def _mapping(name):
    if not name:
        return None
    mapping = SavedMapping.objects.in_use().filter(name__iexact=name).first()
    if mapping is None:
        known = ", ".join(f"“{one}”" for one in SavedMapping.objects.in_use())
        there = f"There are {known}." if known else "None has been saved yet."
        raise Refused(f"No columns and words are saved as “{name}”. {there}")
    return mapping


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
