"""A register with something of every sort in it, and what may be hidden in it from a reader."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from tests import factories

#: Stands in every text of what is hidden, and nowhere else.
CANARY = "Kestrel"

HOW = {
    "exempt": {"exempt": True},
    "restricted": {"restricted": True, "restricted_to": "|named|"},
    "not classified": {"not_classified": True},
    "void": {"void": True},
}
#: Who reads what is hidden so: beside nobody, whoever has to.
READ_BY = {
    "exempt": {"member", "officer", "governance", "auditor"},
    "restricted": {"named officer", "governance", "auditor"},
    "not classified": {"member", "officer", "governance", "auditor", "admin"},
    "void": set(),
}
READERS = (
    "member", "other member", "officer", "other officer", "named officer", "governance", "admin",
    "auditor", "visitor",
)  # fmt: skip
CASES = [(how, reader) for how in HOW for reader in READERS]
MAY_NOT = [(how, reader) for how, reader in CASES if reader not in READ_BY[how]]
MAY = [(how, reader) for how, reader in CASES if reader in READ_BY[how]]
#: By reader all that they may not read, who may not read something.
NOT_FOR = {reader: tuple(how for how, other in MAY_NOT if other == reader) for reader in READERS}


@dataclass
class Scene:
    people: dict
    body: object
    point: object
    recommendation: object
    action: object
    finding: object

    def client_of(self, reader):
        client = Client()
        if self.people[reader]:
            client.force_login(self.people[reader])
        return client

    def addresses(self):
        """Every page that reads across the register."""
        review, motion = self.recommendation.review, self.point.motion
        decided = self.recommendation.adopted_by.meeting
        return [
            reverse("home"),
            f"{reverse('home')}?since=90&changes=all",
            reverse("motion_list"),
            reverse("motion_detail", args=[motion.ref]),
            reverse("review_list"),
            *(
                reverse("review_detail", args=[review.ref]) + query
                for query in ("", "?gaps=on", "?kind=area-for-improvement")
            ),
            reverse("body_list"),
            f"{reverse('body_list')}?busy=on",
            reverse("body_detail", args=[self.body.slug]),
            reverse("body_detail", args=[self.recommendation.committee.slug]),
            reverse("meeting_list"),
            reverse("meeting_detail", args=[decided.ref]),
            reverse("glossary"),
        ]

    def pages(self, reader):
        """What each page says, by its address, without what differs each time it is asked."""
        client = self.client_of(reader)
        found = {}
        for address in self.addresses():
            answer = client.get(address)
            assert answer.status_code == 200, (reader, address)
            words = answer.content.decode()
            found[address] = re.sub(r'value="[A-Za-z0-9]{64}"|Printed on .* from', "", words)
        return found

    def hide(self, how):
        """Add one of everything that is classified, hidden so, in every place that reads it."""
        traits = dict(HOW[how])
        if how == "void":
            # People who are there already: a page that counts people stays as it is.
            traits |= {
                "void_asked_by": self.people["governance"],
                "voided_by": self.people["auditor"],
            }
        ref = f"HIDDEN-{how.upper().replace(' ', '-')}"
        recommendation = self._recommendation(ref, traits)
        action = self._action(self.recommendation, f"{ref}-A2", traits)
        finding = factories.FindingFactory(
            review=self.recommendation.review, ref=f"{ref}-F1", **_texts("Finding"), **traits
        )
        factories.FindingPointFactory(finding=finding, point=self.point)
        factories.FindingBodyFactory(finding=finding, body=self.body)
        for recommended, found in (
            (recommendation, self.finding),
            (self.recommendation, finding),
        ):
            factories.RecommendationFindingFactory(recommendation=recommended, finding=found)
        update = factories.ProgressUpdateFactory(
            action=self.action,
            view="off-track",
            **_texts("ProgressUpdate"),
            **traits,
        )
        factories.EvidenceFactory(
            action=self.action, update=update, title=CANARY, seen_by=CANARY, **traits
        )
        factories.DateChangeFactory(
            action=action, reason=CANARY, asked_by_label=CANARY, settled_note=CANARY
        )

    def _recommendation(self, ref, traits):
        """In delivery, with a reply overdue and an action of its own."""
        recommendation = factories.RecommendationFactory(
            ref=f"{ref}-R1",
            in_progress=True,
            review=self.recommendation.review,
            adopted_by=self.recommendation.adopted_by,
            lead_body=self.body,
            action=None,
            referral=None,
            **_texts("Recommendation"),
            **traits,
        )
        factories.ReferralFactory(
            recommendation=recommendation, body=self.body, overdue=True, not_accepted=CANARY
        )
        factories.RecommendationPointFactory(recommendation=recommendation, point=self.point)
        self._action(recommendation, f"{ref}-A1", traits)
        return recommendation

    def _action(self, recommendation, ref, traits):
        """Overdue, so that it would make red whatever counts it."""
        return factories.ActionFactory(
            ref=ref,
            recommendation=recommendation,
            lead_body=self.body,
            in_progress=True,
            overdue=True,
            # Else there could be no note on its plan.
            proposed=True,
            **_texts("Action"),
            **traits,
        )


def _texts(name):
    """The canary in every free text of a model, as far as it may stand there."""
    model = {
        "Recommendation": factories.recommendations.Recommendation,
        "Action": factories.recommendations.Action,
        "ProgressUpdate": factories.recommendations.ProgressUpdate,
        "Finding": factories.reviews.Finding,
    }[name]
    of_the_rule = {"ref", "sort_key", "restricted_to", "void_reason", "public_interest_reason",
                   "classified_by_label"}  # fmt: skip
    return {
        field.name: CANARY
        for field in model._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField)
        and not field.choices
        and field.name not in of_the_rule
    }


def scene():
    body = factories.BodyFactory(police=True)
    named = factories.BodyFactory(slug="named", short_name="Named partner")
    motion = factories.MotionFactory()
    point = factories.MotionPointFactory(motion=motion, answered=True)
    finding = factories.FindingFactory(review__motion=motion)
    recommendation = factories.RecommendationFactory(
        in_progress=True, review=finding.review, lead_body=body, action=None
    )
    action = factories.ActionFactory(recommendation=recommendation, in_progress=True)
    factories.ProgressUpdateFactory(action=action)
    make, committee = factories.UserFactory, recommendation.committee
    people = {
        "member": make(role=Role.MEMBER, body=committee),
        "other member": make(role=Role.MEMBER),
        "officer": make(role=Role.BODY_OFFICER, body=body),
        "other officer": make(role=Role.BODY_OFFICER),
        "named officer": make(role=Role.BODY_OFFICER, body=named),
        "governance": make(role=Role.GOVERNANCE),
        "admin": make(role=Role.ADMIN),
        "auditor": make(role=Role.AUDITOR),
        "visitor": None,
    }
    return Scene(people, body, point, recommendation, action, finding)


def long_ago(days):
    return timezone.localdate() - timedelta(days=days)
