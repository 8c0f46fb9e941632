class Refused(Exception):
    """A file that is not kept. `str()` is fit for the page: why, and what to do."""
