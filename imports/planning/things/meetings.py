"""Lines about meetings."""

from collections import defaultdict

from bodies.models import Body, Meeting
from imports.planning.things.things import Things


class Meetings(Things):
    """A meeting is known by its reference, or by its body and day."""

    model = Meeting
    identifying = ("ref", "held_on")
    required = ("body", "held_on")
    naming_bodies = ("body",)
    unique = (("body", "title", "held_on"), "That meeting has the reference")

    def __init__(self, planner, sorts):
        super().__init__(planner, sorts)
        self._by_day = defaultdict(list)
        for meeting in self.own:
            self._by_day[meeting.held_on].append(meeting)

    def find(self, line):
        if line.ref:
            return self.own.get(line.ref)
        body = self.sorts.of(Body).get(line.get("body"))
        for meeting in self._by_day[line.get("held_on")]:
            same_body = meeting.body is body or meeting.body == body
            if same_body and line.get("title", meeting.title) == meeting.title:
                return meeting
        return None

    def new(self, line):
        body, day = self.value(line, "body"), line.get("held_on")
        if body is None:
            return None
        ref = self.propose(line, f"{body.slug.upper()}-{day:%Y-%m-%d}")
        meeting = Meeting(ref=ref, body=body, held_on=day)
        self.own.add(meeting)
        self._by_day[day].append(meeting)
        return meeting

    def check(self, line, thing):
        if not thing.body.meets:
            line.warn("body", f"{thing.body} is not kept as a council, cabinet or committee.")

    def title_of(self, thing):
        return thing.title or f"{thing.body}, {thing.held_on.day} {thing.held_on:%B %Y}"
