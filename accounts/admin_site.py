"""The back office, for those whose role says so; everybody signs in on the one sign-in page."""

from django.conf import settings
from django.contrib.admin import AdminSite as DjangoAdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache


class AdminSite(DjangoAdminSite):
    site_header = site_title = settings.SERVICE_NAME
    index_title = "People, bodies, meetings and words"
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options):
        """Tables of allauth's stay out: they hold secrets, and have no history."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [model for model in models if not model.__module__.startswith("allauth.")]
        super().register(ours, admin_class, **options)

    @method_decorator([never_cache, login_not_required])
    def login(self, request, extra_context=None):
        """Django's admin sends people here who lack its permission, signed in or not."""
        index = reverse("admin:index")
        if self.has_permission(request):
            return redirect(index)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", index))
