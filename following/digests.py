"""E-mails about what somebody follows: at once, daily, weekly or before meetings.

What is told is counted by the numbers of the sealed record and not by the clock, so a run that was
missed catches up, and a second one finds nothing to tell.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from audit.models import Entry
from audit.record import Act
from audit.verb import verb
from bodies.models import Meeting
from correspondence.models import Mail
from correspondence.workflow import mail as mails
from following.changes import changed
from following.models import Follow, HowOften, newest_entry, stop_token
from following.watched import Watched

#: Calendar days before a meeting: papers are out by then, five clear days before it at the latest
#: (Local Government Act 1972, s.100B).
BEFORE_A_MEETING = 7
#: Things in one e-mail; the rest are counted, and stand on the page.
MOST_THINGS = 40


@dataclass(frozen=True)
class Calendar:
    """Of which meetings a digest goes out, by committee; read once for everybody."""

    on: date
    meetings: tuple

    @classmethod
    def of(cls, on):
        soon = Meeting.objects.filter(
            held_on__gte=on, held_on__lte=on + timedelta(days=BEFORE_A_MEETING)
        )
        return cls(on, tuple(soon.values_list("body_id", "held_on")))

    def is_due(self, follow, committee_ids):
        on, told_on = self.on, follow.told_on
        if follow.how_often == HowOften.AT_ONCE:
            return True
        if follow.how_often == HowOften.DAILY:
            return told_on < on
        if follow.how_often == HowOften.WEEKLY:
            return told_on < on - timedelta(days=on.weekday())
        if follow.how_often == HowOften.MEETINGS:
            # Of somebody’s committees; of any, for who sits on none.
            return any(
                told_on < held_on - timedelta(days=BEFORE_A_MEETING)
                for body_id, held_on in self.meetings
                if not committee_ids or body_id in committee_ids
            )
        return False


def due(on):
    """Those who are to be told something now, if anything happened, with their follows."""
    calendar, found = Calendar.of(on), {}
    for follow in Follow.objects.by_mail().select_related("user").order_by("user", "pk"):
        found.setdefault(follow.user, []).append(follow)
    for user, follows in found.items():
        if now := [one for one in follows if calendar.is_due(one, user.committee_ids)]:
            yield user, now


def news(user, follows, *, on, up_to=None):
    """What happened since each of `follows` was last told of, as far as the entry `up_to`, and how
    many things more."""
    by_start, things, more = {}, {}, 0
    for follow in follows:
        by_start.setdefault(follow.told_up_to, []).append(follow)
    for start, together in by_start.items():
        entries = Entry.objects.filter(sequence__gt=start)
        if up_to is not None:
            entries = entries.filter(sequence__lte=up_to)
        found, untold = changed(Watched(together, user, on=on), entries)
        more += untold
        for one in found:
            if one.path not in things or len(one.events) > len(things[one.path].events):
                things[one.path] = one
    return list(things.values()), more


def send(on):
    """Yields each e-mail as it is after the mail server was asked. What there is to tell is looked
    for before anybody has to wait for it."""
    for user, follows in due(on):
        newest = newest_entry()
        things, more = news(user, follows, on=on, up_to=newest)
        if things:
            words = {"subject": subject_of(things, more), "words": words_of(user, things, more)}
            mail = send_digest(user, follows, newest, **words, on=on)
            if mail:
                yield mails.deliver(mail)
        else:
            _told(follows, newest, on)


@verb
def send_digest(user, follows, newest, *, subject, words, on):
    """Write it, and note how far it goes. Two runs at once are in turn, and the second finds
    everything told."""
    if not _told(follows, newest, on):
        return None
    return mails.write(
        kind=Mail.Kind.DIGEST,
        to=user,
        address=user.email,
        subject=subject,
        words=words,
        unsubscribe_url=stop_url(user),
        act=Act(reason="Digest", effective_on=on, label="Digests"),
    )


def _told(follows, newest, on):
    """Note that all of `follows` are told up to `newest`; whether nobody was quicker."""
    known = Q(pk__in=[])
    for one in follows:
        known |= Q(pk=one.pk, told_up_to=one.told_up_to)
    still = Follow.objects.by_mail().filter(known)
    if still.count() != len(follows):
        return False
    Follow.objects.filter(pk__in=[one.pk for one in follows]).update(told_up_to=newest, told_on=on)
    return True


def stop_url(user):
    return absolute(reverse("following_stop", args=[stop_token(user)]))


def absolute(path):
    return settings.SERVICE_URL.rstrip("/") + path


def subject_of(things, more):
    if len(things) + more == 1:
        return f"{settings.SERVICE_NAME}: news of {things[0].ref}"
    return f"{settings.SERVICE_NAME}: news of {len(things) + more} things that you follow"


def words_of(user, things, more):
    facts = {
        "user": user,
        "things": [_section(one) for one in things[:MOST_THINGS]],
        "more": more + max(0, len(things) - MOST_THINGS),
        "list_url": absolute(reverse("following_list")),
        "stop_url": stop_url(user),
        "service_name": settings.SERVICE_NAME,
    }
    return render_to_string("following/digest.txt", facts).strip() + "\n"


def _section(one):
    """What is not public is a reference and nothing more."""
    return {
        "heading": f"{one.ref} {one.title or '(sign in to read what changed)'}",
        "lines": one.shown if one.is_public else [],
        "more": one.more if one.is_public else 0,
        "url": absolute(one.path),
    }
