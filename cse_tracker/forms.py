"""Every `{{ form }}`, `{{ form.field }}` and `{{ form.field.as_field_group }}` as GOV.UK markup."""

from django import forms
from django.forms import boundfield
from django.forms.renderers import TemplatesSetting

from accounts.kept_forms import typed_before

CLASSES = [
    # The first that fits: a file input is an input too.
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
]
ONE_OF_SEVERAL = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)


class BoundField(boundfield.BoundField):
    def build_widget_attrs(self, attrs, widget=None):
        """Django's own (required, aria-describedby, aria-invalid) and the class that fits."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        for kind, name in CLASSES:
            if isinstance(widget, kind):
                marks = [name, widget.attrs.get("class", ""), attrs.get("class", "")]
                if self.errors and not isinstance(widget, ONE_OF_SEVERAL):
                    marks.append(f"{name}--error")
                attrs["class"] = " ".join(mark for mark in marks if mark)
                break
        return attrs

    def value(self):
        """What was typed before the session ended stands in for what the form begins with."""
        typed = typed_before(self)
        if typed is None:
            return super().value()
        given = self.field.widget.value_from_datadict(typed, {}, self.html_name)
        return self.field.prepare_value(given)

    @property
    def is_single_checkbox(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def first_input_id(self):
        """Where a link in the error summary leads: the first of several inputs."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    @property
    def longest(self):
        """The most characters a long answer may have, to be said before it is typed."""
        long_answer = isinstance(self.field.widget, forms.Textarea)
        return getattr(self.field, "max_length", None) if long_answer else None


class Renderer(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = BoundField
