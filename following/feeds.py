"""What somebody follows, for a feed reader and a calendar: by a secret address, without signing in.

Whoever has the address reads no more than an e-mail would say.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from audit.models import Entry
from following import due_dates
from following.changes import changed
from following.digests import absolute
from following.models import Follow, address_by
from following.watched import Watched

#: Days that a feed goes back, and entries that it has at most.
GOES_BACK = 30
MOST = 100


@require_safe
@login_not_required
def changes_feed(request, token):
    user = _owner(token)
    since = timezone.now() - timedelta(days=GOES_BACK)
    things, _ = changed(_watched(user), Entry.objects.filter(recorded_at__gte=since))
    feed = Atom1Feed(
        title=f"{settings.SERVICE_NAME}: what I follow",
        link=absolute(reverse("following_list")),
        description="",
        author_name=settings.COUNCIL_NAME,
        feed_url=absolute(request.path),
        language="en-gb",
    )
    lines = [(event, words, one) for one in things for event, words in one.lines]
    lines.sort(key=lambda line: (line[0].recorded_at, line[0].row), reverse=True)
    for event, words, one in lines[:MOST]:
        feed.add_item(
            title=f"{one.ref} {one.title}: {words}" if one.is_public else _withheld(one),
            link=absolute(one.path),
            description="",
            unique_id=f"urn:recommendations-tracker:{event.row[0].lower()}:{event.row[1]}",
            updateddate=event.recorded_at,
            pubdate=event.recorded_at,
        )
    return _answer(feed.writeString("utf-8"), "application/atom+xml; charset=utf-8")


@require_safe
@login_not_required
def dates_feed(request, token):
    ical = due_dates.calendar(_watched(_owner(token)))
    return _answer(ical, "text/calendar; charset=utf-8")


def _withheld(one):
    return f"{one.ref}: something happened. Sign in to read it"


def _owner(token):
    address = address_by(token)
    if address is None:
        raise Http404
    return address.user


def _watched(user):
    return Watched(list(Follow.objects.of(user)), user, on=timezone.localdate())


def _answer(content, kind):
    return HttpResponse(content, content_type=kind, headers={"X-Robots-Tag": "noindex"})
