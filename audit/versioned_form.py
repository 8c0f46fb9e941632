"""Two people who save the same thing: the second is shown what changed, and loses no typing."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from audit.resend import resend
from audit.screened_form import ScreenedForm


@dataclass(frozen=True)
class Change:
    """One field that somebody else changed, as they would read it."""

    who: str
    at: datetime
    field: str
    old: str
    new: str


def changes_since(thing, version):
    """What happened to `thing` after it had `version`, oldest first, as far as its reader might
    read it at the time: the version comes from a form, so it may be any."""
    rows = thing.history.filter(version__gte=version)
    if thing.reader and hasattr(thing, "readable_by"):
        rows = rows.filter(thing.readable_by(thing.reader))
    rows = rows.order_by("version", "history_id")
    return [change for before, after in pairwise(rows) for change in _between(before, after, thing)]


def _between(before, after, thing):
    unsaid = {"id", "version", *thing.follow_from_others}
    for field in thing._meta.concrete_fields:
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if field.name not in unsaid and old != new:
            yield Change(
                who=after.actor_label or "Somebody",
                at=after.history_date,
                field=str(field.verbose_name).capitalize(),
                old=_words(before, field),
                new=_words(after, field),
            )


def _words(row, field):
    value = getattr(row, field.name)
    if value in (None, ""):
        return "nothing"
    if isinstance(value, date):
        return date_format(value)
    return str(dict(field.flatchoices).get(value, value))


def last_change(thing):
    """Who changed `thing` while somebody else was typing, as a sentence."""
    last = thing.history.order_by("-history_id").first()
    at = date_format(timezone.localtime(last.history_date), "j F Y, H:i")
    return f"{last.actor_label or 'Somebody'} changed this at {at}, while you were typing."


class VersionedForm(ScreenedForm, forms.Form):
    """A form that was filled in from one version of `thing`. Once the reader has been shown what
    changed, the next press saves."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, thing, **kwargs):
        super().__init__(data, **kwargs)
        self.thing = thing
        self.fields["version"].initial = thing.version
        self.changed_meanwhile = []

    def clean(self):
        super().clean()
        seen = self.cleaned_data.get("version")
        if seen is None or seen >= self.thing.version:
            return
        self.changed_meanwhile = changes_since(self.thing, seen)
        resend(self, "version", self.thing.version)
        raise forms.ValidationError(
            f"{last_change(self.thing)} Look at what changed, then save again. What you typed is "
            "still here."
        )
