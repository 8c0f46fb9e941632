"""An update of an action: what was done, where it is now, what comes next."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from rapidfuzz import fuzz

from audit.resend import resend
from audit.versioned_form import VersionedForm
from bodies.forms import DayField
from bodies.models import Body
from recommendations.forms.file import check_uploaded, file_field
from recommendations.lifecycle.action import NEXT, OPEN, Status, View
from recommendations.lifecycle.evidence import Strength
from recommendations.models import Evidence

#: From this likeness on, of a hundred, an update says nothing new.
ALIKE = 90

_DONE = "Done, ready to be checked"


def text(label, rows=3, required=True, **kwargs):
    """A long answer. `required` may be the words that ask for it when it is missing."""
    messages = {
        "max_length": "Use %(limit_value)d characters or fewer: there are %(show_value)d now",
        **({"required": required} if isinstance(required, str) else {}),
        **kwargs.pop("error_messages", {}),
    }
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=bool(required),
        error_messages=messages,
        **kwargs,
    )


def line(label, **kwargs):
    return forms.CharField(label=label, required=False, **kwargs)


class ProgressUpdateForm(VersionedForm):
    done = text(
        "What has been done?",
        rows=5,
        max_length=1200,
        help_text="Say what changed for people, not only what was held. No names of children, "
        "victims or suspects.",
        error_messages={"required": "Say what has been done"},
    )
    no_change = forms.BooleanField(
        label="Nothing has changed since the last update",
        required=False,
        help_text="Say above why not. At most twice running.",
    )
    status = forms.ChoiceField(label="Where is it now?", widget=forms.RadioSelect)
    view = forms.ChoiceField(
        label="Is it on track? (optional)",
        widget=forms.RadioSelect,
        required=False,
        choices=View.choices,
    )
    view_reason = text(
        "Why is it not on track, and what would help?", rows=2, required=False, max_length=1000
    )
    next = text("What happens next? (optional)", rows=2, required=False, max_length=1000)
    next_on = DayField(label="By when? (optional)", required=False)
    blocked_on_what = text("What is it blocked on?", rows=2, required=False, max_length=1000)
    unblocked_by_whom = line("Who can unblock it?", max_length=200)
    completed_on = DayField(
        label="When was it completed?", required=False, latest=timezone.localdate
    )
    effect = text("What effect has it had?", rows=3, required=False, max_length=2000)
    evidence_title = line("What it shows", max_length=200)
    evidence_strength = forms.ChoiceField(
        label="How strong is it?",
        required=False,
        choices=[("", "Not said"), *Strength.choices],
    )
    evidence_url = forms.URLField(
        label="Link",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Give a web address such as https://example.org/minutes"},
    )
    evidence_file = file_field("Or a file", required=False)
    evidence_held_by = forms.ModelChoiceField(
        label="Or, when it has to stay where it is: who holds it",
        queryset=Body.objects.none(),
        required=False,
        empty_label="Nobody: it is a link or a file",
    )
    evidence_seen_by = line("Seen by (post)", max_length=200)
    evidence_seen_on = DayField(label="Seen on", required=False, latest=timezone.localdate)
    effective_on = DayField(
        label="As at which day?",
        required=False,
        latest=timezone.localdate,
        help_text="Today, unless this is what happened earlier.",
    )
    same_words = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data=None, files=None, *, action, last_update=None, uploaded=None, prefix=None
    ):
        super().__init__(data, files=files, thing=action, prefix=prefix)
        self.action, self.last_update, self.uploaded = action, last_update, uploaded
        self.fields["status"].choices = _steps(action)
        self.fields["status"].initial = action.status
        self.fields["view"].initial = action.view
        if last_update and last_update.view == action.view:
            self.fields["view_reason"].initial = last_update.view_reason
        self.fields["blocked_on_what"].initial = action.blocked_on_what
        self.fields["unblocked_by_whom"].initial = action.unblocked_by_whom
        self.fields["effective_on"].initial = timezone.localdate()
        self.fields["evidence_held_by"].queryset = Body.objects.by_name_first()
        if last_update is None:
            del self.fields["no_change"]
        if last_update:
            day = date_format(last_update.effective_on)
            self.fields["done"].label = f"What has been done since {day}?"

    def clean(self):
        data = self.cleaned_data
        self._say_if(data.get("view") in (View.AT_RISK, View.OFF_TRACK), {
            "view_reason": "Say why it is not on track, and what would help",
        })  # fmt: skip
        self._say_if(self._becomes(Status.BLOCKED), {
            "blocked_on_what": "Say what it is blocked on",
            "unblocked_by_whom": "Say who can unblock it",
        })  # fmt: skip
        self._say_if(self._becomes(Status.REPORTED_COMPLETE), {
            "completed_on": "Give the day on which it was completed",
            "effect": "Say what effect it has had",
        })  # fmt: skip
        self._check_evidence(data)
        self._ask_about_same_words(data)
        super().clean()

    def _becomes(self, status):
        """Only a step needs its particulars: a blocked action that stays blocked has them."""
        return self.cleaned_data.get("status") == status != self.action.status

    def _say_if(self, needed, fields):
        for name, words in fields.items():
            if needed and name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, words)

    def _check_evidence(self, data):
        check_uploaded(self, "evidence_file")
        names = ("title", "url", "held_by", "seen_by", "seen_on")
        given = {name: data.get(f"evidence_{name}") for name in names}
        # One that was refused is given too: what is wrong with it has been said.
        given["file"] = self.uploaded
        if not any(given.values()):
            return
        self._say_if(True, {"evidence_title": "Say what the evidence shows"})
        self._say_if(self._becomes(Status.REPORTED_COMPLETE), {
            "evidence_strength": "Say how strong the evidence of a claim is",
        })  # fmt: skip
        ways = [name for name in ("url", "file", "held_by") if given[name]]
        if len(ways) > 1:
            self.add_error(
                f"evidence_{ways[-1]}",
                "Give a link, or a file, or say who holds it, but only one of them",
            )
        elif ways == ["held_by"]:
            self._say_if(True, {"evidence_seen_on": "Give the day on which it was seen"})
        elif not ways and "evidence_url" not in self.errors:
            self.add_error("evidence_url", "Give a link or a file, or say below who holds it")

    def _ask_about_same_words(self, data):
        last = self.last_update
        if last is None or data.get("same_words") == last.pk or data.get("no_change"):
            return
        if fuzz.ratio(data.get("done", ""), last.done) >= ALIKE:
            resend(self, "same_words", last.pk)
            self.add_error(
                "done",
                f"Same words as the last update, on {date_format(last.effective_on)}. Is anything "
                "different? If not, save again.",
            )

    @property
    def opened(self):
        """Which of the folded parts stand open: those that the answers, or the errors, are in."""
        parts = {
            "blocked": ("blocked_on_what", "unblocked_by_whom"),
            "done": ("completed_on", "effect"),
            "evidence": [name for name in self.fields if name.startswith("evidence_")],
        }
        typed = {
            part: self.is_bound and any(self[name].errors or self._typed(name) for name in names)
            for part, names in parts.items()
        }
        return {**typed, "blocked": typed["blocked"] or self.action.status == Status.BLOCKED}

    def _typed(self, name):
        value = self[name].value()
        return any(value) if isinstance(value, list) else bool(value)

    @property
    def update(self):
        """What `workflow.action.post_update` is told."""
        names = (
            "done", "status", "next", "next_on", "view", "view_reason", "blocked_on_what",
            "unblocked_by_whom", "completed_on", "effect", "effective_on", "no_change",
        )  # fmt: skip
        told = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {**told, "evidence": self._evidence()}

    def _evidence(self):
        data = self.cleaned_data
        if not data["evidence_title"]:
            return []
        return [{**self._given(data), "strength": data["evidence_strength"]}]

    def _given(self, data):
        title = data["evidence_title"]
        if self.uploaded:
            return {"kind": Evidence.Kind.FILE, "title": title, **self.uploaded.columns}
        if data["evidence_url"]:
            return {"kind": Evidence.Kind.LINK, "title": title, "url": data["evidence_url"]}
        return {
            "kind": Evidence.Kind.HELD,
            "title": title,
            "held_by": data["evidence_held_by"],
            "seen_by": data["evidence_seen_by"],
            "seen_on": data["evidence_seen_on"],
        }


def _steps(action):
    """Where it is, and where its body may bring it from here."""
    here = action.status_word
    after = NEXT[here] if here in OPEN else ()
    allowed = [here, *(step for step in after if step in (*OPEN, Status.REPORTED_COMPLETE))]
    words = {Status.REPORTED_COMPLETE: _DONE} if here in OPEN else {}
    return [(step.value, words.get(step, step.label)) for step in Status if step in allowed]
