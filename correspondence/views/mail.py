"""What the register sent by e-mail, to whom, and what the mail server said."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from correspondence.lifecycle import MailStatus
from correspondence.models import Mail
from correspondence.views.letter import READ

PER_PAGE = 50


@permission_required(READ, raise_exception=True)
@require_safe
def mail_list(request):
    mails = Mail.objects.select_related("to").latest_first()
    shown = request.GET.get("status", "")
    if shown in MailStatus.values:
        mails = mails.filter(status=shown)
    page = {
        "page": Paginator(mails, PER_PAGE).get_page(request.GET.get("page")),
        "statuses": list(MailStatus),
        "shown": shown,
        "refused": Mail.objects.refused().count(),
    }
    return render(request, "correspondence/mail_list.html", page)


@permission_required(READ, raise_exception=True)
@require_safe
def mail_detail(request, pk):
    mail = get_object_or_404(Mail.objects.select_related("to", "letter"), pk=pk)
    return render(request, "correspondence/mail_detail.html", {"mail": mail})
