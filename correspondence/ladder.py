"""What is late, and the rung of the ladder that it has come to."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from audit.record import record_many_new
from bodies.models import Meeting
from correspondence.lifecycle import EscalationStatus
from correspondence.models import Escalation, Rung
from recommendations.models import Action, Referral
from recommendations.models.action import window_opens_on

About = Rung.About

#: A ladder to start from, as rows that an administrator may change.
TO_START_FROM = (
    (About.ACTION, 1, 1, "Whoever owns the action, and the body’s lead officer", True),
    (About.ACTION, 2, 14, "The body’s approver, and governance", False),
    (About.ACTION, 3, 30, "The body’s chief officer; the chair is told", False),
    (About.ACTION, 4, 60, "The committee: the body is invited to attend and explain", False),
    (About.RESPONSE, 1, 1, "The body’s approver", True),
    (About.RESPONSE, 2, 7, "The body’s approver, and governance", False),
    (About.RESPONSE, 3, 14, "The body’s chief officer; the chair is told", False),
    (About.RESPONSE, 4, 42, "The committee: the body is invited to attend and explain", False),
    (About.UPDATE, 1, 1, "Whoever owns the action", True),
    (About.UPDATE, 2, 5, "The body’s approver, and governance", False),
    (About.UPDATE, 3, 21, "The body’s chief officer; the chair is told", False),
)
#: Days after the last day for updates that a meeting is still asked about; then the next one is.
ASKED_ABOUT = 60


def add_missing(act):
    """Add a ladder for each kind of lateness that never had one, and return the rungs."""
    known = set(Rung.history.values_list("about", flat=True))
    names = ("about", "number", "after", "who_hears", "by_reminder")
    missing = [row for row in TO_START_FROM if row[0] not in known]
    return record_many_new([Rung(**dict(zip(names, row, strict=True))) for row in missing], act)


@dataclass(frozen=True)
class Late:
    """One thing that is late on a day, the rung that it has come to, and what was done about that
    on this rung already."""

    rung: Rung
    thing: object
    late_since: date
    days: int
    known: Escalation | None = None

    @property
    def ref(self):
        return self.named.ref

    @property
    def named(self):
        """The action, or the recommendation that was not answered."""
        return self.thing if isinstance(self.thing, Action) else self.thing.recommendation

    @property
    def body(self):
        return self.thing.lead_body if isinstance(self.thing, Action) else self.thing.body

    @property
    def said(self):
        """What did not come, and by when it was wanted."""
        day = date_format(self.late_since)
        if self.rung.about == About.RESPONSE:
            return f"No answer. Asked for by {day}"
        if self.rung.about == About.UPDATE:
            return f"No update. Wanted by {day} for a meeting"
        return f"Not done. Due {day}"

    @property
    def key(self):
        return f"{self.rung.about}={self.thing.pk}"


class Ladder:
    """What `user` may read of what is late on `on`."""

    def __init__(self, user, on):
        self.user, self.on = user, on
        self.rungs = {}
        for rung in Rung.objects.order_by("about", "-after", "-number"):
            self.rungs.setdefault(rung.about, []).append(rung)

    def due(self):
        """What waits for a person, the highest rung first. What is held comes back when its day has
        come; what was raised does not, until it comes to the next rung."""
        return [late for late in self._late() if not self._is_dealt_with(late)]

    def held(self):
        return [
            late
            for late in self._late()
            if late.known
            and late.known.status == EscalationStatus.HELD
            and self._is_dealt_with(late)
        ]

    def _is_dealt_with(self, late):
        if late.known is None:
            return False
        if late.known.status == EscalationStatus.HELD:
            return late.known.held_until >= self.on
        return True

    def find(self, about, pk):
        """One thing that is late, or None."""
        return next((one for one in self._late() if one.key == f"{about}={pk}"), None)

    def _late(self):
        found = [*self._actions(), *self._referrals(), *self._updates()]
        known = self._known(found)
        placed = []
        for about, thing, since in found:
            days = (self.on - since).days
            rung = next((r for r in self.rungs.get(about, ()) if r.after <= days), None)
            if rung and not rung.by_reminder:
                placed.append(Late(rung, thing, since, days, known.get((rung.pk, thing.pk, since))))
        return sorted(placed, key=lambda one: (-one.rung.number, -one.days, one.ref))

    def _lowest(self, about):
        """The last day on which something was due that has come to a rung of a person."""
        days = [rung.after for rung in self.rungs.get(about, ()) if not rung.by_reminder]
        return self.on - timedelta(days=min(days, default=0))

    def _actions(self):
        found = Action.objects.visible_to(self.user).overdue(self.on).exclude(lead_body=None)
        found = found.filter(due_on__lte=self._lowest(About.ACTION))
        for one in found.select_related("lead_body"):
            yield About.ACTION, one, one.due_on

    def _referrals(self):
        found = Referral.objects.visible_to(self.user).overdue(self.on)
        found = found.filter(due_on__lte=self._lowest(About.RESPONSE))
        for one in found.select_related("recommendation", "body", "rule"):
            yield About.RESPONSE, one, one.due_on

    def _updates(self):
        """Of each meeting of late, of what was there when its window opened. What is overdue climbs
        by its date; an action that several meetings did not hear of, by the first."""
        lowest = self._lowest(About.UPDATE)
        missed = Meeting.objects.filter(
            updates_due_on__lte=lowest, updates_due_on__gt=self.on - timedelta(days=ASKED_ABOUT)
        )
        if About.UPDATE not in self.rungs:
            return
        wanted = Action.objects.visible_to(self.user).exclude(lead_body=None)
        seen = set()
        for meeting in missed.order_by("updates_due_on", "pk"):
            silent = wanted.wanted_for(meeting).exclude(wanted.is_overdue(self.on))
            silent = silent.filter(opened_on__lt=window_opens_on(meeting))
            for one in silent.exclude(pk__in=seen).select_related("lead_body"):
                seen.add(one.pk)
                yield About.UPDATE, one, meeting.updates_due_on

    def _known(self, found):
        escalations = Escalation.objects.filter(late_since__in={since for _, _, since in found})
        return {
            (one.rung_id, one.action_id or one.referral_id, one.late_since): one
            for one in escalations
        }
