"""A file that is not read at all."""


class Refused(Exception):
    """`str()` is fit for the page: why the file is not read, and what to do."""
