"""A file that was given as evidence: opened by those who may see it, replaced by those who may
change its action."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from recommendations.files import store
from recommendations.forms.file import ask_again
from recommendations.forms.replace import ReplaceFileForm
from recommendations.models import Action, Evidence
from recommendations.views.uploaded import uploaded
from recommendations.workflow import evidence as workflow

logger = logging.getLogger(__name__)


@permission_required("recommendations.view_register", raise_exception=True)
@require_safe
def evidence_file(request, pk):
    """Always to be saved, never shown by the browser as a page of ours; read in pieces."""
    evidence = get_object_or_404(_files(request.user), pk=pk)
    try:
        file = store.open_unchanged(evidence.stored_as, size=evidence.size, sha256=evidence.sha256)
    except store.Unlike as fault:
        logger.error("Evidence %s is not served: %s", evidence.pk, fault)
        page = {"evidence": evidence, "action": evidence.action}
        return render(request, "recommendations/evidence_damaged.html", page, status=500)
    response = FileResponse(
        file,
        as_attachment=True,
        filename=evidence.file_name,
        content_type=evidence.content_type,
    )
    response["Content-Length"] = evidence.size
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@permission_required("recommendations.update_action", raise_exception=True)
def evidence_replace(request, pk):
    with uploaded(request, "file", _replaceable(request.user), pk=pk) as file:
        return _replace(request, pk, file)


@in_one_transaction
def _replace(request, pk, file):
    evidence = to_change(request, _replaceable(request.user), pk=pk)
    action = evidence.action
    form = ReplaceFileForm(
        request.POST or None, request.FILES or None, evidence=evidence, uploaded=file
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            with form.recording():
                workflow.replace_file(
                    evidence,
                    file=file.columns,
                    title=given["title"],
                    reason=given["reason"],
                    by=request.user,
                )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The file is replaced. The earlier version stays.")
            return redirect(action)
    ask_again(form, "file")
    page = {"evidence": evidence, "action": action, "form": form}
    return render(request, "recommendations/evidence_replace.html", page)


def _files(user):
    files = Evidence.objects.visible_to(user).filter(kind=Evidence.Kind.FILE)
    return files.select_related("action")


def _replaceable(user):
    return _files(user).filter(action__in=Action.objects.editable_by(user).values("pk"))
