def resend(form, name, value):
    """Put another value into a hidden field of a form that is shown again."""
    form.data = form.data.copy()
    form.data[form.add_prefix(name)] = value
