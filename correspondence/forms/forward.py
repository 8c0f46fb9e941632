"""To which bodies several recommendations go, and by which clock each has to answer."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone

from audit.resend import resend
from audit.screened_form import ScreenedForm
from audit.versioned_form import last_change
from bodies.forms import DayField
from bodies.models import Body
from recommendations.duties import usual_duty
from recommendations.models import ClockRule


@dataclass
class Sending:
    """One recommendation and the names of the fields about it, by body."""

    form: forms.Form
    recommendation: object
    bodies: list

    def name(self, body):
        return f"clock_{self.recommendation.pk}_{body.pk}"

    @property
    def fields(self):
        return [self.form[self.name(body)] for body, _ in self.bodies]

    @property
    def another(self):
        """A body that neither leads nor contributes, and its clock."""
        pk = self.recommendation.pk
        return self.form[f"another_{pk}"], self.form[f"another_clock_{pk}"]

    @property
    def another_opened(self):
        return any(field.errors or field.value() for field in self.another)

    @property
    def version(self):
        return self.form[f"version_{self.recommendation.pk}"]

    @property
    def to(self):
        chosen = [(body, self.form.cleaned_data.get(self.name(body))) for body, _ in self.bodies]
        another, clock = (self.form.cleaned_data.get(field.name) for field in self.another)
        if another:
            chosen.append((self.form.bodies[int(another)], clock))
        return [(body, self.form.rules[int(pk)]) for body, pk in chosen if pk]


class ForwardForm(ScreenedForm, forms.Form):
    noticed_on = DayField(
        label="Date of the notice",
        latest=timezone.localdate,
        help_text="The date of the letters.",
        error_messages={"required": "Give the date of the notice"},
    )
    received_on = DayField(
        label="Received on (optional)",
        required=False,
        latest=timezone.localdate,
        help_text="If they were handed over. It can be said later, for each body; until then the "
        "last day to answer is an estimate.",
    )

    last_day = DayField(
        label="Last day that the meeting set (only for the clock “as resolved”)", required=False
    )

    def __init__(self, data=None, *, recommendations):
        super().__init__(data)
        self.fields["noticed_on"].initial = timezone.localdate()
        self.rules = {rule.pk: rule for rule in ClockRule.objects.order_by("pk")}
        # Read once for all the boxes that offer them.
        self.bodies = {body.pk: body for body in Body.objects.by_name_first()}
        self.parts = [self._part(one) for one in recommendations]

    def _part(self, recommendation):
        part = Sending(self, recommendation, _addressees(recommendation))
        for body, duty in part.bodies:
            leads = body.pk == recommendation.lead_body_id
            self.fields[part.name(body)] = forms.ChoiceField(
                label=f"{body} (lead)" if leads else str(body),
                required=leads,
                choices=[
                    ("", "Choose a clock" if leads else "Do not send"),
                    *((rule.pk, str(rule)) for rule in self.rules.values()),
                ],
                initial=self._usual(duty),
                error_messages={"required": f"Choose the clock of {body} for {recommendation.ref}"},
            )
        self.fields[f"another_{recommendation.pk}"] = forms.ChoiceField(
            label="Another body",
            required=False,
            choices=[("", "Nobody else"), *((pk, str(one)) for pk, one in self.bodies.items())],
        )
        self.fields[f"another_clock_{recommendation.pk}"] = forms.ChoiceField(
            label="Its clock",
            required=False,
            choices=[
                ("", "Choose a clock"),
                *((rule.pk, str(rule)) for rule in self.rules.values()),
            ],
        )
        self.fields[f"version_{recommendation.pk}"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=recommendation.version
        )
        return part

    def _usual(self, duty):
        """The first clock of this duty, as they were entered."""
        return next((pk for pk, rule in self.rules.items() if rule.duty == duty), "")

    def clean(self):
        data = super().clean()
        noticed, received = data.get("noticed_on"), data.get("received_on")
        if noticed and received and received < noticed:
            self.add_error("received_on", "It can’t have been received before the notice was sent")
        for part in self.parts:
            self._check_another(part)
        self._ask_for_last_day()
        for part in self.parts:
            thing, seen = part.recommendation, data.get(f"version_{part.recommendation.pk}")
            if seen is not None and seen < thing.version:
                resend(self, f"version_{thing.pk}", thing.version)
                self.add_error(None, f"{last_change(thing)} Look at {thing.ref}, then send again.")
        return data

    def _check_another(self, part):
        another, clock = part.another
        chosen = self.cleaned_data.get(another.name)
        if chosen and not self.cleaned_data.get(clock.name):
            self.add_error(clock.name, "Choose the clock that binds it")
        if chosen and int(chosen) in {body.pk for body, _ in part.bodies}:
            self.add_error(another.name, "It stands above already. Choose its clock there")

    def _ask_for_last_day(self):
        """Where one of the clocks that are chosen has no length."""
        clocks = [name for name in self.fields if name.startswith(("clock_", "another_clock_"))]
        chosen = {self.cleaned_data.get(name) for name in clocks}
        needed = any(rule.is_as_resolved for pk, rule in self.rules.items() if str(pk) in chosen)
        if needed and not (self.cleaned_data.get("last_day") or "last_day" in self.errors):
            self.add_error("last_day", "Give the last day that the meeting set")

    @property
    def told(self):
        """What `workflow.forwarding.forward_several` is told."""
        return {
            "items": [{"recommendation": p.recommendation, "to": p.to} for p in self.parts],
            "noticed_on": self.cleaned_data["noticed_on"],
            "received_on": self.cleaned_data["received_on"],
            "last_day": self.cleaned_data["last_day"],
        }

    def refuse(self, refusal):
        """Put a refusal of the workflow beside what it is about."""
        about = getattr(refusal, "item", None)
        part = next((one for one in self.parts if one.recommendation == about), None)
        name = part.name(part.bodies[0][0]) if part and part.bodies else None
        self.add_error(name, f"{about.ref}: {refusal}" if about else str(refusal))


def _addressees(recommendation):
    """The bodies it goes to with the duty of each, the lead first."""
    lead = recommendation.lead_body
    found = [(lead, recommendation.lead_duty or usual_duty(lead))] if lead else []
    for one in recommendation.contributors.all():
        if one.body != lead:
            found.append((one.body, one.duty or usual_duty(one.body)))
    return found
