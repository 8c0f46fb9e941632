"""What every kind of line needs while it is planned: names become things, cells become edits."""

from functools import cached_property

from audit.record import Act
from audit.unsaved import unsaved
from imports.planning.plan import Change, Edit, Plan
from imports.values.folding import same_text
from imports.values.owners import Names
from recommendations.models import Action, ActionContributor, Contributor


class Planner:
    """`source` is the review that all lines belong to, or None. `own_only` when a body's people
    bring updates of their own actions."""

    def __init__(self, register, *, on, by, label, reason):
        self.register = register
        self.on, self.by, self.label, self.reason = on, by, label, reason
        self.plan = Plan()
        self.names = Names(register.bodies.names)
        self.source = None
        self.own_only = False
        self._met = {}

    @cached_property
    def act(self):
        return self.act_on(self.on)

    def act_on(self, day):
        return Act(by=self.by, reason=self.reason, effective_on=day, label=self.label)

    def mark(self, thing, line):
        """The history of a new thing names the row that it came from."""
        thing._change_reason = f"{self.reason}, row {line.number}"
        return thing

    def forget_what_to_write(self):
        """It takes as much room again as the lines, and only they are shown."""
        self.plan = Plan(rows=self.plan.rows)
        self.register.forget_things()

    # Names become things

    def owners(self, line):
        """The bodies in the line's cell of owners, the lead first; None when it names nobody."""
        names = self.names.split(line.get("owners", ""))
        bodies = []
        for name in (line.meant("owners", name) for name in names):
            body = self._known_body(name, line) or self._new_body(name, line)
            if not any(body is other for other in bodies):
                bodies.append(body)
        return bodies or None

    def _known_body(self, name, line):
        if name not in self._met:
            body = self.register.bodies.named(name)
            is_alias = (
                body is not None and body.pk and not self.register.bodies.has_name(body, name)
            )
            self._met[name] = (body, is_alias)
        body, is_alias = self._met[name]
        if is_alias:
            line.warn("owners", f"“{name}” is taken as {body}, {body.name}.")
        return body

    def _new_body(self, name, line):
        if len(name) > 200:
            line.error("owners", f"“{name[:40]}…” is too long for the name of a body.")
        similar = self.register.bodies.most_like(name)
        meant = f" Did you mean “{similar}”?" if similar else ""
        line.warn("owners", f"“{name}” is not a body we know.{meant} It will be added.")
        body = self.register.bodies.new(name)
        self._met[name] = (body, False)
        self.plan.bodies.append(body)
        return body

    def put_theme(self, line, thing):
        if line.get("theme") != "":
            self.put(line, thing, "theme", self.theme(line), "Theme")
        elif thing.theme is not None:
            line.planned.changes.append(Change("Theme", str(thing.theme), ""))
            thing.theme = None
            self.edit(thing, line).fields.add("theme")

    def theme(self, line):
        name = line.get("theme")
        if not name:
            return None
        theme = self.register.theme(name)
        if theme is None:
            line.warn("theme", f"“{name}” is not a theme we know. It will be added.")
            theme = self.register.new_theme(name)
            self.plan.themes.append(theme)
        return theme

    def new_review(self, ref, title):
        review = self.register.new_review(ref, title)
        self.plan.reviews.append(review)
        return review

    # Cells become edits

    def edit(self, thing, line):
        """The edit of `thing`. That of a new one is not kept: it is written as it then is."""
        key = id(thing)
        if thing.planned_new:
            return Edit(thing, line.number, self.on)
        if key not in self.plan.edits:
            self.plan.edits[key] = Edit(thing, line.number, self.on)
        return self.plan.edits[key]

    def put(self, line, thing, field, new, label, show=str):
        """Give `thing` a new value for `field` when the cell has one and it differs."""
        old = getattr(thing, field)
        if new is None or _same(old, new):
            return False
        # What a new thing has before is no value that anybody gave it.
        before = "" if thing.planned_new or not old else show(old)
        line.planned.changes.append(Change(label, before, show(new)))
        setattr(thing, field, new)
        self.edit(thing, line).fields.add(field)
        return True

    def put_owners(self, line, thing, owners, label="Owner"):
        """The first owner leads, the others contribute. A contributor who is not named stays: an
        import takes nobody's part away."""
        if owners is None:
            return
        lead, others = owners[0], owners[1:]
        before = _owners(thing.lead_body, self._contributing(thing))
        new_lead = thing.lead_body is not lead
        added = [body for body in others if body.pk is None or body.pk not in thing.contributing]
        if new_lead:
            thing.lead_body, thing.lead_basis = lead, ""
            self.edit(thing, line).fields |= {"lead_body", "lead_basis"}
        if new_lead or added:
            after = _owners(lead, [*self._contributing(thing), *added])
            line.planned.changes.append(Change(label, before, after))
        self.add_contributors(thing, added)

    def add_contributors(self, thing, bodies):
        is_action = thing._meta.model is Action
        for body in bodies:
            if is_action:
                row = unsaved(ActionContributor, action=thing, body=body)
                self.plan.action_contributors.append(row)
            else:
                row = unsaved(Contributor, recommendation=thing, body=body)
                self.plan.contributors.append(row)
        if bodies:
            thing.contributing |= {body.pk for body in bodies if body.pk}

    def _contributing(self, thing):
        return [self.register.bodies.with_key(pk) for pk in sorted(thing.contributing)]


def _same(old, new):
    if isinstance(new, str):
        return same_text(old or "", new)
    # Things that are not saved yet have no key to compare by.
    return old is new or (old is not None and old == new)


def _owners(lead, others):
    names = [str(body) for body in others if body is not lead]
    joined = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    if lead is None:
        return joined
    return f"{lead}, with {joined}" if joined else str(lead)
