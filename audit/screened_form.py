"""Forms that ask once before personal data is saved, and record why it was kept."""

from django import forms
from django.utils.text import get_text_list

from audit.kept_note import keeping
from audit.personal_data import kinds_in
from audit.resend import resend

#: Text of which the form asks the very shape: what it holds was meant to be there.
_NOT_FREE = (forms.EmailField, forms.SlugField)
_UNSEEN = (forms.PasswordInput, forms.HiddenInput)
#: Questions of the screening itself, by name.
QUESTIONS = ("kept_because", "kept_seen")


def is_free_text(field):
    typed = isinstance(field, forms.CharField) and not isinstance(field, _NOT_FREE)
    return typed and not isinstance(field.widget, _UNSEEN)


class ReasonToKeep(forms.CharField):
    """Asked for once something was found, and hidden until then where a page lists its fields
    beforehand."""

    def __init__(self, widget=forms.HiddenInput, **kwargs):
        super().__init__(
            label="Why this must stay",
            required=False,
            max_length=500,
            widget=widget,
            help_text="Kept in the history, beside your name. Do not repeat the personal data.",
            **kwargs,
        )

    def reveal(self, about=""):
        """`about` says what was found, since the question may stand far from the field."""
        self.widget = forms.Textarea(attrs={"rows": 2})
        if about:
            self.help_text = f"It is about {about}. {self.help_text}"

    def reason(self, value):
        """The reason in `value`, or ValidationError."""
        reason = self.clean(value)
        if not reason:
            raise forms.ValidationError("Say why it must stay, or take it out")
        if kinds := kinds_in(reason):
            raise forms.ValidationError(f"The reason itself {seems_to_hold(kinds)}. Take it out.")
        return reason


def seen_field():
    return forms.CharField(widget=forms.HiddenInput, required=False)


class ScreenedForm:
    """A mixin, to stand before the kind of form.

    Text that seems to hold personal data is refused once, with a warning that names the field and
    what it seems to hold. A second press with a reason saves: the view writes within
    `form.recording()`, so that the history says it. Text that is as it was is not asked about, nor
    is what was asked about before, unless by now it seems to hold something else.
    """

    kept_note = ""

    def recording(self):
        return keeping(self.kept_note)

    def _post_clean(self):
        super()._post_clean()
        for name in QUESTIONS:
            self.cleaned_data.pop(name, None)
        found = self._personal_data()
        if found:
            self._ask(found)

    def _personal_data(self):
        """The kinds found, by the name of the field."""
        typed = {
            name: self.cleaned_data.get(name) or ""
            for name in self.changed_data
            if name not in QUESTIONS and is_free_text(self.fields[name])
        }
        found = {name: kinds_in(str(text)) for name, text in typed.items()}
        return {name: kinds for name, kinds in found.items() if kinds}

    def _ask(self, found):
        """Refuse, unless all that was found has been asked about and there is a reason."""
        shown = {f"{name}: {kind}" for name, kinds in found.items() for kind in kinds}
        seen = set(self._sent("kept_seen").split("; "))
        kept = self._in_words(found)
        self._show_questions(shown, kept)
        if not shown <= seen:
            for name, kinds in found.items():
                self.add_error(name, self._warning(name, kinds))
            return
        try:
            reason = self.fields["kept_because"].reason(self._sent("kept_because"))
        except forms.ValidationError as refusal:
            self.add_error("kept_because", refusal)
        else:
            self.kept_note = f"Kept {kept}: {reason.rstrip('.')}."

    def _sent(self, name):
        return self.data.get(self.add_prefix(name)) or ""

    def _show_questions(self, shown, about):
        """They come last. What has been asked about is remembered by field and kind, and never by
        what was typed."""
        reason = self.fields.pop("kept_because", None) or ReasonToKeep()
        reason.reveal(about)
        seen = self.fields.pop("kept_seen", None) or seen_field()
        self.fields |= {"kept_because": reason, "kept_seen": seen}
        resend(self, "kept_seen", "; ".join(sorted(shown)))

    def _warning(self, name, kinds):
        return (
            f"‘{self._called(name)}’ {seems_to_hold(kinds)}. Take it out, or say why it must stay."
        )

    def _in_words(self, found):
        return _joined(
            [f"{_joined(kinds)} in ‘{self._called(name)}’" for name, kinds in found.items()]
        )

    def _called(self, name):
        """The field's label as words in a sentence."""
        return str(self[name].label).removesuffix("(optional)").strip().rstrip("?:")


def seems_to_hold(kinds):
    return f"seems to hold {_joined(kinds)}"


def _joined(words):
    return get_text_list(words, "and")
