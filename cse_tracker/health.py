"""Is the service up, does its database answer, is the database of this release?"""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
@never_cache
def health(request):
    """200 when it can serve, 503 with the reason when it can't yet. Nothing secret is told."""
    try:
        missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return JsonResponse({"ready": False, "reason": "The database does not answer"}, status=503)
    if missing:
        return JsonResponse({"ready": False, "reason": "Migrations are not applied"}, status=503)
    return JsonResponse({"ready": True})


@cache
def _known_migrations():
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
