"""What evidence shows, from the weakest to the strongest."""

from django.db import models


class Strength(models.TextChoices):
    STATEMENT = "statement", "A statement only"
    DOCUMENT = "document", "A document exists"
    ACTIVITY = "activity-shown", "It shows that things were done"
    TESTED = "tested", "It was tested, by audit or sample"
    OUTCOME = "outcome-shown", "It shows what changed for people"
