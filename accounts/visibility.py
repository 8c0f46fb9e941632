"""Who may read what: the one definition, used by every query for recommendations, actions, updates,
evidence and findings, and for the history of each.

- **public**: everybody who may read the register, and the public where the register is published.
- **exempt** (Local Government Act 1972, Schedule 12A): the committees and bodies concerned.
- **restricted**: the bodies named, and nobody else's.
- **not classified yet**: read as exempt, and by those who import, since they brought it.

Governance and auditors read everything. What belongs to something is read by those who may read
both. Nothing that was entered in error (`accounts.void`) is read by anybody, but in the history.
"""

from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.formats import date_format

from accounts.models import User
from accounts.written_once import written_once
from audit.record import Recorded
from audit.words import Word
from bodies.models import Body

READ = "recommendations.view_register"
READ_EVERYTHING = "recommendations.read_everything"
IMPORT = "imports.import_register"

NOTHING = Q(pk__in=[])
EVERYTHING = Q()

#: Conditions by model and by all that they hang on of a person. A committee has the same for all
#: of its members.
_CONDITIONS = {}
_KEPT_AT_MOST = 1_000


class Visibility(Word):
    PUBLIC = "public", "green", "○", "Public"
    EXEMPT = "exempt", "amber", "◐", "Exempt"
    RESTRICTED = "restricted", "red", "●", "Restricted"
    NOT_CLASSIFIED = "", "grey", "?", "Not classified yet"


@dataclass(frozen=True)
class Told:
    """What a tag shows."""

    label: str
    colour: str
    symbol: str


class ExemptParagraph(models.IntegerChoices):
    """Local Government Act 1972, Schedule 12A, Part 1, in our words."""

    INDIVIDUAL = 1, "1: about an individual"
    IDENTITY = 2, "2: likely to reveal who an individual is"
    BUSINESS = 3, "3: somebody’s financial or business affairs"
    LABOUR = 4, "4: consultations or negotiations about labour relations"
    LEGAL = 5, "5: legal professional privilege"
    ORDERS = 6, "6: a notice, order or direction that is to be given"
    CRIME = 7, "7: preventing, investigating or prosecuting crime"


class ClassifiedQuerySet(models.QuerySet):
    """Remembers whose query it is, so that what it counts of other things is what they may see."""

    reader = None

    def _clone(self):
        clone = super()._clone()
        clone.reader = self.reader
        return clone

    def visible_to(self, user):
        found = self.standing().filter(self.model.readable_by(user))
        found.reader = user
        return found

    def visible_within(self, user):
        """As `visible_to`, of things that belong to what `user` is known to read, such as the
        evidence of an action that `visible_to` has found."""
        found = self.standing().filter(self.model.readable_within(user))
        found.reader = user
        return found

    def as_seen_by(self, reader):
        """All of these rows; what they count of other things is what `reader` may see."""
        found = self._chain()
        found.reader = reader
        return found

    def sees(self, name, model):
        """A condition: the row of `model` that `name` leads to is one that the reader of this
        query sees."""
        if self.reader is None or self.reader.has_perm(READ_EVERYTHING):
            # The same, without asking for all of them.
            return Q(**{f"{name}__voided_on": None})
        return is_among(self.others(model), name)

    def standing(self):
        """Without what was entered in error."""
        return self.filter(voided_on=None)

    def others(self, model):
        """Rows of another model, as the reader of this query sees them; all that stand when it
        is nobody's."""
        return model.objects.visible_to(self.reader) if self.reader else model.objects.standing()

    def void_asked(self):
        """Said to be entered in error by one person; nobody has agreed yet."""
        return self.standing().exclude(void_asked_on=None)

    def void(self):
        return self.exclude(voided_on=None)

    def not_classified(self):
        return self.filter(visibility=Visibility.NOT_CLASSIFIED)

    def classification_review_due(self, on):
        """Not public, and the day has come on which that was to be looked at again."""
        return self.exclude(visibility=Visibility.PUBLIC).filter(classification_review_on__lte=on)


