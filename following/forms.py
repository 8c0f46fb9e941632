from django import forms

from following.models import Follow, HowOften


class FollowForm(forms.Form):
    """`name` is asked of a list alone."""

    name = forms.CharField(
        label="What do you call this list?",
        max_length=100,
        error_messages={"required": "Give the list a name"},
    )
    how_often = forms.ChoiceField(
        label="How often do you want an e-mail?",
        choices=HowOften.choices,
        initial=HowOften.DAILY,
        widget=forms.RadioSelect,
        help_text="None is sent when nothing has happened.",
        error_messages={"required": "Choose how often"},
    )

    def __init__(self, data=None, *, follow: Follow):
        super().__init__(data)
        self.fields["how_often"].initial = follow.how_often
        self.fields["name"].initial = follow.name
        if not follow.query:
            del self.fields["name"]
