"""Asking, passing on, answering."""

from django import forms

from audit.screened_form import ScreenedForm
from audit.versioned_form import VersionedForm
from bodies.models import Body
from correspondence.models import Question
from recommendations.forms.update import text

ROUTE, ANSWER, CLOSE = "route", "answer", "close"


class AskForm(ScreenedForm, forms.Form):
    kind = forms.ChoiceField(
        label="What is it?",
        widget=forms.RadioSelect,
        choices=Question.Kind.choices,
        initial=Question.Kind.QUESTION,
        help_text="What came of a matter is told to you alone, without operational detail.",
    )
    words = text(
        "Your question",
        rows=4,
        required="Say what you ask",
        max_length=2000,
        help_text="No names of children, victims or suspects.",
    )


class AnswerForm(VersionedForm):
    answer = text("The answer", rows=5, required="Give the answer", max_length=4000)
    is_public = forms.BooleanField(
        label="Everybody may read the question and its answer",
        required=False,
        help_text="Otherwise members and the body read it.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.thing.kind == Question.Kind.MATTER:
            self.fields["answer"].label = "What happened"
            self.fields["answer"].help_text = "In short, without operational detail."
            del self.fields["is_public"]


class RouteForm(VersionedForm):
    body = forms.ModelChoiceField(
        label="Which body can answer?",
        queryset=Body.objects.by_name_first(),
        empty_label="Choose a body",
        error_messages={"required": "Name the body that can answer"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].initial = self.thing.recommendation.lead_body_id


class CloseForm(VersionedForm):
    reason = text(
        "Why is it not answered?", rows=2, required="Say why it is not answered", max_length=1000
    )


FORMS = {ROUTE: RouteForm, ANSWER: AnswerForm, CLOSE: CloseForm}
