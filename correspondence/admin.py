"""The ladder of escalation, as rows."""

from django.contrib import admin

from audit.admin import RecordAdmin
from correspondence.models import Rung


@admin.register(Rung)
class RungAdmin(RecordAdmin):
    list_display = ["about", "number", "after", "who_hears", "by_reminder"]
    list_filter = ["about"]
    ordering = ["about", "number"]
