"""Another action for a recommendation's plan."""

from django import forms
from django.utils import timezone

from audit.screened_form import ScreenedForm
from audit.versioned_form import VersionedForm
from bodies.forms import DayField
from bodies.models import Body
from recommendations.forms.move import Bodies
from recommendations.forms.update import text
from recommendations.models import Action


class _Planned(ScreenedForm, forms.Form):
    """What a plan says of an action."""

    title = forms.CharField(
        label="Short title",
        max_length=200,
        error_messages={"required": "Give it a short title"},
    )
    summary = text("What is to be done?", required=False, max_length=4000)
    lead_post = forms.CharField(
        label="Lead officer (post, optional)", max_length=120, required=False
    )
    due_on = DayField(
        label="Due on",
        earliest=timezone.localdate,
        error_messages={"required": "Give the day by which it will be done"},
    )
    intended_effect = text("What effect is intended? (optional)", required=False, max_length=2000)
    how_we_will_know = text(
        "How will we know that it worked? (optional)", required=False, max_length=2000
    )


class NewActionForm(_Planned):
    lead_body = forms.ModelChoiceField(
        label="Lead body",
        queryset=Body.objects.none(),
        empty_label="Choose a body",
        error_messages={"required": "Name the body that leads"},
    )
    contributors = Bodies(
        label="Bodies that contribute (optional)",
        queryset=Body.objects.by_name_first(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="Hold Ctrl, or Cmd on a Mac, to choose several.",
    )
    already_done = forms.BooleanField(
        label="It is done already",
        required=False,
        help_text="Then it needs no date, and the next page asks for the evidence.",
    )
    opened_on = DayField(
        label="Planned on",
        latest=timezone.localdate,
        error_messages={"required": "Give the day on which it was planned"},
    )
    field_order = (
        "title", "summary", "lead_body", "lead_post", "contributors", "due_on", "already_done",
        "intended_effect", "how_we_will_know", "opened_on",
    )  # fmt: skip

    def __init__(self, data=None, *, recommendation, user):
        super().__init__(data)
        self.recommendation, self.user = recommendation, user
        bodies = Body.objects.by_name_first()
        if not user.is_governance:
            bodies = bodies.filter(pk__in=user.own_body_ids)
        self.fields["lead_body"].queryset = bodies
        self.fields["lead_body"].initial = recommendation.lead_body_id
        self.fields["opened_on"].initial = timezone.localdate()
        if self.is_bound and self.data.get("already_done"):
            self.fields["due_on"].required = False

    def clean_title(self):
        """Pressing twice adds one action."""
        title = self.cleaned_data["title"]
        planned = Action.objects.visible_to(self.user).filter(
            recommendation_links__recommendation=self.recommendation
        )
        same = planned.filter(title__iexact=title)
        if known := same.in_reference_order().first():
            raise forms.ValidationError(
                f"{known.ref} has this title already. Give another title, or update that one."
            )
        return title


class ChangePlanForm(VersionedForm, _Planned):
    field_order = ("title", "summary", "lead_post", "due_on", "intended_effect", "how_we_will_know")

    def __init__(self, data=None, *, thing):
        super().__init__(data, thing=thing)
        for name in self.field_order:
            self.fields[name].initial = getattr(thing, name)


class PlanForm(ScreenedForm, forms.Form):
    """What an approver or governance does with the actions that are chosen."""

    note = text("What has to change? (only to return it)", rows=2, required=False, max_length=1000)


def next_ref(recommendation):
    """The reference that a further action gets: one more than the highest there has ever been,
    whoever may read that. One that was entered in error is not used again."""
    prefix = f"{recommendation.ref}."
    refs = Action.objects.filter(ref__startswith=prefix).values_list("ref", flat=True)
    numbers = [int(end) for ref in refs if (end := ref.removeprefix(prefix)).isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1}"
