"""What the log may be asked for. Each question is answered at the end of an index, however long the
log: by a column that is equal, from a number on."""

from datetime import datetime, time, timedelta

from django import forms
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.visibility import READ_EVERYTHING
from audit.models import Entry
from audit.route import Route
from bodies.forms import DayField
from reporting.audit_log.reading import guarded, readable_history, recorded_models
from reporting.audit_log.words import done

NOBODY = "none"
#: Clocks are put right now and then: moments may be out of order by less than this.
_SLACK = timedelta(days=1)


def said(column):
    """Every value that a column of the log has, one look-up in its index for each."""
    sql = f"""
        WITH RECURSIVE said(word) AS (
            SELECT MIN({column}) FROM audit_entry
            UNION ALL
            SELECT (SELECT MIN({column}) FROM audit_entry WHERE {column} > said.word)
            FROM said WHERE said.word IS NOT NULL
        )
        SELECT word FROM said WHERE word IS NOT NULL
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [word for (word,) in cursor.fetchall()]


class LogFilter(forms.Form):
    """Nonsense is said beside its field, and nothing is shown."""

    ref = forms.CharField(label="Reference", max_length=100, required=False)
    actor = forms.ChoiceField(label="Who", required=False)
    body = forms.ChoiceField(label="Body", required=False)
    verb = forms.ChoiceField(label="What was done", required=False)
    route = forms.ChoiceField(label="By which way", choices=[("", "Any"), *Route.choices],
                              required=False)  # fmt: skip
    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.user = user
        self._bodies = [labels for labels in said("body") if labels]
        self.fields["actor"].choices = [("", "Anybody"), (NOBODY, "Nobody signed in"), *_actors()]
        self.fields["body"].choices = [("", "Any"), *((one, one) for one in self._single_bodies())]
        verbs = sorted(((verb, done(verb)) for verb in said("verb")), key=lambda pair: pair[1])
        self.fields["verb"].choices = [("", "Anything"), *verbs]

    def _single_bodies(self):
        return sorted({one for labels in self._bodies for one in labels.split(", ")})

    @property
    def asked(self):
        """Whether anything was asked for."""
        given = (self[name].value() for name in self.fields)
        # A date is its three parts.
        return any(any(one) if isinstance(one, list) else one for one in given)

    def entries(self):
        """What is asked for, in no order; nothing where what was asked makes no sense."""
        if not self.is_valid():
            return Entry.objects.none()
        asked = self.cleaned_data
        found = Entry.objects.all()
        if asked["ref"]:
            found = self._of_reference(found, asked["ref"].strip())
        if asked["actor"]:
            nobody = asked["actor"] == NOBODY
            found = found.filter(actor_id=None if nobody else int(asked["actor"]))
        if asked["body"]:
            found = found.filter(body__in=self._naming(asked["body"]))
        for name in ("verb", "route"):
            if asked[name]:
                found = found.filter(**{name: asked[name]})
        return _between(found, asked["since"], asked["until"])

    def _of_reference(self, found, ref):
        """Whoever may not read a thing does not learn from the log that there is one."""
        found = found.filter(ref__in={ref, ref.upper(), ref.lower()})
        if self.user.has_perm(READ_EVERYTHING):
            return found
        open_to_all = [label for label, model in recorded_models().items() if not guarded(model)]
        may_read = Q(model__in=open_to_all)
        for label, model in recorded_models().items():
            if guarded(model):
                rows = readable_history(model, self.user).values("history_id")
                may_read |= Q(model=label, history_id__in=rows)
        return found.filter(may_read)

    def _naming(self, body):
        return [labels for labels in self._bodies if body in labels.split(", ")]


def _actors():
    numbers = said("actor_id")
    names = dict(User.objects.filter(pk__in=numbers).values_list("pk", "name"))
    pairs = (
        (number, names.get(number) or f"Person {number}, no longer here") for number in numbers
    )
    return sorted(pairs, key=lambda pair: pair[1])


def _between(found, since, until):
    """By the moment, within numbers that an index finds."""
    by_moment = Entry.objects.order_by("recorded_at").values_list("sequence", flat=True)
    if since:
        start = _midnight(since)
        first = by_moment.filter(recorded_at__gte=start - _SLACK).first()
        found = found.filter(recorded_at__gte=start, sequence__gte=first or 0)
        if first is None:
            return found.none()
    if until:
        end = _midnight(until + timedelta(days=1))
        last = by_moment.filter(recorded_at__lt=end + _SLACK).last()
        found = found.filter(recorded_at__lt=end, sequence__lte=last or 0)
    return found


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
