"""What somebody had typed when their session ended."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

KEPT_FOR = timedelta(hours=1)


class KeptFormQuerySet(models.QuerySet):
    def fresh(self, now=None):
        return self.filter(kept_at__gt=(now or timezone.now()) - KEPT_FOR)

    def stale(self, now=None):
        return self.filter(kept_at__lte=(now or timezone.now()) - KEPT_FOR)


class KeptForm(models.Model):
    """The fields of one form, for the one person who typed them; files and secrets left out."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="kept_forms")
    path = models.CharField(max_length=500)
    fields = models.TextField()
    kept_at = models.DateTimeField(default=timezone.now)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path"], name="kept_form_is_one_per_person_and_page"
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.path}"
