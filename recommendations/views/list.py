"""The register: recommendations or actions, found and ordered."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.visitor import open_to_the_public
from recommendations.chips import SAVED_VIEWS, chips, cleared
from recommendations.filters import named_by
from recommendations.register import PAGE_SIZES, Register


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def recommendation_list(request):
    named = named_by(request.GET.get("words", ""), request.user)
    if named:
        return redirect(named)
    register = Register(request.GET, request.user, on=timezone.localdate())
    page = {
        "register": register,
        "form": register.form,
        "chips": chips(register),
        "clear_url": cleared(register),
        "saved_views": SAVED_VIEWS,
        "page_sizes": PAGE_SIZES,
    }
    return render(request, "recommendations/recommendation_list.html", page)
