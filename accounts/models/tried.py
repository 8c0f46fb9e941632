"""Tries at a secret, counted in the database so that every process sees them."""

from django.db import models


class Tried(models.Model):
    """One try. `key` stands for who was tried or where from, and can't be read back."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["key", "at"], name="tried_by_key"),
            models.Index(fields=["at"], name="tried_by_time"),
        ]

    def __str__(self):
        return f"{self.key[:8]} at {self.at}"
