"""A file among what a form asks for. By the time the form looks, the file has been looked at and
stored, or refused (`recommendations.views.uploaded`)."""

from django import forms
from django.conf import settings
from django.utils.functional import lazy

from recommendations.files.kind import KINDS

_ACCEPTED = ",".join(f".{ending}" for kind in KINDS.values() for ending in kind.endings)
_AGAIN = "Choose the file again: it could not be kept while something else was to be mended"


def _hint():
    return (
        "PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), PNG, JPEG, text or CSV, up "
        f"to {settings.EVIDENCE_MAX_MB} MB, without macros or a password."
    )


def file_field(label, **kwargs):
    return forms.FileField(
        label=label,
        help_text=lazy(_hint, str)(),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        # What is wrong with a file is said by whoever looked at it.
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
        **kwargs,
    )


def check_uploaded(form, name):
    """Say at the field why the file was refused, if it was."""
    if form.uploaded and form.uploaded.refusal:
        form.add_error(name, form.uploaded.refusal)


def ask_again(form, name):
    """Of a form that is shown again: browsers forget which file was chosen."""
    if form.is_bound and form.errors and form.uploaded and name not in form.errors:
        form.add_error(name, _AGAIN)
