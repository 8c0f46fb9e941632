"""A body that contributes says whether it agrees with the claim of the one that leads."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations.forms.agree import AgreeForm
from recommendations.models import Action, ActionContributor
from recommendations.workflow import contribution as workflow


@permission_required(workflow.UPDATE, raise_exception=True)
@in_one_transaction
def action_agree(request, ref):
    found = ActionContributor.objects.filter(
        body__in=request.user.own_body_ids,
        action__in=Action.objects.visible_to(request.user).filter(ref=ref).values("pk"),
    )
    # A person may speak for several: the first of them by name, then the next.
    first = found.order_by("agreed_on", "body__name", "pk").values("pk")[:1]
    contributor = to_change(request, found.select_related("action", "body"), pk__in=first)
    form = AgreeForm(request.POST or None, thing=contributor)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("agrees", "words")}
        try:
            with form.recording():
                workflow.agree_to_claim(contributor, **told, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"What {contributor.body} says is on record.")
            return redirect(contributor.action)
    page = {"action": contributor.action, "contributor": contributor, "form": form}
    return render(request, "recommendations/action_agree.html", page)
