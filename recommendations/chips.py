"""The filters in use, each with the address of the list without it, and the saved views."""

SAVED_VIEWS = (
    ("Overdue", "?show=actions&flag=overdue&sort=next"),
    ("Waiting for us", "?show=actions&status=reported-complete"),
    ("No reply", "?flag=no-reply&sort=next"),
    ("No date", "?show=actions&flag=no-date"),
)

#: What an address says about the list that is not a filter, and outlives the filters.
_KEPT = ("show", "sort", "per")


def chips(register):
    """One for each value in use, in the order of the form."""
    cleaned = getattr(register.form, "cleaned_data", {})
    found = []
    for name, field in register.form.fields.items():
        value = cleaned.get(name)
        if not value:
            continue
        if isinstance(value, list):
            labels = dict(field.choices)
            found += [
                {"label": f"{field.label}: {labels[one]}", "url": without(register, name, one)}
                for one in value
            ]
        else:
            found.append({"label": _words(field, name, value), "url": without(register, name)})
    return found


def _words(field, name, value):
    if name == "words":
        return f"“{value}”"
    if hasattr(field, "label_from_instance"):
        return f"{field.label}: {field.label_from_instance(value)}"
    return f"{field.label} {value.day} {value:%B %Y}"


def without(register, name, value=None):
    """The address of the list without one parameter, or without one of its values."""
    query = register.given.copy()
    query.pop("page", None)
    if value is None:
        for key in [key for key in query if key == name or key.startswith(f"{name}_")]:
            del query[key]
    else:
        query.setlist(name, [one for one in query.getlist(name) if one != value])
    return "?" + query.urlencode()


def cleared(register):
    """The address of the whole list, in the same order."""
    query = register.given.copy()
    for key in [key for key in query if key not in _KEPT]:
        del query[key]
    return "?" + query.urlencode()
