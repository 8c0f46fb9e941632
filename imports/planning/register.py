"""What exists, read once into maps, and what a plan adds to it."""

import re
from collections import Counter, defaultdict

from django.db.models import Value
from django.utils.text import slugify

from accounts.visibility import READ_EVERYTHING, Classified
from imports.planning.bodies import Bodies
from imports.planning.naming import unused
from imports.planning.plan import Text
from imports.values.folding import fold
from recommendations.models import Action, DateChange, ProgressUpdate, Recommendation, Theme
from reviews.models import Review


class Register:
    """As `reader` sees it, or all that stands when it is nobody's. `lock` takes the rows of the
    record that may change, until the transaction ends. `own_only` knows no action but those that
    the reader may update."""

    def __init__(self, *, reader=None, lock=False, own_only=False):
        self.reader, self._lock, self._keyed = reader, lock, {}
        self._own_only = own_only
        self.bodies = Bodies()
        self._themes = {fold(theme.name): self._key(theme) for theme in Theme.objects.all()}
        self._theme_slugs = {theme.slug for theme in self._themes.values()}
        self._reviews = {}
        for review in Review.objects.all():
            self._remember_review(self._key(review))
        self.recommendations, self.actions = {}, {}
        self._taken, self._texts = {}, {}
        self._said, self.waiting, self.times_moved = defaultdict(set), set(), Counter()

    def forget_things(self):
        """Recommendations and actions, old and new."""
        self.recommendations, self.actions = {}, {}
        self._said.clear()

    def load(self, refs):
        """Take in the recommendations and actions that `refs` name, in any case of letters."""
        refs = frozenset(variant for ref in refs for variant in (ref, ref.upper()))
        self._load(Recommendation, self.recommendations, ref__any_of=refs)
        self._load(Action, self.actions, ref__any_of=refs)
        self._load_taken(refs)
        if self.actions:
            self._load_what_was_said(refs)

    def _load_taken(self, refs):
        """References of what the reader may not read, or that was entered in error."""
        known = (self.recommendations, self.actions)
        used = [
            model.objects.filter(ref__any_of=refs).values_list("ref", "taken_back_with", Value(of))
            for of, model in enumerate((Recommendation, Action))
        ]
        for ref, undoing, of in used[0].union(used[1], all=True):
            self.take_reference(ref, undoing, known[of])

    def take_reference(self, ref, undoing, known):
        """Nothing new may have a reference in use, known to the reader or not. `known` are in
        capital letters, and `undoing` is the import that took it back, if one did."""
        if ref.upper() not in known:
            self._taken[ref.upper()] = undoing

    def _load_what_was_said(self, refs):
        updates = self._readable(ProgressUpdate).filter(action__ref__any_of=refs)
        for action_id, done in updates.values_list("action_id", "done"):
            self._said[action_id].add(_squeezed(done))
        changes = DateChange.objects.filter(action__ref__any_of=refs)
        self.waiting |= set(changes.waiting().values_list("action_id", flat=True))
        self.times_moved.update(
            changes.agreed().exclude(old_due_on=None).values_list("action_id", flat=True)
        )

    def texts(self, model):
        """What the reader may read of recommendations or actions, as `Text`s."""
        if model not in self._texts:
            names = ["ref", "title", "summary"]
            names += ["review_id"] if model is Recommendation else []
            rows = self._readable(model).order_by("pk").values_list(*names)
            self._texts[model] = [Text(*row) for row in rows]
        return self._texts[model]

    def all_refs(self):
        """Every reference in use, in capital letters."""
        return {
            ref.upper()
            for model in (Recommendation, Action)
            for ref in model.objects.values_list("ref", flat=True)
        }

    def load_recommendations_of(self, review):
        self._load(Recommendation, self.recommendations, review=review)

    def _load(self, model, things, **which):
        """Add to `things` those of `model` that are not among them."""
        found = list(self.rows(model, lock=True).filter(**which))
        contributing = _contributing(model, which) if found else {}
        for thing in found:
            if thing.ref.upper() not in things:
                thing.contributing = frozenset(contributing.get(thing.pk, ()))
                self._take(things, thing)

    def rows(self, model, lock=False):
        """What the reader may read of a model. `lock` takes the rows where this register does."""
        rows = self._readable(model).order_by("pk")
        return rows.select_for_update(of=("self",)) if lock and self._lock else rows

    def _readable(self, model):
        if not issubclass(model, Classified):
            return model.objects.all()
        if self._own_only and model is Action:
            return Action.objects.editable_by(self.reader)
        return model.objects.visible_to(self.reader) if self.reader else model.objects.standing()

    def _take(self, things, thing):
        """Related rows are taken from the maps, so that every name is one object."""
        thing.planned_new = False
        if thing.lead_body_id:
            thing.lead_body = self.bodies.with_key(thing.lead_body_id)
        if thing.theme_id:
            thing.theme = self._by_pk(Theme, thing.theme_id)
        if isinstance(thing, Recommendation) and thing.review_id:
            thing.review = self._by_pk(Review, thing.review_id)
        things[thing.ref.upper()] = thing

    def _key(self, thing):
        self._keyed[type(thing), thing.pk] = thing
        return thing

    def _by_pk(self, model, pk):
        return self._keyed[model, pk]

    # Themes

    def theme(self, name):
        return self._themes.get(fold(name))

    def new_theme(self, name):
        theme = Theme(slug=unused(slugify(name)[:70] or "theme", self._theme_slugs), name=name)
        self._theme_slugs.add(theme.slug)
        self._themes[fold(name)] = theme
        return theme

    # Reviews

    def review(self, words):
        """By reference or title: “HMIC 2013” names HMIC-2013."""
        return self._reviews.get(fold(words))

    def new_review(self, ref, title):
        review = Review(ref=ref, title=title)
        self._remember_review(review)
        return review

    def _remember_review(self, review):
        self._reviews.setdefault(fold(review.title), review)
        self._reviews[fold(review.ref)] = review

    # Recommendations and actions

    def recommendation(self, ref):
        return self.recommendations.get(ref.upper())

    def action(self, ref):
        return self.actions.get(ref.upper())

    def as_written(self, ref):
        """In the letters of the register, where it knows the reference."""
        known = self.recommendation(ref) or self.action(ref)
        return known.ref if known else ref

    def is_taken(self, ref):
        """Whether something has this reference that the reader may know nothing of."""
        return ref.upper() in self._taken

    def why_taken(self, ref):
        if undoing := self._taken[ref.upper()]:
            return (
                f"{ref} was taken back when its import was undone, by import {undoing}. Undo "
                f"import {undoing}: {ref} is then here again, and this file changes it."
            )
        if self.reader is None or self.reader.has_perm(READ_EVERYTHING):
            return f"{ref} was entered in error and is not used again. Give another reference."
        return f"The reference {ref} can’t be used by you. Ask governance, or choose another."

    def add(self, thing):
        """A planned recommendation or action, for later rows to find."""
        thing.planned_new = True
        thing.contributing = frozenset()
        things = self.actions if thing._meta.model is Action else self.recommendations
        things[thing.ref.upper()] = thing
        return thing

    def was_said(self, action, words):
        """Whether an update of the action has these words already, or a row above says so. A new
        one has one row."""
        if action.planned_new:
            return False
        said, words = self._said[action.pk], _squeezed(words)
        known = words in said
        said.add(words)
        return known

    def recommendation_numbered(self, words, review):
        """“4” or “R4” of a review names its recommendation R4, and so does its title."""
        key = fold(words)
        return next(
            (
                recommendation
                for recommendation in self.recommendations.values()
                if recommendation.review is review
                and key
                in (
                    fold(recommendation.number),
                    fold(re.sub(r"^\D+", "", recommendation.number)),
                    fold(recommendation.title),
                )
            ),
            None,
        )


def _contributing(model, which):
    """Keys of the bodies that contribute, by those of the things. One question, and no instances:
    there may be ten thousand of each."""
    links = model._meta.get_field("contributors")
    owner = links.field.name
    wanted = {f"{owner}__{name}": value for name, value in which.items()}
    found = defaultdict(set)
    rows = links.related_model.objects.filter(**wanted)
    for key, body in rows.values_list(f"{owner}_id", "body_id"):
        found[key].add(body)
    return found


def _squeezed(words):
    return " ".join(words.split())