class Classified(Recorded):
    """`restricted_to` holds the slugs of the named bodies, each between bars: `|rscp|syp|`. It is
    a column, and not rows of their own, so that each historical row says who might read it.

    `void_…` and `voided_…` are of an entry made in error: one person asks, a second agrees. What an
    import brought goes with it when that is undone: `taken_back_with` is the number of the import
    that took it back, and nobody has to agree.
    """

    visibility = models.CharField(max_length=12, choices=Visibility, default="", blank=True)
    exempt_paragraph = models.PositiveSmallIntegerField(
        "paragraph of Schedule 12A", choices=ExemptParagraph, null=True, blank=True
    )
    public_interest_reason = models.TextField(
        "why the public interest is in not publishing it", blank=True
    )
    restricted_to = models.TextField("bodies that may read it", blank=True)
    classified_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    classified_by_label = models.CharField("classified by", max_length=200, blank=True)
    classified_on = models.DateField(null=True, blank=True)
    classification_review_on = models.DateField("to be looked at again on", null=True, blank=True)
    void_asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    void_asked_on = models.DateField(null=True, blank=True)
    void_reason = models.TextField("why it was entered in error", blank=True)
    voided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    voided_on = models.DateField("entered in error, agreed on", null=True, blank=True)
    taken_back_with = models.PositiveBigIntegerField(
        "taken back by import", null=True, blank=True, editable=False
    )
    follow_from_others = ("classified_by", "classified_by_label", "classified_on")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=[v.value for v in Visibility]),
                name="%(class)s_visibility_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.EXEMPT.value)
                | Q(
                    ~Q(public_interest_reason=""),
                    exempt_paragraph__isnull=False,
                    classification_review_on__isnull=False,
                ),
                name="%(class)s_exempt_says_by_which_paragraph_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.RESTRICTED.value, restricted_to=""),
                name="%(class)s_restricted_names_its_bodies",
            ),
            models.CheckConstraint(
                condition=Q(visibility="")
                | Q(~Q(classified_by_label=""), classified_on__isnull=False),
                name="%(class)s_is_classified_by_somebody_named",
            ),
            models.CheckConstraint(
                condition=Q(voided_on=None, voided_by=None, taken_back_with=None)
                | Q(
                    ~Q(void_reason=""),
                    ~Q(voided_by=F("void_asked_by")),
                    voided_on__isnull=False,
                    voided_by__isnull=False,
                    void_asked_by__isnull=False,
                    taken_back_with=None,
                )
                | Q(
                    ~Q(void_reason=""),
                    voided_on__isnull=False,
                    voided_by=None,
                    void_asked_by=None,
                    taken_back_with__isnull=False,
                ),
                name="%(class)s_is_void_when_a_second_person_agrees",
            ),
        ]
        indexes = [
            models.Index(
                fields=["visibility"],
                condition=~Q(visibility=Visibility.PUBLIC.value),
                name="%(class)s_not_public",
            )
        ]

    @classmethod
    def readable_by(cls, user):
        """A condition on rows of the model, or of its history as it was then."""
        if (at_once := _everything_or_nothing(user)) is not None:
            return at_once
        return _kept(cls, user, "readable_by", lambda: (
            cls._open_to(user) & cls.belongs_to_what_is_read_by(user)
        ))  # fmt: skip

    @classmethod
    def readable_within(cls, user):
        """The same for rows that belong to what `user` is known to read."""
        if (at_once := _everything_or_nothing(user)) is not None:
            return at_once
        return _kept(cls, user, "readable_within", lambda: cls._open_to(user))

    @classmethod
    def _open_to(cls, user):
        found = Q(visibility=Visibility.PUBLIC)
        if user.has_perm(IMPORT):
            found |= Q(visibility=Visibility.NOT_CLASSIFIED)
        concerned = NOTHING
        if user.committee_ids:
            concerned |= cls.of_committees(user.committee_ids)
        if user.own_body_ids:
            concerned |= cls.of_bodies(user.own_body_ids)
            found |= Q(visibility=Visibility.RESTRICTED) & _names_one_of(user.own_body_slugs)
        return found | (
            Q(visibility__in=(Visibility.NOT_CLASSIFIED, Visibility.EXEMPT)) & concerned
        )

    @classmethod
    def of_committees(cls, body_ids):
        """A condition: one of these committees follows it."""
        raise NotImplementedError

    @classmethod
    def of_bodies(cls, body_ids):
        """A condition: it is the work of one of these bodies, or about it."""
        raise NotImplementedError

    @classmethod
    def belongs_to_what_is_read_by(cls, user):
        return EVERYTHING

    @property
    def visibility_word(self):
        return Visibility(self.visibility)

    @property
    def visibility_in_full(self):
        """“Exempt: paragraph 7, to be looked at again on 1 May 2027”, as words with the symbol and
        colour of their kind; None for what is public."""
        word = self.visibility_word
        if word == Visibility.PUBLIC:
            return None
        label = word.label
        if word == Visibility.EXEMPT:
            label = f"{label}: paragraph {self.exempt_paragraph}"
        if word == Visibility.RESTRICTED:
            count = len(self.restricted_to_slugs)
            label = f"{label} to {count} {'body' if count == 1 else 'bodies'}"
        if self.classification_review_on:
            day = date_format(self.classification_review_on)
            label = f"{label}, to be looked at again on {day}"
        return Told(label, word.colour, word.symbol)

    @property
    def bodies_named(self):
        """The bodies that it is restricted to."""
        return Body.objects.filter(slug__in=self.restricted_to_slugs).by_name_first()

    @property
    def restricted_to_slugs(self):
        return [slug for slug in self.restricted_to.split("|") if slug]


def _everything_or_nothing(user):
    """A condition, for those who need no look at the thing; None for all others."""
    if not user.has_perm(READ):
        return NOTHING
    return EVERYTHING if user.has_perm(READ_EVERYTHING) else None


def _kept(model, user, name, make):
    """The condition that `make` gives, written once for all who may read the same."""
    reads = (
        user.has_perm(IMPORT),
        frozenset(user.committee_ids),
        frozenset(user.own_body_ids),
        frozenset(user.own_body_slugs) if user.own_body_ids else (),
    )
    key = (model, name, *reads)
    if key not in _CONDITIONS:
        if len(_CONDITIONS) >= _KEPT_AT_MOST:
            _CONDITIONS.clear()
        _CONDITIONS[key] = written_once(model, make())
    return _CONDITIONS[key]


def is_among(queryset, field):
    """A condition: what `field` leads to is one of `queryset`. Asked of each row by its key: with a
    list of keys, databases go through the list for each row."""
    return Q(Exists(queryset.filter(pk=OuterRef(field))))


def _names_one_of(slugs):
    found = NOTHING
    for slug in sorted(slugs):
        found |= Q(restricted_to__contains=f"|{slug}|")
    return found


def naming(bodies):
    """`bodies` as `restricted_to` keeps them."""
    slugs = sorted(body.slug for body in bodies)
    return f"|{'|'.join(slugs)}|" if slugs else ""


def history_visible_to(model, user):
    """Historical rows of what `user` may read now, without those that they might not have read when
    they were written: old words keep the visibility that they had."""
    now = is_among(model.objects.visible_to(user), "id")
    return model.history.filter(model.readable_by(user), now)
