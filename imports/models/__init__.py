from imports.models.batch import ImportBatch, ImportBatchQuerySet, Kind, Outcome, State
from imports.models.mapping import SavedMapping
from imports.models.staged import StagedRow, StagedRowQuerySet, UploadedFile

__all__ = [
    "ImportBatch",
    "ImportBatchQuerySet",
    "Kind",
    "Outcome",
    "SavedMapping",
    "StagedRow",
    "StagedRowQuerySet",
    "State",
    "UploadedFile",
]
