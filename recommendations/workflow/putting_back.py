"""Things as they were before: in memory, for many at once. The caller has seen that nothing later
depends on what they have now, and saves."""

from accounts.visibility import Classified
from audit.standing import Retractable
from recommendations.models import DateChange
from recommendations.workflow import classification, date_change


def put_back(thing, values):
    """Give `thing` the `values`, by column, of an earlier version of it. That was a legal one, so
    no step of status is checked; `version` goes on counting."""
    for name, value in values.items():
        setattr(thing, name, value)


def can_be_taken_back(model):
    """What an action serves goes with the action."""
    return issubclass(model, (Classified, Retractable)) or model is DateChange


def take_back(model, things, *, batch, reason, act):
    """Take out what an import brought. Returns the names of the fields written."""
    if issubclass(model, Classified):
        return classification.take_back(things, batch=batch, reason=reason, act=act)
    if model is DateChange:
        return date_change.take_back(things)
    for thing in things:
        thing.taken_back_with = batch
    return ("taken_back_with",)
