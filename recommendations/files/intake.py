"""From what somebody chose on their computer to a file that is kept, or a refusal in words."""

from dataclasses import asdict, dataclass
from datetime import date

from django.conf import settings

from recommendations.files import store
from recommendations.files.kind import KINDS, kind_of
from recommendations.files.name import clean_name
from recommendations.files.refusal import Refused
from recommendations.files.scan import scan

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Taken:
    """A file in the store, by the names that columns of evidence have."""

    file_name: str
    content_type: str
    size: int
    sha256: str
    stored_as: str
    scanned_on: date | None

    @property
    def columns(self):
        return asdict(self)


def most_bytes():
    return settings.EVIDENCE_MAX_MB * _MEGABYTE


def take(upload):
    """Look at an upload, store it, have it scanned. Takes as long as the scanner does, so never
    while others wait to write. Raises `Refused`, and then nothing is stored."""
    if not upload.size:
        raise Refused("The file is empty. Choose another one.")
    if upload.size > most_bytes():
        raise Refused(
            f"The file is larger than {settings.EVIDENCE_MAX_MB} MB. Save it smaller, or give a "
            "link or say who holds it."
        )
    kind = KINDS[kind_of(upload.read(), upload.name)]
    name = clean_name(upload.name, kind)
    stored_as, size, sha256 = store.write(upload.chunks())
    try:
        scanned_on = scan(store.path_of(stored_as))
    except BaseException:
        store.remove(stored_as)
        raise
    return Taken(name, kind.content_type, size, sha256, stored_as, scanned_on)
