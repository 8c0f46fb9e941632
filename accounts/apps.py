from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"

    def ready(self):
        from django.contrib.auth.models import update_last_login
        from django.contrib.auth.signals import user_logged_in

        from accounts import second_factor, sessions  # noqa: F401 (they listen)

        # Django's own saves the person, and so would write a row in the history.
        user_logged_in.disconnect(update_last_login, dispatch_uid="update_last_login")


class AdminConfig(admin_apps.AdminConfig):
    """Stands in `INSTALLED_APPS` where Django's own would."""

    default = False
    default_site = "accounts.admin_site.AdminSite"
