"""Lines about the points of motions, and how each was answered."""

from audit.refusal import NotAllowed
from bodies.models import Body
from imports.planning.plan import Change
from imports.planning.references import parent_of
from imports.planning.things.things import Things
from imports.planning.things.values import chosen
from motions import workflow
from motions.columns import CLASSIFIED_BY
from motions.lifecycle import Answer
from motions.models import Motion, MotionPoint, PointAskedOf

_OF_ANSWER = ("answer", "answer_note", "answer_source")


class MotionPoints(Things):
    """A point is known by its reference, which is that of its motion with a dot and its number."""

    model = MotionPoint
    identifying = ("ref", "number")
    required = ("number",)
    naming_bodies = ("asked_of",)
    unique = (("motion", "number"), "That point of the motion has the reference")
    apart = ("ref", "motion", "asked_of", CLASSIFIED_BY, *_OF_ANSWER)

    def find(self, line):
        if line.ref:
            return self.own.get(line.ref)
        motion = self._motion(line)
        return motion and self.own.get(f"{motion.ref}.{line.get('number', '')}")

    def new(self, line):
        motion, number = self._motion(line), line.get("number")
        title, summary = self.title_and_summary(line)
        if not title:
            line.error("title", "Say what the point asks for.")
        if motion is None or not title:
            return None
        ref = line.ref or f"{motion.ref}.{number}"
        point = MotionPoint(ref=ref, motion=motion, number=number, title=title, summary=summary)
        self.own.add(point)
        return point

    def fill(self, line, thing):
        super().fill(line, thing)
        if "motion" in line:
            self._keep_motion(line, thing)
        present = [row.body for row in thing.asked_of.all()] if thing.pk else []
        names = self.planner.names.split(line.get("asked_of", ""))
        self.link(line, "asked_of", names, Body, present, lambda body: _asked(thing, body))
        self._put_answer(line, thing)

    def _motion(self, line):
        """The motion that a cell names, or that the reference begins with."""
        if "motion" in line:
            return self.value(line, "motion")
        motion = self.sorts.of(Motion).get(parent_of(line.ref))
        if motion is None:
            line.error("motion", "Name the motion that the point belongs to, by its reference.")
        return motion

    def _keep_motion(self, line, point):
        motion = self.value(line, "motion")
        if motion is not None and motion is not point.motion and motion != point.motion:
            line.error("motion", f"{point.ref} is a point of {point.motion}, and stays one.")

    def _put_answer(self, line, point):
        """Whoever imports an answer is the one who classified it."""
        given = {name: line.get(name) for name in _OF_ANSWER if name in line}
        if "answer" in given:
            try:
                given["answer"] = chosen(given["answer"], Answer.choices, "an answer")
            except ValueError as problem:
                line.error("answer", str(problem))
                return
        before = {name: getattr(point, name) for name in _OF_ANSWER}
        if all(given.get(name, before[name]) == before[name] for name in _OF_ANSWER):
            return
        after = before | given
        try:
            workflow.put_as_classified(
                point, answer=after["answer"], note=after["answer_note"],
                source=after["answer_source"], act=self.planner.act,
            )  # fmt: skip
        except NotAllowed as refusal:
            line.error("answer", str(refusal))
            return
        self._note_answer(line, point, before)

    def _note_answer(self, line, point, before):
        changed = [name for name in _OF_ANSWER if getattr(point, name) != before[name]]
        for name in changed:
            old, new = before[name], getattr(point, name)
            if name == "answer":
                old, new = Answer(old).label, Answer(new).label
            line.planned.changes.append(Change(line.heading(name), old, new))
        edit = self.planner.edit(point, line)
        edit.fields |= {*changed, "classified_by", "classified_by_label"}


def _asked(point, body):
    return PointAskedOf(point=point, body=body)
