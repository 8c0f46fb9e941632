"""Whoever is not signed in, and the pages that they may read where the register is published."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import SimpleLazyObject

from accounts.roles import READ

#: How long others may keep a page of the public register.
KEPT_SECONDS = 60


class Visitor(AnonymousUser):
    """Asked the same questions as a person. Holds no role and belongs to no body; where the
    register is published, reads and exports what is public in it."""

    roles = frozenset()
    current_memberships = ()
    own_body_ids = frozenset()
    own_body_slugs = frozenset()
    committee_ids = frozenset()
    is_governance = False

    def __init__(self, published=None):
        """`published` says it whatever the setting says."""
        super().__init__()
        if published is None:
            published = settings.PUBLIC_REGISTER
        self.permissions = frozenset(READ if published else ())

    def has_perm(self, perm, obj=None):
        return perm in self.permissions

    def has_perms(self, perms, obj=None):
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label):
        return any(perm.startswith(f"{app_label}.") for perm in self.permissions)


def open_to_the_public(view):
    """Marks a page that visitors may read where the register is published. What is not marked is
    behind the page for signing in."""

    @wraps(view)
    def show(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not request.user.is_authenticated and response.status_code == 200:
            patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
            patch_vary_headers(response, ["Cookie"])
        return response

    show.open_to_the_public = True
    return show


class SignInUnlessPublic(LoginRequiredMiddleware):
    """Asks everybody to sign in, but for visitors on pages that are open to the public."""

    def process_request(self, request):
        known = request.user
        request.user = SimpleLazyObject(lambda: known if known.is_authenticated else Visitor())

    def process_view(self, request, view_func, view_args, view_kwargs):
        if (
            getattr(view_func, "open_to_the_public", False)
            and isinstance(request.user, Visitor)
            and request.user.permissions
        ):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
