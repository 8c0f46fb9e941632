"""Several recommendations sent to their bodies, with a letter drafted to each body."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils import timezone

from audit.editing import in_one_transaction
from audit.refusal import NotAllowed
from correspondence.forms.forward import ForwardForm
from correspondence.workflow import letter as letters
from recommendations.lifecycle.recommendation import Status
from recommendations.models import Contributor, Recommendation
from recommendations.workflow.forwarding import forward_several
from recommendations.workflow.recommendation import MOVE

#: Where a recommendation has to be to be sent: adopted; or rejected, and the committee asks again;
#: or not progressed, and taken up after all.
SENDABLE = (Status.ADOPTED, Status.REJECTED, Status.NOT_PROGRESSED)
PER_PAGE = 50
MOST = 40


@permission_required((MOVE, letters.SEND), raise_exception=True)
@in_one_transaction
def recommendation_forward(request):
    """`?on=` names the recommendations, by reference; without it, the choice."""
    found = Recommendation.objects.editable_by(request.user).filter(status__in=SENDABLE)
    found = found.select_related("lead_body").in_reference_order()
    chosen = request.GET.getlist("on")
    if not chosen:
        page = Paginator(found.order_by("status", "sort_key"), PER_PAGE)
        context = {"page": page.get_page(request.GET.get("page")), "most": MOST}
        return render(request, "correspondence/forward_choose.html", context)
    found = found.filter(ref__in=chosen[:MOST])
    if request.method == "POST":
        found = found.select_for_update(of=("self",))
    contributors = Contributor.objects.select_related("body").order_by("body__name")
    found = list(found.prefetch_related(Prefetch("contributors", contributors)))
    form = ForwardForm(request.POST or None, recommendations=found)
    if form.is_valid() and (drafted := _forward(form, request.user)):
        number = len(drafted)
        messages.success(
            request,
            ("1 letter is drafted" if number == 1 else f"{number} letters are drafted")
            + ". Nothing has been sent: look at each, and send it.",
        )
        return redirect("letter_list")
    context = {
        "form": form,
        "rules": _rules(form),
        "left_out": sorted(set(chosen) - {one.ref for one in found}),
    }
    return render(request, "correspondence/forward.html", context)


def _forward(form, by):
    """The letters that were drafted, or nothing with the refusal put on the form."""
    try:
        with transaction.atomic(), form.recording():
            return letters.draft_notices(forward_several(**form.told, by=by), by=by)
    except NotAllowed as refusal:
        form.refuse(refusal)
        return None


def _sum(rule, today):
    if rule.is_as_resolved:
        return "It ends on the day that the meeting set."
    return rule.arithmetic(today, rule.last_day(today), "Received")


def _rules(form):
    """Each clock with what it would come to, if the notice were received today."""
    today = timezone.localdate()
    return [(rule, _sum(rule, today)) for rule in form.rules.values()]
