"""What I follow, how often I hear of it, and where my feeds are."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from accounts import security_log
from audit.models import Entry
from bodies.models import Body
from following.changes import changed
from following.digests import absolute
from following.forms import FollowForm
from following.models import (
    THINGS,
    FeedAddress,
    Follow,
    HowOften,
    newest_entry,
    user_who_stops,
)
from following.watched import Watched
from recommendations.chips import chips
from recommendations.models import Recommendation
from recommendations.register import Register

READ = "recommendations.view_register"
#: Days that the page goes back, and things that it tells of.
GOES_BACK = 14
SHOWN = 10
#: Nobody reads news of more, and each list is a question to the database.
MOST_FOLLOWS = 100


@permission_required(READ, raise_exception=True)
def following_list(request):
    user = request.user
    follows = _named(list(Follow.objects.of(user)), user)
    since = timezone.now() - timedelta(days=GOES_BACK)
    things, more = [], 0
    if follows:
        watched = Watched(follows, user, on=timezone.localdate())
        things, more = changed(watched, Entry.objects.filter(recorded_at__gte=since))
    page = {
        "follows": follows,
        "things": things[:SHOWN],
        "more": more + max(0, len(things) - SHOWN),
        "goes_back": GOES_BACK,
        "suggested": _suggested(user, follows),
    }
    return render(request, "following/following_list.html", page)


@permission_required(READ, raise_exception=True)
def following_new(request, kind, key):
    """`kind` is one of `THINGS`; `key` a reference, or of a body the short name in its address."""
    if kind not in THINGS:
        raise Http404
    model = THINGS[kind]
    found = model.objects.all()
    if model is Recommendation:
        found = model.objects.visible_to(request.user)
    thing = get_object_or_404(found, **{"slug" if model is Body else "ref": key})
    return _begun(request, Follow(user=request.user, **{kind: thing}), thing.get_absolute_url())


@permission_required(READ, raise_exception=True)
def following_new_list(request):
    """The list of the register that the address asks for."""
    register = Register(request.GET, request.user, on=timezone.localdate())
    follow = Follow(user=request.user, query=register.question)
    follow.name = ", ".join(chip["label"] for chip in chips(register))[:100]
    if len(follow.query) > Follow._meta.get_field("query").max_length:
        raise Http404
    return _begun(request, follow, f"{reverse('recommendation_list')}?{follow.query}")


def _begun(request, follow, url):
    """The page that asks how often, and begins to follow."""
    if kept := _kept(follow):
        return redirect("following_detail", kept.pk)
    form = FollowForm(request.POST or None, follow=follow)
    if form.is_valid():
        if Follow.objects.filter(user=request.user).count() >= MOST_FOLLOWS:
            form.add_error(
                None,
                f"You follow {MOST_FOLLOWS} things, which is the most. Stop following one first.",
            )
        else:
            _keep(follow, form)
            messages.success(request, f"You follow {_named([follow], request.user)[0].label}.")
            return redirect(url)
    _named([follow], request.user)
    return render(request, "following/following_new.html", {"form": form, "follow": follow})


@permission_required(READ, raise_exception=True)
def following_detail(request, pk):
    """How often, or no longer."""
    follow = get_object_or_404(Follow.objects.of(request.user), pk=pk)
    _named([follow], request.user)
    if request.method == "POST" and request.POST.get("do") == "stop":
        follow.delete()
        messages.success(request, f"You no longer follow {follow.label}.")
        return redirect("following_list")
    form = FollowForm(request.POST or None, follow=follow)
    if form.is_valid():
        follow.how_often = form.cleaned_data["how_often"]
        follow.name = form.cleaned_data.get("name", follow.name)
        follow.save(update_fields=["how_often", "name"])
        messages.success(request, "It is kept.")
        return redirect("following_list")
    return render(request, "following/following_detail.html", {"form": form, "follow": follow})


@permission_required(READ, raise_exception=True)
def following_address(request):
    """The secret addresses: made, made anew, closed."""
    address = FeedAddress.objects.filter(user=request.user).first()
    if request.method == "POST":
        if request.POST.get("do") == "close":
            FeedAddress.objects.filter(user=request.user).update(is_open=False)
            security_log.note("feeds-closed", request=request, user=request.user)
            messages.success(request, "The addresses open nothing any more.")
        else:
            _new_address(request.user, address)
            security_log.note("feeds-opened", request=request, user=request.user)
            messages.success(request, "These are your addresses. Earlier ones open nothing.")
        return redirect("following_address")
    page = {"address": address if address and address.is_open else None}
    if page["address"]:
        page["changes_url"] = absolute(reverse("changes_feed", args=[address.token]))
        page["dates_url"] = absolute(reverse("dates_feed", args=[address.token]))
    return render(request, "following/following_address.html", page)


# Mail programs press it for their reader, without our page before it: RFC 8058.
@csrf_exempt
@login_not_required
def following_stop(request, token):
    """The link at the end of each digest: one press, and no more of them. What is followed stays,
    on its page and in the feeds."""
    user = user_who_stops(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        Follow.objects.filter(user=user).update(how_often=HowOften.NEVER)
        security_log.note("digests-stopped", request=request, user=user)
        return render(request, "following/following_stop.html", {"stopped": True})
    return render(request, "following/following_stop.html", {"stopped": False})


def _kept(follow):
    """The one that there is already."""
    wanted = {name: getattr(follow, name) for name in (*THINGS, "query") if getattr(follow, name)}
    return Follow.objects.filter(user=follow.user, **wanted).first()


def _keep(follow, form):
    follow.how_often = form.cleaned_data["how_often"]
    follow.name = form.cleaned_data.get("name", "")
    follow.told_up_to = newest_entry()
    try:
        with transaction.atomic():
            follow.save()
    except IntegrityError:
        # Pressed twice: the first press did it.
        if not _kept(follow):
            raise


def _new_address(user, address):
    if address is None:
        FeedAddress.objects.get_or_create(user=user)
        return
    address.number += 1
    address.is_open, address.made_at = True, timezone.now()
    address.save()


def _named(follows, user):
    """Each with its `label` and `url`. What its follower may no longer read has neither title nor
    address."""
    keys = [follow.recommendation_id for follow in follows if follow.recommendation_id]
    readable = set()
    if keys:
        visible = Recommendation.objects.visible_to(user).filter(pk__in=keys)
        readable = set(visible.values_list("pk", flat=True))
    for follow in follows:
        follow.label, follow.url = _label_and_url(follow, readable)
    return follows


def _label_and_url(follow, readable):
    if follow.query:
        return follow.name, f"{reverse('recommendation_list')}?{follow.query}"
    thing = follow.thing
    if follow.recommendation_id:
        if thing.pk not in readable:
            return "A recommendation that is not open to you any more", ""
        return f"{thing.ref} {thing.title}", thing.get_absolute_url()
    name = thing.name if isinstance(thing, Body) else thing.title
    if thing.taken_back_with:
        return f"{name} (no longer in the register: the import that brought it was undone)", ""
    return name, thing.get_absolute_url()


def _suggested(user, follows):
    """Bodies that this person answers for or sits on, and does not follow yet."""
    followed = {follow.body_id for follow in follows}
    bodies = {one.body_id: one.body for one in user.current_memberships if one.body_id}
    return [
        (body, reverse("following_new", args=["body", body.slug]))
        for key, body in bodies.items()
        if key not in followed
    ]
