"""What was entered in error: said by one person, agreed by a second, kept in a list."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.visibility import READ_EVERYTHING
from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations import classified
from recommendations.classified import KINDS, Together
from recommendations.entered_in_error import notes_on
from recommendations.forms.void import form_for
from recommendations.views.classify import found_kind
from recommendations.workflow.classification import VOID, belonging_to

ON_A_PAGE = 50


@permission_required(VOID, raise_exception=True)
@in_one_transaction
def item_void(request, kind, pk):
    item = to_change(request, found_kind(kind).visible_to(request.user), pk=pk)
    form = form_for(item, request.user, request.POST.get("step"))(request.POST or None, thing=item)
    gone = [item, *belonging_to(item)]
    page = {
        "item": item,
        "kind": found_kind(kind),
        "name": classified.name_of(item),
        "page_url": classified.page_of(item),
        "words": classified.words_of(item),
        "gone": [classified.name_of(one) for one in gone],
        "gone_number": len(gone),
        "notes": notes_on(item, gone),
        "form": form,
    }
    if form.is_valid():
        if form.agrees and form.cleaned_data["confirmed"] != len(gone):
            return render(request, "recommendations/void_confirm.html", {**page, "form": None})
        try:
            with form.recording():
                messages.success(request, form.take(request.user))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("void_list")
    return render(request, "recommendations/item_void.html", page)


@permission_required(READ_EVERYTHING, raise_exception=True)
@require_safe
def void_list(request):
    """What waits for a second person, and everything that was agreed on."""
    asked = Together(
        kind.visible_to(request.user).void_asked().order_by("void_asked_on", "pk") for kind in KINDS
    )
    void = Together(
        kind.model.objects.void().select_related(*kind.related, "void_asked_by", "voided_by")
        .order_by("-voided_on", "-pk")
        for kind in KINDS
    )  # fmt: skip
    page = Paginator(void, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": _rows(asked[0:ON_A_PAGE]),
        "asked_total": len(asked),
        "page": page,
        "void": _rows(page.object_list),
    }
    return render(request, "recommendations/void_list.html", context)


def _rows(items):
    return [
        {"item": item, "kind": classified.kind_of(item), "name": classified.name_of(item)}
        for item in items
    ]
