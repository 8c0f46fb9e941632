"""What a member asks about a recommendation, or a matter that a member raised, and the answer."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.record import Recorded, history
from bodies.models import Body
from correspondence.lifecycle import QuestionStatus
from recommendations.models import Recommendation


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever asked, members, governance and auditors, and the people of the body that it is
        with. Of the others, visitors included, those read it who may read its recommendation, once
        it has an answer that is public."""
        seen = self.filter(recommendation__in=Recommendation.objects.visible_to(user).values("pk"))
        if user.has_perm("correspondence.read_letters"):
            return seen
        public = Q(status=QuestionStatus.ANSWERED, is_public=True)
        if not user.is_authenticated:
            return seen.filter(public)
        concerned = Q(asked_by=user) | Q(body__in=user.own_body_ids)
        if Role.MEMBER in user.roles:
            concerned |= Q(kind=Question.Kind.QUESTION)
        return seen.filter(public | concerned)

    def answerable_by(self, user):
        visible = self.visible_to(user)
        if user.has_perm("correspondence.route_question"):
            return visible
        return visible.filter(body__in=user.own_body_ids)

    def unanswered(self):
        return self.filter(status__in=[QuestionStatus.ASKED, QuestionStatus.ROUTED])

    def to_route(self):
        return self.filter(status=QuestionStatus.ASKED)

    def with_body(self, body):
        """Passed on to it, and not answered yet."""
        return self.filter(status=QuestionStatus.ROUTED, body=body)

    def oldest_first(self):
        return self.order_by("asked_on", "pk")

    def latest_first(self):
        return self.order_by("-asked_on", "-pk")


class Question(Recorded):
    """A matter is what a member passed on, who is told later what happened, without operational
    detail; no other member reads it."""

    class Kind(models.TextChoices):
        QUESTION = "question", "A question"
        MATTER = "matter", "A matter that I raised"

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUESTION)
    words = models.TextField("the question")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="questions")
    asked_on = models.DateField()
    status = models.CharField(max_length=10, choices=QuestionStatus, default=QuestionStatus.ASKED)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="questions")
    routed_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answered_for_body = models.BooleanField("entered for the body by governance", default=False)
    is_public = models.BooleanField("everybody may read it", default=False)
    closed_because = models.TextField(blank=True)
    history = history()
    belongs_to = "recommendation"

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(~Q(answer=""), status="answered", answered_on__isnull=False)
                | Q(~Q(status="answered"), answer="", answered_on=None),
                name="question_is_answered_exactly_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(status="routed", body=None),
                name="question_that_is_routed_names_its_body",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed", closed_because=""),
                name="question_closed_without_an_answer_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind="matter", is_public=True),
                name="question_about_a_matter_is_not_public",
            ),
        ]
        indexes = [models.Index(fields=["status", "asked_on"], name="question_by_status")]

    def __str__(self):
        return f"Question about {self.recommendation}, {self.asked_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("question_detail", args=[self.pk])

    @property
    def status_word(self):
        return QuestionStatus(self.status)

    @property
    def is_open(self):
        return self.status in (QuestionStatus.ASKED, QuestionStatus.ROUTED)
