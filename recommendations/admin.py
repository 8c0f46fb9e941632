"""The vocabulary of the register. Recommendations and actions are not here: the workflow is their
only door."""

from django.contrib import admin

from audit.admin import RecordAdmin
from recommendations.models import ClockRule, Theme, Threshold


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    prepopulated_fields = {"slug": ["name"]}
    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["name"]


@admin.register(ClockRule)
class ClockRuleAdmin(RecordAdmin):
    list_display = ["name", "duty", "length", "unit", "first_day_counted", "checked_on"]
    list_filter = ["duty"]
    search_fields = ["name", "citation"]
    ordering = ["name"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "checked_on":
            kwargs["help_text"] = (
                "The day on which the monitoring officer confirmed it. While it is empty, it has "
                "to be confirmed."
            )
        if db_field.name == "length":
            kwargs["help_text"] = "Leave it empty where the meeting sets the last day itself."
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Threshold)
class ThresholdAdmin(RecordAdmin):
    list_display = ["name", "value", "starts_on"]
    list_filter = ["name"]
    ordering = ["name", "starts_on"]
