"""Bodies with their former names, meetings with their decisions."""

from django.contrib import admin
from django.db import models

from audit.admin import RecordAdmin, RecordInline
from bodies.models import Body, Decision, FormerName, Meeting


class FormerNameInline(RecordInline):
    model = FormerName


@admin.register(Body)
class BodyAdmin(RecordAdmin):
    prepopulated_fields = {"slug": ["short_name"]}
    inlines = [FormerNameInline]
    list_display = ["short_name", "name", "kind", "part_of", "ended_on"]
    list_filter = ["kind"]
    list_select_related = ["part_of"]
    search_fields = ["name", "short_name", "former_names__name"]
    ordering = ["name"]


@admin.register(FormerName)
class FormerNameAdmin(RecordAdmin):
    list_display = ["name", "body", "starts_on", "ends_on"]
    list_select_related = ["body"]
    search_fields = ["name", "body__name"]
    ordering = ["body__name", "ends_on"]


class DecisionInline(RecordInline):
    model = Decision


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [DecisionInline]
    list_display = ["ref", "body", "held_on", "title"]
    list_select_related = ["body"]
    search_fields = ["ref", "title", "body__name", "body__short_name"]
    ordering = ["-held_on"]
    date_hierarchy = "held_on"


@admin.register(Decision)
class DecisionAdmin(RecordAdmin):
    list_display = ["meeting", "minute", "words"]
    list_select_related = ["meeting"]
    search_fields = ["minute", "words", "meeting__ref"]
    ordering = ["-meeting__held_on", "minute"]
