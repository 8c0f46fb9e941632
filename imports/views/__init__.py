"""The pages of an import: upload, sheet and headings, columns and words, preview, undo."""

from imports.views.blank import import_blank
from imports.views.columns import import_columns
from imports.views.listing import import_list
from imports.views.mappings import mapping_list
from imports.views.mending import import_to_mend
from imports.views.own_updates import own_updates, own_updates_workbook
from imports.views.preview import import_preview
from imports.views.table import import_table
from imports.views.undoing import import_undo
from imports.views.uploading import import_new

__all__ = [
    "import_blank",
    "import_columns",
    "import_list",
    "import_new",
    "import_preview",
    "import_table",
    "import_to_mend",
    "import_undo",
    "mapping_list",
    "own_updates",
    "own_updates_workbook",
]
