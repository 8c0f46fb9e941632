"""Who speaks for a body: whoever is written to, or has to approve."""

from django.utils import timezone

from accounts.models import Membership
from accounts.roles import Role
from bodies.models import Body


class People:
    """Read once, asked about many bodies."""

    def __init__(self, on=None):
        self.parents = dict(Body.objects.values_list("pk", "part_of_id"))
        held = Membership.objects.current(on or timezone.localdate()).filter(user__is_active=True)
        self._by_role = {}
        for membership in held.select_related("user").order_by("user__name", "pk"):
            key = (membership.role, membership.body_id)
            self._by_role.setdefault(key, []).append(membership.user)

    def of(self, body_id, *roles):
        """Those who hold the first of `roles` that anybody holds, for the body or for the nearest
        one that it is part of. Nobody, where the post is vacant."""
        for role in roles:
            place, seen = body_id, set()
            while place is not None and place not in seen:
                if found := self._by_role.get((role, place)):
                    return found
                seen.add(place)
                place = self.parents.get(place)
        return []

    def approves_for(self, body_id):
        """Whether anybody approves what is said for the body."""
        return bool(self.of(body_id, Role.BODY_APPROVER))

    def governance(self):
        return [
            user
            for (role, _), users in self._by_role.items()
            if role == Role.GOVERNANCE
            for user in users
        ]
