"""Lines about what a review found."""

import re

from bodies.models import Body
from imports.planning.references import with_source
from imports.planning.things.things import Things
from motions.models import MotionPoint
from reviews.models import Finding, FindingBody, FindingPoint, Review

_BETWEEN = re.compile(r"[;,\n]")


class Findings(Things):
    """A finding is known by its reference, or within its review by its title. What whoever imports
    may not read is not known to them."""

    model = Finding
    identifying = ("ref", "title", "summary")
    required = ("kind",)
    naming_bodies = ("bodies",)
    apart = ("ref", "review", "points", "bodies")

    def __init__(self, planner, sorts):
        super().__init__(planner, sorts)
        self._titled = {(one.review.ref, one.title): one for one in self.own}
        known = {one.ref.upper() for one in self.own}
        for ref, undoing in Finding.objects.values_list("ref", "taken_back_with"):
            self.register.take_reference(ref, undoing, known)

    def find(self, line):
        if line.ref:
            line.ref = with_source(line.ref, self.planner.source)
            if self.register.is_taken(line.ref):
                line.error("ref", self.register.why_taken(line.ref))
                return None
            return self.own.get(line.ref)
        review, (title, _) = self._review(line), self.title_and_summary(line)
        found = self._titled.get((review.ref, title)) if review else None
        if found is not None:
            line.matched_by_text(found.ref)
        return found

    def new(self, line):
        review, (title, summary) = self._review(line), self.title_and_summary(line)
        if review is None and not line.planned.errors:
            line.error("review", "Name the review that found it.")
        if not title:
            line.error("title", "Say what was found.")
        if review is None or not title:
            return None
        finding = Finding(
            ref=line.ref or self._next_ref(line, review), review=review, title=title,
            summary=summary,
        )  # fmt: skip
        self.own.add(finding)
        self._titled.setdefault((review.ref, title), finding)
        return finding

    def fill(self, line, thing):
        super().fill(line, thing)
        review = self._review(line)
        if review is not None and review is not thing.review and review != thing.review:
            line.error("review", f"{thing.ref} is a finding of {thing.review}, and stays one.")
        points = [row.point for row in thing.points.all()] if thing.pk else []
        refs = [ref.strip() for ref in _BETWEEN.split(line.get("points", "")) if ref.strip()]
        self.link(line, "points", refs, MotionPoint, points, lambda point: _answers(thing, point))
        bodies = [row.body for row in thing.bodies.all()] if thing.pk else []
        names = self.planner.names.split(line.get("bodies", ""))
        self.link(line, "bodies", names, Body, bodies, lambda body: _concerns(thing, body))

    def _review(self, line):
        if "review" in line:
            return self.named(line, "review", line.get("review"), Review)
        return self.planner.source

    def _next_ref(self, line, review):
        number = 1
        while self._is_used(f"{review.ref}-F{number}"):
            number += 1
        ref = f"{review.ref}-F{number}"
        line.proposed(ref)
        return ref

    def _is_used(self, ref):
        return self.own.get(ref) is not None or self.register.is_taken(ref)


def _answers(finding, point):
    return FindingPoint(finding=finding, point=point)


def _concerns(finding, body):
    return FindingBody(finding=finding, body=body)
