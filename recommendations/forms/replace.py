"""Another version of a file."""

from audit.versioned_form import VersionedForm
from recommendations.forms.file import check_uploaded, file_field
from recommendations.forms.update import text


class ReplaceFileForm(VersionedForm):
    file = file_field("New file")
    title = text("What does it show?", rows=2, required="Say what it shows", max_length=200)
    reason = text("Why is it replaced?", rows=2, required="Say why it is replaced", max_length=500)

    def __init__(self, data=None, files=None, *, evidence, uploaded=None):
        super().__init__(data, files=files, thing=evidence)
        self.uploaded = uploaded
        self.fields["title"].initial = evidence.title

    def clean(self):
        check_uploaded(self, "file")
        super().clean()
