"""What an administrator looks after, with how much of it there is."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Membership, User
from bodies.models import Body, Meeting
from recommendations.models import Recommendation


@dataclass(frozen=True)
class Task:
    label: str
    url: str
    hint: str


def administration(user, on):
    people = User.objects.filter(is_active=True)
    without_role = people.exclude(pk__in=Membership.objects.current(on).values("user")).count()
    return {
        "tasks": [
            Task(
                "People and their roles",
                reverse("admin:accounts_user_changelist"),
                _people_words(people.count(), without_role),
            ),
            Task(
                "Bodies and committees",
                reverse("admin:bodies_body_changelist"),
                f"{Body.objects.count():,} in the register",
            ),
            Task(
                "Meetings",
                reverse("admin:bodies_meeting_changelist"),
                f"{Meeting.objects.coming(on).count():,} still to come",
            ),
            Task(
                "Import a spreadsheet",
                reverse("import_new"),
                "Every row is shown before anything is saved",
            ),
            Task(
                "Past imports",
                reverse("import_list"),
                "Who brought in what, and when",
            ),
        ],
        "register_empty": not Recommendation.objects.visible_to(user).exists(),
    }


def _people_words(people, without_role):
    words = f"{people:,} may sign in"
    if without_role:
        words += f", {without_role:,} without a role, who see nothing"
    return words
