"""What a file says before it is planned: its columns with their first cells, and its words."""

from imports.models import Kind
from imports.planning.mapping import map_columns, take_source_for_review
from imports.planning.register import Register
from imports.planning.vocabulary import vocabularies


def words_of_file(table, *, kind, choices, by):
    """The `Vocabulary` of each column that has one, as far as `by` may read the register."""
    mapping = mapping_of_file(table, kind, choices)
    return vocabularies(table.rows, mapping, kind, Register(reader=by))


def mapping_of_file(table, kind, choices):
    mapping = map_columns(table.headings, Kind(kind), choices)
    take_source_for_review(mapping, Kind(kind), table.rows)
    return mapping
