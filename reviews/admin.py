"""The glossary. Reviews and what they found are read from their papers, not typed here."""

from django.contrib import admin

from audit.admin import RecordAdmin
from reviews.models import GlossaryTerm


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(RecordAdmin):
    list_display = ["term", "meaning"]
    search_fields = ["term", "meaning"]
    ordering = ["term"]
