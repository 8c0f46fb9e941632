"""Several recommendations sent to their bodies in one go."""

from audit.refusal import NotAllowed, RefusedItem
from audit.verb import verb
from recommendations.models import Referral
from recommendations.workflow import recommendation as workflow
from recommendations.workflow.permission import need


@verb
def forward_several(items, *, noticed_on, by, received_on=None, last_day=None):
    """All of `items` or none: dictionaries with `recommendation` and `to`, pairs of a body and its
    clock. Returns the new referrals. A refusal about one of the items is a `RefusedItem`."""
    need(items, "Choose at least one recommendation to send.")
    recommendations = [item["recommendation"] for item in items]
    of_these = Referral.objects.filter(recommendation__in=recommendations)
    before = set(of_these.values_list("pk", flat=True))
    days = {"noticed_on": noticed_on, "received_on": received_on, "last_day": last_day}
    for item in items:
        to = [{"body": body, "rule": rule, **days} for body, rule in item["to"]]
        try:
            workflow.forward(item["recommendation"], to=to, by=by)
        except NotAllowed as refusal:
            raise RefusedItem(str(refusal), item["recommendation"]) from refusal
    return list(
        of_these.exclude(pk__in=before)
        .select_related("body", "rule", "recommendation__adopted_by__meeting__body")
        .order_by("body__name", "recommendation__sort_key")
    )
