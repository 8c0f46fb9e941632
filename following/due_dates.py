"""The due dates of what somebody follows, as a calendar (RFC 5545)."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from accounts.visibility import Visibility
from following.digests import absolute
from motions.models import Motion
from recommendations.models import Referral

#: Of each kind of date, the soonest.
MOST = 500


def calendar(watched):
    """As it stands on the day of `watched`. Titles of what is not public are left out: a calendar
    is kept by whoever runs it."""
    found = Calendar()
    found.add("prodid", f"-//{settings.COUNCIL_NAME}//{settings.SERVICE_NAME}//EN")
    found.add("version", "2.0")
    found.add("name", f"Due dates: {settings.SERVICE_NAME}")
    found.add("x-wr-calname", f"Due dates: {settings.SERVICE_NAME}")
    found.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    made_at = datetime.combine(watched.on, time(), tzinfo=UTC)
    for key, day, words, path in _dates(watched):
        event = Event()
        event.add("uid", f"{key}@recommendations-tracker")
        event.add("dtstamp", made_at)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", words)
        event.add("transp", "TRANSPARENT")
        event.add("url", absolute(path))
        found.add_component(event)
    return found.to_ical()


def _dates(watched):
    """Keys, days, words and addresses."""
    actions = watched.actions.opened().exclude(due_on=None).select_related("lead_body")
    for one in actions.order_by("due_on", "pk")[:MOST]:
        yield f"action-{one.pk}", one.due_on, _words(one, "due", one.lead_body), _path(one)
    referrals = Referral.objects.visible_to(watched.user).unanswered().soonest_first()
    referrals = referrals.filter(recommendation__in=watched.recommendations.values("pk"))
    for one in referrals.select_related("recommendation", "body")[:MOST]:
        about = one.recommendation
        yield f"referral-{one.pk}", one.due_on, _words(about, "answer due", one.body), _path(about)
    closed = watched.recommendations.ended().exclude(follow_up_on=None)
    for one in closed.order_by("follow_up_on", "pk")[:MOST]:
        yield f"follow-up-{one.pk}", one.follow_up_on, _words(one, "follow-up review"), _path(one)
    motions = Motion.objects.filter(pk__in=watched.motion_ids, report_back_received_on=None)
    for one in motions.exclude(report_back_due_on=None).latest_first():
        path = reverse("motion_detail", args=[one.ref])
        yield f"report-{one.pk}", one.report_back_due_on, f"{one.ref}: report back due", path


def _words(thing, what, body=None):
    title = f" {thing.title}" if thing.visibility == Visibility.PUBLIC else ""
    return f"{thing.ref}{title}: {what}{f', {body}' if body else ''}"


def _path(thing):
    return thing.get_absolute_url()
