"""What each step of a recommendation has to be told; a form per verb of the workflow.

`take(by)` takes the step with what was typed.
"""

from django import forms
from django.utils import timezone

from audit.versioned_form import VersionedForm
from bodies.forms import DayField
from bodies.models import Body, Meeting
from recommendations.forms.update import text
from recommendations.lifecycle.recommendation import Impact, Outcome
from recommendations.models import Recommendation
from recommendations.workflow import recommendation as workflow
from recommendations.workflow.decision import minuted


def body(label, **kwargs):
    kwargs.setdefault("empty_label", "Choose a body")
    return forms.ModelChoiceField(label=label, queryset=Body.objects.by_name_first(), **kwargs)


class Bodies(forms.ModelMultipleChoiceField):
    default_error_messages = {"invalid_choice": "Choose bodies from the list"}

    def clean(self, value):
        """What no body has for a key is refused before the database is asked: it takes no number
        longer than its own."""
        known = {str(pk) for pk in self.queryset.values_list("pk", flat=True)}
        if not known.issuperset(value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return super().clean(value)


class RecommendationByRef(forms.ModelChoiceField):
    """A recommendation by its reference, typed in full."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(Recommendation.objects.none(), to_field_name="ref", **kwargs)

    def to_python(self, value):
        # PostgreSQL refuses the question when NUL is in it.
        value = value.strip().replace("\0", "�") if isinstance(value, str) else value
        return super().to_python(value)


class DatedStepForm(VersionedForm):
    effective_on = DayField(
        label="On which day?",
        required=False,
        latest=timezone.localdate,
        help_text="Today, unless it happened earlier.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = timezone.localdate()
        self.order_fields([name for name in self.fields if name != "effective_on"])


class DecidedStepForm(VersionedForm):
    """A step that rests on a minuted decision."""

    meeting = forms.ModelChoiceField(
        label="Meeting that decided",
        queryset=Meeting.objects.none(),
        empty_label="Choose a meeting",
        error_messages={"required": "Name the meeting that decided"},
    )
    minute = forms.CharField(
        label="Minute number",
        max_length=40,
        error_messages={"required": "Give the minute number"},
    )
    minute_words = text(
        "What it resolved",
        rows=2,
        required=False,
        max_length=2000,
        help_text="Needed when this minute is not on record yet.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = Meeting.objects.held_by(timezone.localdate()).select_related("body")
        self.fields["meeting"].queryset = held.latest_first()
        self.fields["meeting"].label_from_instance = lambda meeting: (
            f"{meeting.body}, {meeting.held_on:%-d %B %Y}"
        )

    def decision(self, by):
        data = self.cleaned_data
        return minuted(data["meeting"], minute=data["minute"], words=data["minute_words"], by=by)


class AdoptForm(DecidedStepForm):
    lead_body = body("Lead body", error_messages={"required": "Name the body that leads"})
    contributors = Bodies(
        label="Bodies that contribute (optional)",
        queryset=Body.objects.by_name_first(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Hold Ctrl, or Cmd on a Mac, to choose several.",
    )
    adopted_words = text(
        "Words as adopted (optional)",
        required=False,
        help_text="Only where they differ from the words of its source.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead_body"].initial = self.thing.lead_body_id
        self.fields["adopted_words"].initial = self.thing.adopted_words
        known = [str(one.body) for one in self.thing.contributors.select_related("body")]
        if known:
            self.fields["contributors"].help_text += f" Already known: {', '.join(known)}."

    def take(self, by):
        data = self.cleaned_data
        return workflow.adopt(
            self.thing,
            decision=self.decision(by),
            lead_body=data["lead_body"],
            contributors=data["contributors"],
            adopted_words=data["adopted_words"],
            by=by,
        )


class NotTakenForwardForm(DecidedStepForm):
    reason = text(
        "Why is it not taken forward?", required="Say why it is not taken forward", max_length=2000
    )

    def take(self, by):
        return workflow.do_not_take_forward(
            self.thing, reason=self.cleaned_data["reason"], decision=self.decision(by), by=by
        )


class NotProgressedForm(DecidedStepForm):
    reason = text(
        "Why is it not progressed?",
        required="Say why it is not progressed",
        max_length=2000,
        help_text="Its open actions are cancelled for the same reason, unless they serve another "
        "recommendation that goes on.",
    )
    risk = text(
        "What is the risk of not doing it?",
        required="Say what the risk of not doing it is",
        max_length=2000,
    )

    def take(self, by):
        data = self.cleaned_data
        return workflow.do_not_progress(
            self.thing,
            reason=data["reason"],
            risk=data["risk"],
            decision=self.decision(by),
            by=by,
        )


class CloseForm(DecidedStepForm):
    outcome = forms.ChoiceField(
        label="Was it done?",
        widget=forms.RadioSelect,
        choices=Outcome.choices,
        error_messages={"required": "Say whether it was done"},
    )
    impact = forms.ChoiceField(
        label="Did it matter?",
        widget=forms.RadioSelect,
        choices=Impact.choices,
        error_messages={"required": "Say whether it mattered"},
    )
    impact_note = text(
        "What shows that",
        rows=2,
        required=False,
        max_length=2000,
        help_text="Say why, if the impact was not assessed.",
    )
    follow_up_on = DayField(label="Look at it again on (optional)", required=False)

    def take(self, by):
        data = self.cleaned_data
        return workflow.close(
            self.thing,
            decision=self.decision(by),
            outcome=data["outcome"],
            impact=data["impact"],
            impact_note=data["impact_note"],
            follow_up_on=data["follow_up_on"],
            by=by,
        )


class StartForm(DatedStepForm):
    intended_effect = text(
        "What effect is intended?", required="Say what effect is intended", max_length=2000
    )
    how_we_will_know = text(
        "How will we know that it worked?",
        required="Say how we will know that it worked",
        max_length=2000,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("intended_effect", "how_we_will_know"):
            self.fields[name].initial = getattr(self.thing, name)

    def take(self, by):
        data = self.cleaned_data
        return workflow.start(
            self.thing,
            intended_effect=data["intended_effect"],
            how_we_will_know=data["how_we_will_know"],
            effective_on=data["effective_on"],
            by=by,
        )


class ReportCompleteForm(DatedStepForm):
    effect = text(
        "What effect has it had?", rows=5, required="Say what effect it has had", max_length=4000
    )

    def take(self, by):
        data = self.cleaned_data
        return workflow.report_complete(
            self.thing, effect=data["effect"], effective_on=data["effective_on"], by=by
        )


class ReturnForm(DatedStepForm):
    missing = text("What is missing?", required="Say what is missing", max_length=2000)

    def take(self, by):
        data = self.cleaned_data
        return workflow.return_claim(
            self.thing, missing=data["missing"], effective_on=data["effective_on"], by=by
        )


class ReopenForm(DatedStepForm):
    verb = staticmethod(workflow.reopen)
    reason = text("Why is it opened again?", required="Say why it is opened again", max_length=2000)

    def take(self, by):
        data = self.cleaned_data
        return self.verb(
            self.thing, reason=data["reason"], effective_on=data["effective_on"], by=by
        )


class FollowUpForm(DatedStepForm):
    finding = text(
        "Did it stick? What was found?",
        required="Say what was found",
        max_length=2000,
        help_text="If it did not, open it again instead: that is another step.",
    )
    impact = forms.ChoiceField(
        label="Did it matter? (optional)",
        widget=forms.RadioSelect,
        required=False,
        choices=[one for one in Impact.choices if one[0] != Impact.NOT_ASSESSED],
    )
    again_on = DayField(label="Look at it once more on (optional)", required=False)

    def take(self, by):
        data = self.cleaned_data
        return workflow.follow_up(
            self.thing,
            finding=data["finding"],
            impact=data["impact"],
            again_on=data["again_on"],
            effective_on=data["effective_on"],
            by=by,
        )


class ReviveForm(ReopenForm):
    verb = staticmethod(workflow.revive)
    reason = text(
        "Why is it taken up again?", required="Say why it is taken up again", max_length=2000
    )


class SupersedeForm(DatedStepForm):
    successor = RecommendationByRef(
        label="Reference of the recommendation that takes its place",
        help_text="Its open actions go over to that one.",
        error_messages={
            "required": "Give the reference of the recommendation that takes its place",
            "invalid_choice": "No recommendation has this reference",
        },
    )
    reason = text(
        "Why, and what carries over?", required="Say why, and what carries over", max_length=2000
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = Recommendation.objects.visible_to(user)

    def take(self, by):
        data = self.cleaned_data
        return workflow.supersede(
            self.thing,
            successor=data["successor"],
            reason=data["reason"],
            effective_on=data["effective_on"],
            by=by,
        )
