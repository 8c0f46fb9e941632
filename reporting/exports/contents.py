"""What an export holds, before it is a file."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from recommendations.models import Action
from recommendations.resources import CHUNK, ActionResource, RecommendationResource
from reporting.exports.narrowing import narrowed
from reporting.exports.resources import resource_for, visible_rows


@dataclass
class Contents:
    """`filters` say in words what narrows the list. `rows` may be gone through once; `number` is
    how many have been by then."""

    kind: str
    resource: object
    things: object
    reader: object = None
    filters: list = field(default_factory=list)
    number: int = 0

    @property
    def headings(self):
        return self.resource.get_export_headers()

    @property
    def columns(self):
        """The `Column` of each heading."""
        by_name = {column.name: column for column in self.resource.columns}
        return [by_name[name] for name in self.resource.get_export_order() if name in self.names]

    @property
    def names(self):
        return self.resource.fields

    @property
    def rows(self):
        found = self.resource.filter_export(self.things)
        if isinstance(found, QuerySet):
            found = found.iterator(chunk_size=CHUNK)
        for thing in found:
            self.number += 1
            yield self.resource.export_resource(thing)


def contents_of(kind, reader=None, given=None):
    """All of a kind that stands, or what `reader` may see of it; narrowed as a page would be by
    what is `given` in its address."""
    things, filters = visible_rows(kind, reader), []
    if given:
        things, filters = narrowed(kind, things, given, reader)
    return Contents(kind, resource_for(kind, reader), things, reader, filters)


def contents_of_list(queryset, reader, filters):
    """A list of recommendations or of actions, as filtered and ordered."""
    is_actions = queryset.model is Action
    resource = ActionResource() if is_actions else RecommendationResource()
    kind = "actions" if is_actions else "recommendations"
    return Contents(kind, resource, queryset.visible_to(reader), reader, filters)
