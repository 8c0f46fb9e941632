"""What programs that collect pages may read: nothing, unless the register is published."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

#: Of a published register, what is the same again in another shape.
_NOT_COLLECTED = ("/recommendations/export/", "/sign-in/", "/admin/")


@require_safe
@login_not_required
def robots(request):
    refused = _NOT_COLLECTED if settings.PUBLIC_REGISTER else ("/",)
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in refused)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
