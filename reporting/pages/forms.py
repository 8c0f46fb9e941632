"""What a reader may ask a list for. All of it comes by address, and nonsense is passed over."""

from django import forms
from django.db.models import Exists, OuterRef, Q

from accounts.visibility import is_among
from bodies.models import Body, FormerName
from recommendations.models import Recommendation, RecommendationFinding
from reviews.models import Finding


class FindingFilter(forms.Form):
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "All kinds"), *Finding.Kind.choices], required=False
    )
    gaps = forms.BooleanField(label="Nothing recommended", required=False)

    def narrow(self, findings, user):
        """Recommended is what `user` may read."""
        self.is_valid()
        kind, gaps = self.cleaned_data.get("kind"), self.cleaned_data.get("gaps")
        if kind:
            findings = findings.filter(kind=kind)
        if gaps:
            made = RecommendationFinding.objects.filter(
                is_among(Recommendation.objects.visible_to(user), "recommendation"),
                finding=OuterRef("pk"),
            )
            findings = findings.filter(~Q(Exists(made)))
        return findings


class BodyFilter(forms.Form):
    q = forms.CharField(label="Name, now or formerly", max_length=100, required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "All kinds"), *Body.Kind.choices], required=False
    )
    busy = forms.BooleanField(label="Only with something to do", required=False)

    def narrow(self, bodies):
        """`bodies` carry `to_do`, the number of things that each has to do."""
        self.is_valid()
        words, kind = self.cleaned_data.get("q"), self.cleaned_data.get("kind")
        if words:
            formerly = FormerName.objects.filter(body=OuterRef("pk"), name__icontains=words)
            bodies = bodies.filter(
                Q(name__icontains=words) | Q(short_name__icontains=words) | Q(Exists(formerly))
            )
        if kind:
            bodies = bodies.filter(kind=kind)
        if self.cleaned_data.get("busy"):
            bodies = bodies.filter(to_do__gt=0)
        return bodies
