"""The back office's share of the record: who changed a thing, and why, and nothing deleted."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from simple_history.admin import SimpleHistoryAdmin

from audit.record import Act, record
from audit.resend import resend
from audit.screened_form import QUESTIONS, ReasonToKeep, ScreenedForm, seen_field
from audit.versioned_form import last_change


class ScreenedModelForm(ScreenedForm, forms.ModelForm):
    """The back office lists the fields of its pages beforehand, so the questions wait there."""

    kept_because = ReasonToKeep()
    kept_seen = seen_field()


class RecordForm(ScreenedModelForm):
    """Any model of the record, with room to say why it is changed.

    It carries the version that it was filled in from: whoever saves second is told what the first
    one did, keeps what they typed, and may save again.
    """

    reason = forms.CharField(
        label="Reason for this change",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept in the history, beside your name.",
    )
    version_read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version_read"].initial = self.instance.version

    def clean(self):
        super().clean()
        if not self.instance.pk:
            return
        now = type(self.instance).objects.get(pk=self.instance.pk)
        if self.cleaned_data.get("version_read") != now.version:
            self.instance.version = now.version
            resend(self, "version_read", now.version)
            raise forms.ValidationError(
                f"{last_change(now)} What you typed is still here. Look at the history, "
                "then save again if yours is to stand."
            )


class NothingDeleted:
    def has_delete_permission(self, request, obj=None):
        return False


class RecordInline(NothingDeleted, admin.StackedInline):
    """Rows below a thing. One is always empty, since without scripts none can be added to the
    page."""

    form = ScreenedModelForm
    extra = 1
    can_delete = False


class RecordAdmin(NothingDeleted, SimpleHistoryAdmin):
    """Writes through `audit.record`. History is read here and never put back: a change is undone
    by making another."""

    form = RecordForm
    actions = None
    object_history_list_template = "admin/record_history.html"

    def save_model(self, request, obj, form, change):
        """What was opened and saved as it was is no change, and leaves no row in the history."""
        if not change or set(form.changed_data) - {"reason", "version_read", *QUESTIONS}:
            with form.recording():
                record(obj, _act(request, form))

    def save_related(self, request, form, formsets, change):
        """The rows below. No many-to-many field is kept without a model of its own."""
        for formset in formsets:
            typed = {id(row_form.instance): row_form for row_form in formset}
            for row in formset.save(commit=False):
                with typed[id(row)].recording():
                    record(row, _act(request, form))

    def revert_disabled(self, request, obj=None):
        return True

    def history_view(self, request, object_id, extra_context=None):
        """Simple-history fails where the address has no number for the thing."""
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Simple-history's page of an earlier version would save what is posted to it."""
        if request.method != "GET":
            raise PermissionDenied
        if self.get_object(request, unquote(object_id)) is None or not version_id.isdecimal():
            raise Http404
        return super().history_form_view(request, object_id, version_id, extra_context)


def _act(request, form):
    return Act(by=request.user, reason=form.cleaned_data.get("reason", ""))
