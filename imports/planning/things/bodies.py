"""Lines about bodies."""

import re

from bodies.models import Body, FormerName
from imports.planning.plan import Change
from imports.planning.things.things import Things
from imports.values.days import read_day
from imports.values.folding import fold

_FORMER = re.compile(r"(?P<name>.+?)\s*\((?:to|until)\s+(?P<day>[^()]+)\)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;\n]\s*")
_PARENTS = {"part_of": "be part of itself", "successor": "replace itself"}


class Bodies(Things):
    """A body is known by its reference, or by any name that it has or had."""

    model = Body
    identifying = ("ref", "short_name", "name")
    apart = ("ref", "former")
    has_plain_reference = False

    def find(self, line):
        body = self.register.bodies.with_slug(line.get("ref", ""))
        if body is not None:
            return body
        for column in ("short_name", "name"):
            body = self.own.get(line.get(column))
            if body is not None:
                # The name by which it was found is no news of it.
                line.matched_by.add(column)
                self._say_former(line, column, body)
                return body
        return None

    def new(self, line):
        name = line.get("name") or line.get("short_name")
        if name is None:
            line.error("name", "Give the body a name: a new one needs it.")
            return None
        body = self.register.bodies.new(name, line.get("short_name", ""), line.get("ref", ""))
        self.own.add(body)
        if "kind" not in line:
            line.warn("kind", "Its kind is not given, so it is kept as “Other”.")
        return body

    def fill(self, line, thing):
        self._refuse_name_of_another(line, thing)
        if not line.planned.errors:
            super().fill(line, thing)
            self._add_former_names(line, thing)

    def check(self, line, thing):
        for name, what in _PARENTS.items():
            if name in line and _comes_back(thing, name):
                line.error(name, f"It would {what}, by way of other bodies.")
        if thing.founded_on and thing.ended_on and thing.ended_on < thing.founded_on:
            line.error("ended_on", "Its last day is before the day on which it was founded.")

    def ref_of(self, thing):
        return thing.slug

    def title_of(self, thing):
        return thing.name

    def _refuse_name_of_another(self, line, body):
        other = self.own.get(line.get("short_name"))
        if other is not None and other is not body:
            line.error("short_name", f"That is a name of {other.name}. Give each its own.")

    def _say_former(self, line, column, body):
        words = line.get(column)
        if fold(words) not in (fold(body.name), fold(body.short_name)):
            line.warn(column, f"“{words}” is a former name of {body}, which keeps its own.")

    def _add_former_names(self, line, body):
        had = {former.ends_on: former for former in self.register.bodies.former_names[body.pk]}
        for words in _BETWEEN.split(line.get("former", "")):
            if not words:
                continue
            found = _FORMER.fullmatch(words)
            day = read_day(found["day"]) if found else None
            if day is None or day.on is None or day.note:
                line.error(
                    "former", f"“{words}” has no last day. Write it as Old name (to 31/03/2019)."
                )
                continue
            same = had.get(day.on)
            if same is None:
                had[day.on] = self._add_former_name(line, body, found["name"], day.on)
            elif fold(same.name) != fold(found["name"]):
                line.error("former", f"Until {found['day']} the register has it as “{same.name}”.")

    def _add_former_name(self, line, body, name, ends_on):
        former = FormerName(body=body, name=name[:200], ends_on=ends_on)
        self.planner.plan.add(self.planner.mark(former, line))
        line.planned.changes.append(Change(line.heading("former"), "", name))
        return former


def _comes_back(body, name):
    """Whether the way from `body` over its parents leads to it again."""
    seen, parent = [], getattr(body, name)
    while parent is not None and all(parent is not one for one in seen):
        if parent is body:
            return True
        seen.append(parent)
        parent = getattr(parent, name)
    return False
