"""A file that comes with a form: looked at, stored and scanned before anybody's turn to write."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from recommendations import files
from recommendations.files import store
from recommendations.models import Evidence


@dataclass(frozen=True)
class Uploaded:
    """Either `columns` for `Evidence`, or why the file is refused."""

    columns: dict | None = None
    refusal: str = ""


@contextmanager
def uploaded(request, name, queryset, **of):
    """The file posted as `name`, or None when none was. Nobody's file is looked at who may not
    change the thing: one of `queryset`, or 404.

    When the block ends, and with it the transaction inside, the file stays in the store if a row
    speaks of it, and goes otherwise, whatever happened.
    """
    upload = request.FILES.get(name) if request.method == "POST" else None
    if upload is None:
        yield None
        return
    get_object_or_404(queryset, **of)
    try:
        taken = files.take(upload)
    except files.Refused as refusal:
        yield Uploaded(refusal=str(refusal))
        return
    try:
        yield Uploaded(taken.columns)
    finally:
        if not Evidence.objects.filter(stored_as=taken.stored_as).exists():
            store.remove(taken.stored_as)
