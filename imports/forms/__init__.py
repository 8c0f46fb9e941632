"""What a person may say about a file, and about an import."""

from imports.forms.columns import ColumnsForm
from imports.forms.decide import KeepForm, UndoForm
from imports.forms.table import TableForm
from imports.forms.upload import OwnUpdatesForm, UploadForm

__all__ = ["ColumnsForm", "KeepForm", "OwnUpdatesForm", "TableForm", "UndoForm", "UploadForm"]
