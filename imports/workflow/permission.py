"""Who may bring what into the register."""

from audit.refusal import NotAllowed
from imports.models import Kind

IMPORT = "imports.import_register"
#: Whoever may update actions may bring updates of those from a spreadsheet, and nothing else.
BRING_UPDATES = "recommendations.update_action"


def allow(by, kind=None):
    """Raise `NotAllowed` unless `by` may import, or may bring what is of the `kind`."""
    own = kind == Kind.UPDATES and by.has_perm(BRING_UPDATES)
    if not by.has_perm(IMPORT) and not own:
        raise NotAllowed("Your role does not include importing.")
