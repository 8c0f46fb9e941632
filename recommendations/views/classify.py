"""Deciding who may read a thing; the list of what nobody has decided on yet."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.visibility import Visibility
from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations import classified
from recommendations.classified import BY_SLUG, KINDS, Together
from recommendations.forms.classify import ClassifyForm, DecisionForm, QueueFilter
from recommendations.workflow.classification import CLASSIFY, classify

ON_A_PAGE = 50

may_classify = permission_required(CLASSIFY, raise_exception=True)


def found_kind(slug):
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


@may_classify
@in_one_transaction
def item_classify(request, kind, pk):
    item = to_change(request, found_kind(kind).visible_to(request.user), pk=pk)
    under = classified.not_classified_under(item)
    form = ClassifyForm(
        request.POST or None,
        thing=item,
        under=classified.counted(under),
        include="under" in request.GET,
    )
    if form.is_valid():
        chosen = [item, *(under if form.includes_what_is_under else ())]
        answer = _decide(request, form, chosen, classified.page_of(item))
        if answer:
            return answer
    page = {
        "item": item,
        "kind": found_kind(kind),
        "name": classified.name_of(item),
        "page_url": classified.page_of(item),
        "words": classified.words_of(item),
        "decisions": classified.decisions(item),
        "closed_owners": _named(classified.closed_owners(item)),
        "nothing_under": "under" in request.GET and not under,
        "was_hidden": item.visibility != Visibility.PUBLIC,
        "form": form,
    }
    return render(request, "recommendations/item_classify.html", page)


def _named(items):
    return [(classified.name_of(one), one.visibility_word) for one in items]


def _decide(request, form, chosen, back):
    """What is answered when it is decided, or is to be confirmed first; None when it is refused."""
    if form.asks_first(len(chosen)):
        page = {
            "decision": form,
            "chosen": _rows(chosen),
            "number": len(chosen),
            "what": classified.counted(chosen),
        }
        return render(request, "recommendations/classify_confirm.html", page)
    try:
        with form.recording():
            changed = classify(chosen, **form.decision, by=request.user)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _told(form.decision["visibility"], chosen, changed, request.user))
    return redirect(back)


def _told(visibility, chosen, changed, user):
    word = Visibility(visibility).label.lower()
    if not changed:
        return f"Nothing to change: {classified.counted(chosen)} classified so already."
    items = [found for one in chosen for found in _as_they_are_now(one, user)]
    again = f"{reverse('unclassified_classify')}?{_query(items)}"
    return format_html(
        "Now {}: {}. If that was a mistake, <a class=\"govuk-notification-banner__link\" "
        'href="{}">classify again</a>.',
        word,
        classified.counted(chosen),
        again,
    )  # fmt: skip


def _as_they_are_now(item, user):
    return classified.kind_of(item).visible_to(user).filter(pk=item.pk)


def _query(items):
    return urlencode({"item": [classified.key_of(item) for item in items]}, doseq=True)


@may_classify
@require_safe
def unclassified_list(request):
    form = QueueFilter(request.GET)
    kinds, narrow = _wanted(form)
    waiting = [
        narrow(kind.visible_to(request.user).not_classified()).order_by("-pk") for kind in kinds
    ]
    today = timezone.localdate()
    again = Together(
        narrow(kind.visible_to(request.user).classification_review_due(today)).order_by(
            "classification_review_on", "pk"
        )
        for kind in kinds
    )
    page = Paginator(Together(waiting), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    context = {
        "filter": form,
        "page": page,
        "groups": _groups(shown),
        "all_url": f"{reverse('unclassified_classify')}?{_query(shown)}",
        "again": _rows(again[0:ON_A_PAGE]),
        "again_total": len(again),
    }
    return render(request, "recommendations/unclassified_list.html", context)


def _wanted(form):
    """The kinds to list, and how the list of each is narrowed."""
    wanted = form.cleaned_data if form.is_valid() else {}
    kinds = [BY_SLUG[wanted["kind"]]] if wanted.get("kind") else KINDS
    body = wanted.get("body")
    if body is None:
        return kinds, lambda found: found
    return kinds, lambda found: found.filter(found.model.of_bodies({body.pk}))


def _rows(items):
    return [
        {
            "item": item,
            "key": classified.key_of(item),
            "kind": classified.kind_of(item),
            "name": classified.name_of(item),
            "body": classified.body_of(item),
            "words": classified.gist_of(item),
            "page_url": classified.page_of(item),
        }
        for item in items
    ]


def _groups(items):
    rows = _rows(items)
    groups = [(kind, [row for row in rows if row["kind"] is kind]) for kind in KINDS]
    return [group for group in groups if group[1]]


@may_classify
@in_one_transaction
def unclassified_classify(request):
    """Several at once: `?item=` names each, as it was seen. What was changed since is left out."""
    keys = request.GET.getlist("item")[:ON_A_PAGE]
    chosen, left_out = classified.with_keys(keys, request.user)
    if not chosen:
        messages.info(request, "Choose what to classify first.")
        return redirect("unclassified_list")
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        answer = _decide(request, form, chosen, reverse("unclassified_list"))
        if answer:
            return answer
    page = {
        "chosen": _rows(chosen),
        "what": classified.counted(chosen),
        "left_out": left_out,
        "form": form,
    }
    return render(request, "recommendations/unclassified_classify.html", page)
