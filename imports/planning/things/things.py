"""Lines that each are one thing of the register beside recommendations and actions: a body, a
meeting, a motion, a motion point, a review or a finding."""

from imports.models import Outcome
from imports.planning.actions import shortened
from imports.planning.plan import Change
from imports.planning.things.values import shown


class Things:
    """Plans lines of one kind. Subclasses say how a line finds its thing and how a new one begins;
    a column fills the field of its name, but for those that are taken `apart`."""

    model = None
    #: Columns of which the file must have one.
    identifying = ("ref",)
    #: Columns that a new thing can't be without.
    required = ()
    apart = ("ref",)
    #: What of it no two things share, and what to say where they do.
    unique = None
    has_plain_reference = True
    #: Columns of names of bodies.
    naming_bodies = ()

    def __init__(self, planner, sorts):
        self.planner, self.register, self.sorts = planner, planner.register, sorts
        self._lines = {}

    @classmethod
    def field_of(cls, column):
        """The model's field that a column fills, or None."""
        if column in cls.apart:
            return None
        fields = {field.name: field for field in cls.model._meta.concrete_fields}
        return fields.get(column)

    @property
    def own(self):
        """The things of this kind, old and new."""
        return self.sorts.of(self.model)

    def plan(self, lines):
        """Things are found or begun first and filled afterwards, so that a line may name one that
        stands further down."""
        found = [(line, thing) for line in lines if (thing := self._find_or_begin(line))]
        for line, thing in found:
            self.fill(line, thing)
            line.planned.ref, line.planned.title = self.ref_of(thing), self.title_of(thing)
        for line, thing in found:
            self.check(line, thing)
        self._refuse_twins(found)

    def _find_or_begin(self, line):
        if line.planned.errors:
            return None
        thing = self.find(line)
        if thing is not None:
            thing.planned_new = thing.pk is None
        elif not line.planned.errors:
            thing = self._begin(line)
        if thing is None:
            return None
        earlier = self._lines.setdefault(id(thing), line)
        if earlier is line:
            return thing
        if line.cells == earlier.cells:
            line.leave_out(f"The same as row {earlier.number}")
        else:
            ref = self.ref_of(thing)
            line.error("ref", f"Row {earlier.number} is about {ref} too. Keep one of them.")
        return None

    def _begin(self, line):
        for name in self.required:
            if name not in line:
                line.error(name, "It is not given, and a new one needs it.")
        thing = None if line.planned.errors else self.new(line)
        if thing is None or line.planned.errors:
            return None
        thing.planned_new = True
        line.planned.outcome = Outcome.NEW
        self.planner.plan.add(self.planner.mark(thing, line))
        return thing

    def fill(self, line, thing):
        """Put every cell that fills a field. The words by which a thing was found are no news."""
        for name in line.columns:
            field = self.field_of(name)
            if field is not None and name in line and name not in line.matched_by:
                self.put(line, thing, name, self.value(line, name))

    def put(self, line, thing, field, value, column=""):
        labels = dict(self.model._meta.get_field(field).flatchoices)

        def show(value):
            return str(labels[value]) if labels and value in labels else shown(value)

        self.planner.put(line, thing, field, value, line.heading(column or field), show)

    def value(self, line, name):
        """What a cell says; the thing itself where it names one."""
        field = self.model._meta.get_field(name)
        if not field.is_relation:
            return line.get(name)
        return self.named(line, name, line.get(name), field.related_model)

    def named(self, line, column, words, model):
        """The thing that `words` of a cell name. None, with an error, when there is none."""
        try:
            return self.sorts.of(model).named(words)
        except ValueError as problem:
            line.error(column, str(problem))
            return None

    def link(self, line, column, names, model, present, make):
        """Add the things of `model` that `names` name and that are not `present` yet. Nobody's
        part is taken away."""
        added = []
        for words in (line.meant(column, name) for name in names):
            other = self.named(line, column, words, model)
            if other is not None and not any(other is one or other == one for one in present):
                present = [*present, other]
                added.append(other)
        for other in added:
            self.planner.plan.add(self.planner.mark(make(other), line))
        if added:
            words = "; ".join(map(str, added))
            line.planned.changes.append(Change(line.heading(column), "", words))

    def by_ref_or_title(self, line):
        """The thing with the line's reference, or where it has none with its title."""
        if line.ref:
            return self.own.get(line.ref)
        found = self.own.get(line.get("title"))
        if found is not None:
            line.matched_by_text(found.ref)
        return found

    def propose(self, line, wanted):
        """A reference for a new thing that has none."""
        if line.ref:
            return line.ref
        ref = self.own.unused(wanted)
        line.proposed(ref)
        return ref

    def title_and_summary(self, line):
        """Each stands for the other where one is missing."""
        title, summary = line.get("title", ""), line.get("summary", "")
        return title or shortened(summary), summary or title

    def _refuse_twins(self, found):
        if self.unique is None:
            return
        fields, words = self.unique
        holders = {}
        for thing in self.own:
            holders.setdefault(_key(thing, fields), []).append(thing)
        for line, thing in found:
            others = [one for one in holders[_key(thing, fields)] if one is not thing]
            if others:
                line.error(fields[-1], f"{words} {self.ref_of(others[0])}.")

    # What each kind says for itself

    def find(self, line):
        """The thing that the line is about, or None."""
        raise NotImplementedError

    def new(self, line):
        """A new thing with its reference, for later lines to find; None after an error."""
        raise NotImplementedError

    def check(self, line, thing):
        """What can only be seen when every line has been read."""

    def ref_of(self, thing):
        return thing.ref

    def title_of(self, thing):
        return thing.title


def _key(thing, fields):
    """Things that are not saved yet are themselves."""
    values = [getattr(thing, field) for field in fields]
    return tuple(getattr(value, "pk", value) or id(value) for value in values)
