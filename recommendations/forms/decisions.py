"""What a meeting decided about several recommendations, on one form: some questions once, the
others for each recommendation."""

from django import forms
from django.utils import timezone

from audit.resend import resend
from audit.screened_form import ScreenedForm
from audit.versioned_form import last_change
from bodies.forms import DayField
from bodies.models import Body, Decision
from recommendations.forms.move import Bodies
from recommendations.forms.update import text
from recommendations.lifecycle.recommendation import Impact, Outcome
from recommendations.lifecycle.referral import Duty
from recommendations.lifecycle.resolution import Resolved
from recommendations.workflow.sitting import may_decide

R = Resolved
#: What each outcome has to be told, as the workflow calls it. Those in `_NEEDED` may not be empty.
_ASKED = {
    R.AGREED: ("lead_body", "lead_duty", "contributors"),
    R.AMENDED: ("lead_body", "lead_duty", "contributors", "adopted_words"),
    R.NOT_TAKEN_FORWARD: ("reason",),
    R.DEFERRED: ("reason", "until"),
    R.SIGNED_OFF: ("outcome", "impact", "impact_note", "follow_up_on"),
    R.RETURNED: ("missing",),
    R.NOT_PROGRESSED: ("reason", "risk"),
}
_NEEDED = {
    "lead_body": "Name the body that leads",
    "adopted_words": "Give the words as they were agreed",
    "reason": "Say why",
    "outcome": "Say whether it was done",
    "impact": "Say whether it mattered",
    "missing": "Say what is missing",
    "risk": "Say what the risk of not doing it is",
}


class Part:
    """The questions about one recommendation, as fields of the form."""

    def __init__(self, form, recommendation, outcomes):
        self.form, self.recommendation, self.outcomes = form, recommendation, outcomes
        asked = {name for outcome in outcomes for name in _ASKED[outcome]}
        self.names = [name for name in _fields(recommendation) if name in asked]

    def name(self, name):
        return f"{name}_{self.recommendation.pk}"

    def __getitem__(self, name):
        return self.form[self.name(name)]

    def value(self, name):
        return self.form.cleaned_data.get(self.name(name))

    @property
    def fields(self):
        """The bound fields, for the page: what is always asked, and the folded groups."""
        return {name: self[name] for name in (*self.names, "decided", "version")}

    @property
    def opened(self):
        """Which of the folded groups stand open."""
        decided = self["decided"].value()
        return {
            "words": decided == R.AMENDED or bool(self._errors("adopted_words")),
            "with": bool(self._errors("contributors", "lead_duty")) or self._typed("contributors"),
            "why": decided in (R.NOT_TAKEN_FORWARD, R.DEFERRED) or bool(self._errors("reason")),
        }

    def _errors(self, *names):
        return [error for name in names if name in self.names for error in self[name].errors]

    def _typed(self, name):
        return name in self.names and self.form.is_bound and bool(self[name].value())

    def check(self):
        chosen = self.value("decided")
        if not chosen:
            return
        for name in _ASKED[R(chosen)]:
            if name in _NEEDED and not self.value(name) and not self._errors(name):
                self.form.add_error(self.name(name), _NEEDED[name])
        unsaid = self.value("impact") == Impact.NOT_ASSESSED and not self.value("impact_note")
        if R(chosen) == R.SIGNED_OFF and unsaid:
            self.form.add_error(self.name("impact_note"), "Say why the impact was not assessed")

    @property
    def item(self):
        """What `workflow.sitting.record_decisions` is told about it."""
        decided = R(self.value("decided"))
        told = {name: self.value(name) for name in _ASKED[decided]}
        return {"recommendation": self.recommendation, "decided": decided, **told}


