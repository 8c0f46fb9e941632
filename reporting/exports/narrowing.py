"""The lists of bodies and of findings as their pages narrow them."""

from django.utils import timezone

from reporting.pages.bodies import with_work
from reporting.pages.forms import BodyFilter, FindingFilter


def narrowed(kind, things, given, reader):
    """`things` as the page of their list would show them for the address `given`, and what narrows
    them in words."""
    if kind == "bodies":
        form = BodyFilter(given)
        return form.narrow(with_work(things, reader, timezone.localdate())), _words(form)
    if kind == "findings":
        form = FindingFilter(given)
        found, words = form.narrow(things, reader), _words(form)
        if review := given.get("review"):
            return found.filter(review__ref=review), [f"Review: {review}", *words]
        return found, words
    return things, []


def _words(form):
    told = []
    for name, value in form.cleaned_data.items():
        if value:
            field = form.fields[name]
            word = dict(getattr(field, "choices", ())).get(value, value)
            told.append(str(field.label) if value is True else f"{field.label}: {word}")
    return told
