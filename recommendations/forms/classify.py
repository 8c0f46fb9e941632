"""Who may read a thing, or several: the decision, and what each answer has to be told."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from accounts.visibility import ExemptParagraph, Visibility
from audit.screened_form import ScreenedForm
from audit.versioned_form import VersionedForm
from bodies.forms import DayField
from bodies.models import Body
from recommendations.classified import KINDS
from recommendations.forms.move import Bodies
from recommendations.forms.update import text

V = Visibility


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


class DecisionForm(ScreenedForm, forms.Form):
    """`confirmed` is how many things the reader has agreed to make public at once."""

    visibility = forms.ChoiceField(
        label="Who may read it?",
        widget=forms.RadioSelect,
        choices=[
            (V.PUBLIC.value, "Public: everybody who may read the register"),
            (V.EXEMPT.value, "Exempt: the committees and bodies concerned"),
            (V.RESTRICTED.value, "Restricted: the bodies that you name"),
        ],
        error_messages={"required": "Say who may read it"},
    )
    exempt_paragraph = forms.TypedChoiceField(
        label="Which paragraph of Schedule 12A applies?",
        widget=forms.RadioSelect,
        choices=ExemptParagraph.choices,
        coerce=int,
        empty_value=None,
        required=False,
    )
    public_interest_reason = text(
        "Why is publishing it not in the public interest?", required=False, max_length=2000
    )
    restricted_to = Bodies(
        label="Which bodies may read it?",
        queryset=Body.objects.by_name_first(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Governance and auditors read it too. Nobody else does, the body that does the "
        "work included, unless it is named.",
    )
    review_on = DayField(
        label="When is this to be looked at again?",
        required=False,
        earliest=tomorrow,
        help_text="Needed when it is exempt.",
    )
    confirmed = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self):
        chosen = self.cleaned_data.get("visibility")
        if chosen == V.EXEMPT:
            self._need("exempt_paragraph", "Say which paragraph of Schedule 12A applies")
            self._need("public_interest_reason", "Say why publishing is not in the public interest")
            self._need("review_on", "Give the day on which it is to be looked at again")
        if chosen == V.RESTRICTED:
            self._need("restricted_to", "Name the bodies that may read it")
        super().clean()

    def _need(self, name, words):
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, words)

    @property
    def opened(self):
        """Which of the folded parts stand open."""
        chosen = self["visibility"].value()
        exempt = ("exempt_paragraph", "public_interest_reason")
        return {
            "exempt": chosen == V.EXEMPT or any(self[name].errors for name in exempt),
            "restricted": chosen == V.RESTRICTED or bool(self["restricted_to"].errors),
        }

    @property
    def decision(self):
        """What `workflow.classification.classify` is told: of the answers, those that go with the
        one that was chosen."""
        data = self.cleaned_data
        told = {"visibility": data["visibility"]}
        if data["visibility"] == V.EXEMPT:
            names = ("exempt_paragraph", "public_interest_reason", "review_on")
            told |= {name: data[name] for name in names}
        if data["visibility"] == V.RESTRICTED:
            told |= {name: data[name] for name in ("restricted_to", "review_on")}
        return told

    def asks_first(self, number):
        """Whether `number` things would become public at once, and nobody has agreed to that."""
        several = self.cleaned_data["visibility"] == V.PUBLIC and number > 1
        return several and self.cleaned_data["confirmed"] != number

    @property
    def sent(self):
        """What was sent, to be sent again with an agreement."""
        left_out = ("csrfmiddlewaretoken", "confirmed")
        return [
            (name, value)
            for name, values in self.data.lists()
            for value in values
            if name not in left_out
        ]


class ClassifyForm(DecisionForm, VersionedForm):
    """Of one thing, and if wanted of what belongs to it as well."""

    under = forms.BooleanField(required=False)

    def __init__(self, data=None, *, thing, under="", include=False):
        """`under` is what belongs to it and is not classified yet, in words."""
        super().__init__(data, thing=thing)
        if under:
            self.fields["under"].label = f"Do the same for {under} under it, not classified yet"
            self.fields["under"].initial = include
        else:
            del self.fields["under"]
        for name in ("visibility", "exempt_paragraph", "public_interest_reason"):
            self.fields[name].initial = getattr(thing, name)
        named = Body.objects.filter(slug__in=thing.restricted_to_slugs)
        self.fields["restricted_to"].initial = list(named.values_list("pk", flat=True))
        if thing.classification_review_on and thing.classification_review_on >= tomorrow():
            self.fields["review_on"].initial = thing.classification_review_on

    @property
    def includes_what_is_under(self):
        return self.cleaned_data.get("under", False)


class QueueFilter(forms.Form):
    kind = forms.ChoiceField(
        label="Kind",
        choices=[("", "All kinds"), *((kind.slug, kind.title) for kind in KINDS)],
        required=False,
    )
    body = forms.ModelChoiceField(
        label="Body",
        queryset=Body.objects.by_name_first(),
        to_field_name="slug",
        required=False,
        empty_label="All bodies",
    )
