"""Letters: drafts to look at and send, and what was sent, as it was sent."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from correspondence.forms.letter import DiscardForm, LetterForm, SendForm, TemplateForm
from correspondence.lifecycle import MailStatus
from correspondence.models import Letter, LetterTemplate
from correspondence.word_files import NAMES, as_word, current_template
from correspondence.workflow import letter as workflow

READ = "correspondence.read_letters"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PER_PAGE = 50


@permission_required(READ, raise_exception=True)
@require_safe
def letter_list(request):
    letters = Letter.objects.select_related("body", "sent_by", "mail").latest_first()
    drafts = letters.drafts()
    rest = Paginator(letters.exclude(pk__in=drafts.values("pk")), PER_PAGE)
    page = {"drafts": drafts, "page": rest.get_page(request.GET.get("page"))}
    return render(request, "correspondence/letter_list.html", page)


@permission_required(READ, raise_exception=True)
@require_safe
def letter_detail(request, pk):
    letters = Letter.objects.select_related("body", "sent_by", "mail", "document", "escalation")
    letter = get_object_or_404(letters, pk=pk)
    page = {"letter": letter, "referrals": workflow.referrals_of(letter)}
    return render(request, "correspondence/letter_detail.html", page)


@permission_required(READ, raise_exception=True)
@require_safe
def letter_word(request, pk):
    """The Word file: as it was sent, or as it would be."""
    letter = get_object_or_404(Letter.objects.select_related("body", "document"), pk=pk)
    if letter.document:
        data = bytes(letter.document.data)
    elif letter.is_draft:
        data = as_word(letter, workflow.referrals_of(letter))
    else:
        raise Http404
    return _word(data, f"{letter.body.slug}-{letter.dated_on}.docx")


@permission_required(workflow.SEND, raise_exception=True)
@in_one_transaction
def letter_change(request, pk):
    letter = to_change(request, Letter.objects.select_related("body"), pk=pk)
    if not letter.is_draft:
        return redirect(letter)
    form = LetterForm(request.POST or None, thing=letter)
    if form.is_valid() and _done(form, request, workflow.change, letter):
        messages.success(request, "The draft is saved.")
        return redirect(letter)
    return _shown(request, "change", letter, form)


@permission_required(workflow.SEND, raise_exception=True)
def letter_send(request, pk):
    sent = _send(request, pk)
    if not isinstance(sent, Letter):
        return sent
    # Committed: whatever the mail server does now, the letter was sent by a person.
    if sent.mail:
        _tell(request, workflow.deliver(sent))
    else:
        messages.success(request, f"On record as sent to {sent.body}.")
    return redirect(sent)


@in_one_transaction
def _send(request, pk):
    letter = to_change(request, Letter.objects.select_related("body"), pk=pk)
    if not letter.is_draft:
        return redirect(letter)
    form = SendForm(request.POST or None, thing=letter)
    if form.is_valid():
        sent = _done(form, request, workflow.send, letter)
        if sent:
            return sent
    return _shown(request, "send", letter, form)


def _tell(request, mail):
    if mail.status == MailStatus.SENT:
        messages.success(request, f"Sent to {mail.address}.")
    elif mail.status == MailStatus.FAILED:
        messages.warning(
            request,
            "The mail server could not be reached. The letter waits, and is tried again with the "
            "next reminders.",
        )
    else:
        messages.error(
            request,
            f"The mail server refused it: {mail.fault}. Check the address, and send the letter "
            "another way.",
        )


@permission_required(workflow.SEND, raise_exception=True)
@in_one_transaction
def letter_discard(request, pk):
    letter = to_change(request, Letter.objects.select_related("body"), pk=pk)
    if not letter.is_draft:
        return redirect(letter)
    form = DiscardForm(request.POST or None, thing=letter)
    if form.is_valid() and _done(form, request, workflow.discard, letter):
        messages.success(request, "The draft is discarded. It stays on record.")
        return redirect("letter_list")
    return _shown(request, "discard", letter, form)


@permission_required(workflow.SEND, raise_exception=True)
@in_one_transaction
def letter_template(request, kind):
    kind = _kind(kind)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            workflow.give_template(kind, file_name=file.name, data=file.read(), by=request.user)
        except NotAllowed as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "Letters are written with this template from now on.")
            return redirect("letter_template", kind)
    given = LetterTemplate.objects.filter(kind=kind).order_by("-pk")
    page = {
        "form": form,
        "kind": kind,
        "kinds": list(LetterTemplate.Kind),
        "given": given,
        "names": list(NAMES[kind].items()),
    }
    return render(request, "correspondence/letter_template.html", page)


@permission_required(READ, raise_exception=True)
@require_safe
def letter_template_word(request, kind):
    name, data = current_template(_kind(kind))
    return _word(data, name)


def _kind(text):
    if text not in LetterTemplate.Kind.values:
        raise Http404
    return LetterTemplate.Kind(text)


#: Of each step, its heading and its button.
_STEPS = {
    "change": ("Change the letter", "Save the draft"),
    "send": ("Send the letter", "Send"),
    "discard": ("Discard the draft", "Discard"),
}


def _shown(request, step, letter, form):
    heading, button = _STEPS[step]
    page = {"step": step, "letter": letter, "form": form, "heading": heading, "button": button}
    return render(request, "correspondence/letter_step.html", page)


def _done(form, request, verb, letter):
    """What the verb answers, or nothing with the refusal put on the form."""
    told = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    try:
        with form.recording():
            return verb(letter, **told, by=request.user)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None


def _word(data, name):
    return HttpResponse(
        data,
        content_type=WORD,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )
