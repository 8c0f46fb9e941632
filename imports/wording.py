"""Changes as pages show them: of a long text, the words that go and those that come."""

from dataclasses import dataclass

from audit.differences import differences

#: A shorter text is read faster as a whole, before and after.
_LONG = 80


@dataclass(frozen=True)
class Told:
    """A change as a page shows it. Of a long text there are `parts`, as of `differences`."""

    field: str
    old: str
    new: str
    parts: tuple = ()


def told(field, old, new):
    is_long = min(len(old), len(new)) > _LONG
    return Told(field, old, new, differences(old, new) if is_long else ())
