"""Forms come out as GOV.UK markup: labels, hints, errors, each tied to its input."""

from django import forms
from django.template import Context, Template
from pytest_django.asserts import assertInHTML

from bodies.forms import DayField


class Form(forms.Form):
    done = forms.CharField(
        label="What has been done?",
        help_text="Say what changed for people",
        widget=forms.Textarea,
        max_length=2000,
    )
    where = forms.ChoiceField(
        label="Where is it now?",
        choices=[("in-progress", "In progress"), ("blocked", "Blocked")],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label="I am sure", required=False)
    due_on = DayField(label="When is it due?", required=False)


def test_field_ties_hint_and_error_to_its_input():
    html = str(Form({})["done"].as_field_group())

    assert 'class="govuk-textarea govuk-textarea--error"' in html
    assert 'aria-describedby="id_done_helptext id_done_error"' in html
    assert 'id="id_done_helptext">Say what changed for people' in html
    assert 'id="id_done_error"' in html
    assert 'data-maxlength="2000"' in html


def test_radios_have_a_legend_and_a_label_each():
    html = str(Form()["where"].as_field_group())

    assertInHTML('<legend class="govuk-fieldset__legend">Where is it now?</legend>', html)
    assertInHTML(
        '<label class="govuk-label govuk-radios__label" for="id_where_1">Blocked</label>', html
    )
    assert html.count('class="govuk-radios__input"') == 2
    assert html.count("<label") == 2


def test_single_checkbox_has_its_label_after_it():
    html = str(Form()["sure"].as_field_group())

    assert html.index("govuk-checkboxes__input") < html.index("I am sure")
    assert "<fieldset" not in html


def test_date_has_three_labelled_boxes():
    html = str(Form()["due_on"].as_field_group())

    for number, name in enumerate(("Day", "Month", "Year")):
        assertInHTML(
            '<label class="govuk-label govuk-date-input__label" '
            f'for="id_due_on_{number}">{name}</label>',
            html,
        )


def test_error_summary_links_to_the_first_input_of_each_error():
    form = Form({"due_on_day": "31", "due_on_month": "2", "due_on_year": "2023"})
    form.add_error(None, "Somebody else saved first")

    html = Template("{% error_summary form %}").render(Context({"form": form}))

    assertInHTML('<a href="#id_done">Somebody else saved first</a>', html)
    assertInHTML('<a href="#id_where_0">This field is required.</a>', html)
    assert '<a href="#id_due_on_0">31 2 2023 is not a real date' in html


def test_error_summary_of_a_form_not_sent_yet_is_empty():
    html = Template("{% error_summary form %}").render(Context({"form": Form()}))

    assert html.strip() == ""
