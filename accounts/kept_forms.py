"""What somebody typed into a form that they sent after their session had ended.

It is kept for them alone, for an hour, and shown again when they have signed in: filled in, not
sent. Every form shows it, since the renderer asks `typed_before` for each field.
"""

import json
from contextvars import ContextVar

from django.http import QueryDict

from accounts.models import KeptForm

LONGEST = 100_000
NEVER_KEPT = {
    "csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code",
    "credential",
}  # fmt: skip

WAITING = "kept_form_paths"

_typed = ContextVar("typed_before", default=None)


def keep(user_id, path, posted):
    """Keep the fields of `posted`. Answers whether there was anything, and not too much of it."""
    KeptForm.objects.stale().delete()
    fields = {name: values for name, values in posted.lists() if name not in NEVER_KEPT}
    text = json.dumps(fields)
    if not fields or len(text) > LONGEST or len(path) > 500:
        return False
    KeptForm.objects.filter(user_id=user_id, path=path).delete()
    KeptForm.objects.create(user_id=user_id, path=path, fields=text)
    return True


def offer(request, user):
    """Note in the new session on which pages something waits for `user`."""
    KeptForm.objects.stale().delete()
    paths = list(KeptForm.objects.filter(user=user).values_list("path", flat=True))
    if paths:
        request.session[WAITING] = paths


def fields_for(request):
    """What waits for this person on this page, or nothing."""
    if request.path not in request.session.get(WAITING, ()):
        return None
    kept = KeptForm.objects.fresh().filter(user=request.user, path=request.path).first()
    if kept is None:
        return None
    fields = QueryDict(mutable=True)
    for name, values in json.loads(kept.fields).items():
        fields.setlist(name, values)
    return fields


def forget(request):
    """The form was sent."""
    KeptForm.objects.filter(user=request.user, path=request.path).delete()
    left = [path for path in request.session[WAITING] if path != request.path]
    request.session[WAITING] = left


def show(fields):
    """Until `hide`, every form that is not bound is filled in from `fields`."""
    return _typed.set(fields)


def hide(token):
    _typed.reset(token)


def typed_before(bound_field):
    """The fields kept for the page being made, if the form of `bound_field` is among them."""
    fields = _typed.get()
    if fields is None or bound_field.form.is_bound or bound_field.field.disabled:
        return None
    if bound_field.field.widget.needs_multipart_form:
        return None
    names = [bound_field.form.add_prefix(name) for name in bound_field.form.fields]
    typed = any(kept == name or kept.startswith(f"{name}_") for kept in fields for name in names)
    return fields if typed else None
