from django.apps import AppConfig
from django.core import checks
from django.db.models import CharField
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "The record"

    def ready(self):
        from audit.any_of import AnyOf
        from audit.triggers import check_triggers

        CharField.register_lookup(AnyOf)
        checks.register(check_triggers, checks.Tags.database)
        post_migrate.connect(self.protect, sender=self, dispatch_uid="audit.protect")

    @staticmethod
    def protect(**kwargs):
        """After every migration of every app: what came before the seal is sealed, and the
        database refuses changes."""
        from audit.backlog import seal_backlog
        from audit.triggers import install

        seal_backlog()
        install()
