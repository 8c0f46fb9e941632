from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"


class AdminConfig(admin_apps.AdminConfig):
    """Stands in `INSTALLED_APPS` where Django's own would."""

    default = False
    default_site = "accounts.admin_site.AdminSite"
