"""Lines about reviews."""

from bodies.models import Body
from imports.planning.references import review_ref
from imports.planning.things.things import Things
from imports.values.days import read_day
from reviews.models import Review, ReviewBody

_PARTS = {"commissioned": ReviewBody.Part.COMMISSIONED, "undertook": ReviewBody.Part.UNDERTOOK}


class Reviews(Things):
    """A review is known by its reference or by its title."""

    model = Review
    identifying = ("ref", "title")
    required = ("title",)
    naming_bodies = tuple(_PARTS)
    apart = ("ref", "published", *_PARTS)

    def find(self, line):
        return self.by_ref_or_title(line)

    def new(self, line):
        title = line.get("title")
        review = Review(ref=self.propose(line, review_ref(title, [])), title=title)
        self.own.add(review)
        return review

    def fill(self, line, thing):
        super().fill(line, thing)
        self._put_published(line, thing)
        for column, part in _PARTS.items():
            self._put_part(line, thing, column, part)

    def _put_published(self, line, review):
        """A month or a season keeps its words and has no day."""
        words = line.get("published")
        if words is None:
            return
        day = read_day(words)
        if day.error:
            line.error("published", day.error)
        elif day.on and not day.note:
            self.put(line, review, "published_on", day.on, "published")
        elif not review.published_on:
            self.put(line, review, "published_words", words[:100], "published")

    def _put_part(self, line, review, column, part):
        rows = review.bodies.all() if review.pk else []
        present = [row.body for row in rows if row.part == part]
        names = self.planner.names.split(line.get(column, ""))

        def make(body):
            return ReviewBody(review=review, body=body, part=part)

        self.link(line, column, names, Body, present, make)
