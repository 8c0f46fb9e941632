"""Who may import, and the steps between a file and what it did."""

from functools import wraps

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.visibility import READ_EVERYTHING
from imports import workflow
from imports.models import ImportBatch, State

may_import = permission_required(workflow.IMPORT, raise_exception=True)
may_bring_updates = permission_required(workflow.BRING_UPDATES, raise_exception=True)


def may_look(view):
    """For whoever imports, and whoever reads everything: what was brought, and when."""

    @wraps(view)
    def show(request, *args, **kwargs):
        user = request.user
        if not (user.has_perm(workflow.IMPORT) or user.has_perm(READ_EVERYTHING)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return show


def may_bring_something(view):
    """For whoever imports, and for a body's people, who bring updates of their own actions. Whoever
    reads everything looks at what others saved."""

    @wraps(view)
    def show(request, *args, **kwargs):
        user = request.user
        brings = user.has_perm(workflow.IMPORT) or user.has_perm(workflow.BRING_UPDATES)
        looks = request.method != "POST" and user.has_perm(READ_EVERYTHING)
        if not (brings or looks):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return show


def own_preview(request, pk):
    """A preview of the person's own that still waits, or 404."""
    batch = get_object_or_404(ImportBatch.objects.for_user(request.user), pk=pk)
    if batch.created_by != request.user or batch.state != State.PREVIEWED or batch.is_expired:
        raise Http404
    return batch


def steps(batch, current):
    """The pages that a preview can be gone back to, for `imports/_steps.html`."""
    pages = [
        ("table", "Sheet and headings", reverse("import_table", args=[batch.pk])),
        ("columns", "Columns and words", reverse("import_columns", args=[batch.pk])),
        ("preview", "Check and save", batch.get_absolute_url()),
    ]
    return [{"label": label, "url": url, "current": name == current} for name, label, url in pages]


def next_page(batch):
    """Where there is something to say before the preview is worth looking at."""
    if not batch.headings:
        return reverse("import_table", args=[batch.pk])
    if batch.refusal:
        return reverse("import_columns", args=[batch.pk])
    return batch.get_absolute_url()
