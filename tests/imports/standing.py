"""What stands of the register, to compare before and after."""

from django.apps import apps

from imports.undoing.written import columns_of
from recommendations.models import DateChange


def stand():
    """Everything that stands and what it says, without what counts on."""
    rows = {}
    for model in apps.get_models():
        if not hasattr(model, "history") or model._meta.app_label in ("accounts", "imports"):
            continue
        names = set(columns_of(model)) - {"taken_back_with"}
        there = model.objects.standing() if hasattr(model.objects, "standing") else model.objects
        for row in there.order_by("pk").values("pk", *names):
            if model is DateChange and row["status"] == "taken-back":
                continue
            rows[model.__name__, row.pop("pk")] = row
    links = apps.get_model("recommendations", "ActionRecommendation").objects
    gone = links.exclude(action__voided_on=None).values_list("pk", flat=True)
    return {k: v for k, v in rows.items() if k[0] != "ActionRecommendation" or k[1] not in gone}
