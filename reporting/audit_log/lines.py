"""Entries of the log as one person may read them."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from accounts.visibility import READ_EVERYTHING
from audit.models import Entry
from reporting.audit_log.reading import readable_history, recorded_models
from reporting.audit_log.words import done, thing

WITHHELD = "Withheld"


@dataclass(frozen=True)
class Line:
    """`withheld`: it is about something that the reader may not read, or might not have read when
    it was written. That it happened, and its hash, are told all the same."""

    entry: Entry
    withheld: bool

    @property
    def ref(self):
        return WITHHELD if self.withheld else self.entry.ref

    @property
    def reason(self):
        return WITHHELD if self.withheld else self.entry.reason

    @property
    def who(self):
        return self.entry.actor_label or "Nobody signed in"

    @property
    def done(self):
        return done(self.entry.verb)

    @property
    def thing(self):
        return thing(self.entry.model)

    @property
    def way(self):
        route = self.entry.get_route_display()
        return f"{route} {self.entry.batch}" if self.entry.batch else route

    @property
    def url(self):
        if self.withheld:
            return ""
        return reverse("record_history", args=[self.entry.model, self.entry.object_id])


def lines(entries, user):
    """A query for each model that they are about, however many there are."""
    entries = list(entries)
    readable = _readable(entries, user)
    return [Line(entry, (entry.model, entry.history_id) not in readable) for entry in entries]


def _readable(entries, user):
    """Pairs of model and key of those historical rows that `user` may read."""
    by_model = defaultdict(list)
    for entry in entries:
        by_model[entry.model].append(entry.history_id)
    found = set()
    for label, keys in by_model.items():
        model = recorded_models().get(label)
        if user.has_perm(READ_EVERYTHING):
            found |= {(label, key) for key in keys if model}
        elif model:
            rows = readable_history(model, user).filter(history_id__in=keys)
            found |= {(label, key) for key in rows.values_list("history_id", flat=True)}
    return found
