"""The register as rows of cells: what each column of `recommendations.columns` holds.

What is written here, the import reads back as no change. Cells are text, dates or nothing.
"""

from dataclasses import dataclass

from django.db.models import Prefetch
from import_export.fields import Field
from import_export.resources import ModelResource

from recommendations.columns import ACTIONS, FLAT_WRITTEN, RECOMMENDATIONS, UPDATES, VISIBILITY
from recommendations.models import (
    Action,
    ActionContributor,
    ActionRecommendation,
    Contributor,
    ProgressUpdate,
    Recommendation,
)

#: Owners stand in one cell, the lead first, with a separator that no name holds.
BETWEEN_OWNERS = "; "
#: So many things are read at once.
CHUNK = 500


class ColumnResource(ModelResource):
    """One row for each thing. A column's value is what `dehydrate_<name>` returns, or else the
    attribute of its name. It declares what is written and in which order; reading a file back is
    the work of `imports`, which knows history, scope and lifecycles."""

    columns = ()

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.fields = {
            column.name: Field(attribute=column.name, column_name=column.heading)
            for column in self.columns
        }

    def import_data(self, *args, **kwargs):
        raise NotImplementedError("Nothing is imported through a resource: see imports.workflow.")

    def get_export_order(self):
        return [column.name for column in self.columns]

    def dehydrate_visibility(self, thing):
        return thing.visibility_word.label


class OwnedResource(ColumnResource):
    """What recommendations and actions have in common."""

    def dehydrate_text(self, thing):
        return thing.summary

    def dehydrate_owners(self, thing):
        return owners_in_a_cell(thing.lead_body, thing.contributors.all())

    def dehydrate_theme(self, thing):
        return str(thing.theme) if thing.theme else ""

    def dehydrate_priority(self, thing):
        return thing.get_priority_display()

    def dehydrate_status(self, thing):
        return thing.status_word.label


class RecommendationResource(OwnedResource):
    columns = (*RECOMMENDATIONS, VISIBILITY)

    class Meta:
        model = Recommendation
        fields = ()

    def filter_export(self, queryset, **kwargs):
        contributors = Contributor.objects.order_by("pk").select_related("body")
        return queryset.select_related("review", "lead_body", "theme").prefetch_related(
            Prefetch("contributors", contributors)
        )

    def dehydrate_kind(self, recommendation):
        return recommendation.get_kind_display()

    def dehydrate_review(self, recommendation):
        return recommendation.review.ref if recommendation.review else ""


class ActionResource(OwnedResource):
    columns = (*ACTIONS, VISIBILITY)

    class Meta:
        model = Action
        fields = ()

    def filter_export(self, queryset, **kwargs):
        links = (
            ActionRecommendation.objects.filter(queryset.sees("recommendation", Recommendation))
            .order_by("pk")
            .select_related("recommendation")
        )
        return with_delivery(queryset).prefetch_related(Prefetch("recommendation_links", links))

    def dehydrate_recommendation(self, action):
        links = action.recommendation_links.all()
        return BETWEEN_OWNERS.join(link.recommendation.ref for link in links)

    def dehydrate_due(self, action):
        return action.due_on or action.due_words

    def dehydrate_update(self, action):
        return latest_words(action)


class UpdateResource(ColumnResource):
    columns = (*UPDATES, VISIBILITY)

    class Meta:
        model = ProgressUpdate
        fields = ()

    def filter_export(self, queryset, **kwargs):
        return queryset.select_related("action").order_by("action__sort_key", "effective_on", "pk")

    def dehydrate_ref(self, update):
        return update.action.ref

    def dehydrate_on(self, update):
        return update.effective_on

    def dehydrate_status(self, update):
        return update.status_after_word.label

    def dehydrate_view(self, update):
        return update.view_word.label if update.view else ""


@dataclass(frozen=True)
class FlatLine:
    """A recommendation with its first action, or an action that is not its first or not its only
    one."""

    recommendation: Recommendation
    action: Action | None
    about_action: bool = False

    @property
    def thing(self):
        return self.action if self.about_action else self.recommendation


class FlatResource(ColumnResource):
    """One line for each recommendation and its first action; further actions have lines of their
    own."""

    columns = (*FLAT_WRITTEN, VISIBILITY)

    class Meta:
        model = Recommendation
        fields = ()

    def filter_export(self, queryset, **kwargs):
        actions = with_delivery(queryset.others(Action))
        links = (
            ActionRecommendation.objects.filter(queryset.sees("action", Action))
            .order_by("action__sort_key")
            .prefetch_related(Prefetch("action", actions))
        )
        found = queryset.select_related("review", "theme").prefetch_related(
            Prefetch("action_links", links)
        )
        return flat_lines(found.iterator(chunk_size=CHUNK))

    def dehydrate_ref(self, line):
        return line.thing.ref

    def dehydrate_title(self, line):
        return line.thing.title

    def dehydrate_text(self, line):
        return line.thing.summary

    def dehydrate_review(self, line):
        return line.recommendation.review.ref if line.recommendation.review else ""

    def dehydrate_theme(self, line):
        return str(line.thing.theme) if line.thing.theme else ""

    def dehydrate_priority(self, line):
        return line.thing.get_priority_display()

    def dehydrate_owners(self, line):
        if line.action is None:
            return ""
        return owners_in_a_cell(line.action.lead_body, line.action.contributors.all())

    def dehydrate_lead_post(self, line):
        return line.action.lead_post if line.action else ""

    def dehydrate_status(self, line):
        return line.action.status_word.label if line.action else ""

    def dehydrate_due(self, line):
        return (line.action.due_on or line.action.due_words) if line.action else ""

    def dehydrate_update(self, line):
        return latest_words(line.action) if line.action else ""

    def dehydrate_visibility(self, line):
        words = line.thing.visibility_word.label
        if line.action is None or line.action.visibility == line.thing.visibility:
            return words
        return f"{words}; its action: {line.action.visibility_word.label}"


def flat_lines(recommendations):
    """`FlatLine`s in the order given. An action that serves several recommendations has one."""
    seen = set()
    for recommendation in recommendations:
        actions = [link.action for link in recommendation.action_links.all()]
        first = next((a for a in actions if a.ref == f"{recommendation.ref}.1"), None)
        yield FlatLine(recommendation, first)
        if actions == [first]:
            seen.add(first.pk)
            continue
        for action in actions:
            if action.pk not in seen:
                seen.add(action.pk)
                yield FlatLine(recommendation, action, about_action=True)


def with_delivery(actions):
    contributors = ActionContributor.objects.order_by("pk").select_related("body")
    updates = actions.others(ProgressUpdate).latest_first()
    return actions.select_related("lead_body", "theme").prefetch_related(
        Prefetch("contributors", contributors), Prefetch("updates", updates)
    )


def latest_words(action):
    return next((update.done for update in action.updates.all()), "")


def owners_in_a_cell(lead, contributors):
    """Nothing when nobody leads: the first name in a cell is read as the lead's."""
    if lead is None:
        return ""
    others = [row.body for row in contributors if row.body_id != lead.pk]
    return BETWEEN_OWNERS.join(map(str, [lead, *others]))
