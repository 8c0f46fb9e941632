"""Lines about motions."""

from imports.planning.things.things import Things
from motions.models import Motion


class Motions(Things):
    """A motion is known by its reference, or by its title."""

    model = Motion
    identifying = ("ref", "title")
    required = ("title", "meeting")

    def find(self, line):
        return self.by_ref_or_title(line)

    def new(self, line):
        meeting = self.value(line, "meeting")
        if meeting is None:
            return None
        ref = self.propose(line, f"MOTION-{meeting.held_on:%Y-%m-%d}")
        motion = Motion(ref=ref, meeting=meeting, title=line.get("title"))
        self.own.add(motion)
        return motion