def _fields(recommendation):
    """Fresh fields for one recommendation, by their short names, in the order of the page."""
    lead = recommendation.lead_body
    return {
        "adopted_words": text(
            "Words as agreed",
            rows=5,
            required=False,
            initial=recommendation.words_in_force,
            help_text="Change them here. The words of its source stay beside them.",
        ),
        "lead_body": forms.ModelChoiceField(
            label="Who leads",
            queryset=Body.objects.by_name_first(),
            required=False,
            initial=recommendation.lead_body_id,
        ),
        "lead_duty": forms.ChoiceField(
            label="What the lead has to do",
            required=False,
            choices=[("", "What the law asks of a body of its kind"), *Duty.choices],
            initial=recommendation.lead_duty if lead else "",
        ),
        "contributors": Bodies(
            label="Bodies that contribute (optional)",
            queryset=Body.objects.by_name_first(),
            required=False,
            widget=forms.SelectMultiple(attrs={"size": 6}),
            help_text="Hold Ctrl, or Cmd on a Mac, to choose several.",
        ),
        "outcome": forms.ChoiceField(
            label="Was it done?",
            widget=forms.RadioSelect,
            choices=Outcome.choices,
            required=False,
        ),
        "impact": forms.ChoiceField(
            label="Did it matter?",
            widget=forms.RadioSelect,
            choices=Impact.choices,
            required=False,
        ),
        "impact_note": text(
            "What shows that",
            rows=2,
            required=False,
            max_length=2000,
            help_text="Say why, if the impact was not assessed.",
        ),
        "follow_up_on": DayField(
            label="Look at it again on (optional)",
            required=False,
            help_text="Six or twelve months on: did it stick?",
        ),
        "missing": text("What is missing?", rows=2, required=False, max_length=2000),
        "reason": text("Why?", rows=2, required=False, max_length=2000),
        "risk": text("What is the risk of not doing it?", rows=2, required=False, max_length=2000),
        "until": DayField(label="Comes back on (optional)", required=False),
    }


class DecisionsForm(ScreenedForm, forms.Form):
    minute = forms.CharField(
        label="Minute number", max_length=40, error_messages={"required": "Give the minute number"}
    )
    words = text(
        "What the meeting resolved",
        rows=4,
        required=False,
        max_length=4000,
        help_text="Needed unless this minute is on record already. It is never edited afterwards: "
        "another decision corrects it.",
    )
    is_draft = forms.BooleanField(
        label="The minutes are still a draft",
        required=False,
        help_text="It says so beside the decision until the minutes are confirmed.",
    )

    def __init__(self, data=None, *, meeting, recommendations, corrects=None):
        super().__init__(data)
        self.meeting, self.corrects = meeting, corrects
        self.parts = []
        # Read once for all the boxes that offer them.
        self.bodies = [(body.pk, str(body)) for body in Body.objects.by_name_first()]
        if corrects:
            self.fields["minute"].help_text = f"A new one: it corrects minute {corrects.minute}."
            self.fields["words"].required = True
            self.fields["words"].error_messages["required"] = "Give the words of the correction"
        for recommendation in recommendations:
            self._add(recommendation)

    def _add(self, recommendation):
        outcomes = may_decide(recommendation, correcting=self.corrects is not None)
        part = Part(self, recommendation, outcomes)
        self.fields[part.name("decided")] = forms.ChoiceField(
            label="What was decided?",
            widget=forms.RadioSelect,
            choices=[(one.value, one.label) for one in outcomes],
            required=bool(outcomes),
            error_messages={"required": f"Say what was decided about {recommendation.ref}"},
        )
        fields = _fields(recommendation)
        for name in part.names:
            self.fields[part.name(name)] = fields[name]
        if "lead_body" in part.names:
            self.fields[part.name("lead_body")].choices = [("", "Choose a body"), *self.bodies]
            self.fields[part.name("contributors")].choices = self.bodies
        self.fields[part.name("version")] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=recommendation.version
        )
        self.parts.append(part)

    def clean(self):
        data = super().clean()
        minute = (data.get("minute") or "").strip()
        known = Decision.objects.filter(meeting=self.meeting, minute=minute).first()
        if minute and known is None and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "Give the words of the decision: this minute is not on record")
        for part in self.parts:
            part.check()
            self._look_for_changes(part)
        return data

    def _look_for_changes(self, part):
        seen, thing = part.value("version"), part.recommendation
        if seen is None or seen >= thing.version:
            return
        resend(self, part.name("version"), thing.version)
        self.add_error(
            part.name("decided"),
            f"{last_change(thing)} {thing.ref} is now: {thing.status_word.label.lower()}. Look at "
            "it, then save again. What you typed is still here.",
        )

    @property
    def told(self):
        """What `workflow.sitting.record_decisions` is told."""
        data = self.cleaned_data
        return {
            "minute": data["minute"],
            "words": data["words"],
            "is_draft": data["is_draft"],
            "corrects": self.corrects,
            "items": [part.item for part in self.parts],
        }

    def refuse(self, refusal):
        """Put a refusal of the workflow beside what it is about."""
        about = getattr(refusal, "item", None)
        name = f"decided_{about.pk}" if about else None
        self.add_error(name if name in self.fields else None, str(refusal))


class ConfirmMinutesForm(ScreenedForm, forms.Form):
    confirmed_on = DayField(
        label="On which day were they confirmed?",
        latest=timezone.localdate,
        error_messages={"required": "Give the day on which they were confirmed"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["confirmed_on"].initial = timezone.localdate()
