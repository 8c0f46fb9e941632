"""Members’ questions and their answers."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from accounts.visitor import open_to_the_public
from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from correspondence.forms.question import ANSWER, CLOSE, FORMS, ROUTE, AskForm
from correspondence.models import Question
from correspondence.workflow import question as workflow
from recommendations.models import Recommendation

READ = "recommendations.view_register"
PER_PAGE = 50

_VERBS = {ROUTE: workflow.route, ANSWER: workflow.answer, CLOSE: workflow.close}
_LABELS = {
    ROUTE: "Pass it on",
    ANSWER: "Answer it",
    CLOSE: "Close it without an answer",
}


@open_to_the_public
@permission_required(READ, raise_exception=True)
def question_list(request):
    """`?recommendation=` narrows it to one."""
    found = Question.objects.visible_to(request.user)
    ref = request.GET.get("recommendation", "").replace("\0", "")[:60]
    if ref:
        found = found.filter(recommendation__ref=ref)
    found = found.select_related("recommendation", "body", "asked_by")
    page = {
        "ref": ref,
        "open": found.unanswered().oldest_first(),
        "page": Paginator(
            found.exclude(pk__in=found.unanswered().values("pk")).latest_first(), PER_PAGE
        ).get_page(request.GET.get("page")),
    }
    return render(request, "correspondence/question_list.html", page)


@permission_required(workflow.ASK, raise_exception=True)
@in_one_transaction
def question_new(request, ref):
    recommendation = get_object_or_404(Recommendation.objects.visible_to(request.user), ref=ref)
    form = AskForm(request.POST or None)
    if form.is_valid():
        try:
            with form.recording():
                question = workflow.ask(recommendation, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your question is with the governance officers.")
            return redirect(question)
    page = {"form": form, "recommendation": recommendation}
    return render(request, "correspondence/question_new.html", page)


@open_to_the_public
@permission_required(READ, raise_exception=True)
@in_one_transaction
def question_detail(request, pk):
    """The question; for whoever may, `?step=` is what to do with it."""
    found = Question.objects.visible_to(request.user)
    question = to_change(request, found.select_related("recommendation"), pk=pk)
    steps = _steps(question, request.user)
    step = request.GET.get("step", "")
    form = None
    if step in steps or (step in FORMS and request.method == "POST" and steps):
        form = FORMS[step](request.POST or None, thing=question)
    if form and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            with form.recording():
                _VERBS[step](question, by=request.user, **told)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is on record.")
            return redirect(question)
    page = {
        "question": question,
        "form": form,
        "label": _LABELS.get(step, ""),
        "steps": [(one, _LABELS[one]) for one in steps],
    }
    return render(request, "correspondence/question_detail.html", page)


def _steps(question, user):
    if not question.is_open or not user.is_authenticated:
        return []
    if user.has_perm(workflow.ROUTE):
        routed = question.status == "routed"
        return [ANSWER, CLOSE] if routed else [ROUTE, ANSWER, CLOSE]
    may_answer = user.has_perm(workflow.ANSWER) and question.body_id in user.own_body_ids
    return [ANSWER] if may_answer else []
