from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.models import with_parts
from accounts.visitor import open_to_the_public
from bodies.models import Body
from recommendations.models import Action, Recommendation, Referral
from reporting.pages import body_work
from reporting.pages.forms import BodyFilter
from reporting.pages.register import recommendations_url

PER_PAGE = 50
MEETINGS_SHOWN = 10


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def body_list(request):
    on = timezone.localdate()
    form = BodyFilter(request.GET)
    bodies = form.narrow(with_work(Body.objects.all(), request.user, on))
    busy_first = Case(When(to_do__gt=0, then=Value(0)), default=Value(1))
    bodies = bodies.select_related("part_of").order_by(busy_first, "name", "pk")
    page = Paginator(bodies, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "bodies/body_list.html", {"filter": form, "page": page})


def with_work(bodies, user, on):
    """Annotates what each body itself has to do: its parts have rows of their own."""
    actions, referrals = Action.objects.visible_to(user), Referral.objects.visible_to(user)
    return bodies.annotate(
        open_actions=_number(actions.opened(), "lead_body"),
        overdue_actions=_number(actions.overdue(on), "lead_body"),
        replies_owed=_number(referrals.unanswered(), "body"),
    ).annotate(to_do=F("open_actions") + F("replies_owed"))


def _number(things, field):
    """How many of `things` name the body at hand in `field`."""
    of_body = things.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(of_body.annotate(number=Count("pk")).values("number")), 0)


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def body_detail(request, slug):
    on = timezone.localdate()
    bodies = Body.objects.select_related("part_of", "successor")
    body = get_object_or_404(bodies, slug=slug)
    meetings = body.meetings.latest_first()
    followed = Recommendation.objects.visible_to(request.user).for_committee([body.pk])
    return render(
        request,
        "bodies/body_detail.html",
        {
            "body": body,
            "former_names": body.former_names.oldest_first(),
            "predecessors": body.predecessors.by_name_first(),
            "parts": with_work(body.parts.by_name_first(), request.user, on),
            "work": body_work.read(body, with_parts({body.pk}), request.user, on),
            "followed": followed.count(),
            "followed_url": recommendations_url(committee=body.slug),
            "meetings": meetings[:MEETINGS_SHOWN],
            "meetings_held": meetings.count(),
        },
    )
