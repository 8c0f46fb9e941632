"""People are invited; nobody registers by themselves."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import mail, security_log, tries, workflow
from accounts.forms.invitations import AcceptForm, InvitationForm
from accounts.models import Invitation
from audit.refusal import NotAllowed

TOKEN = "invitation_token"  # noqa: S105 (a name)

may_invite = permission_required("accounts.invite_user", raise_exception=True)


@require_safe
@may_invite
def invitation_list(request):
    found = Invitation.objects.newest_first().select_related("body")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "accounts/invitation_list.html", {"page": page})


@may_invite
def invitation_new(request):
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            invitation = workflow.invite(**form.cleaned_data, by=request.user)
        except NotAllowed as refusal:
            form.add_error("email", str(refusal))
        else:
            _send(request, invitation, "invited")
            return redirect("invitation_list")
    return render(request, "accounts/invitation_new.html", {"form": form})


@require_POST
@may_invite
def invitation_resend(request, pk):
    return _do(request, pk, workflow.send_again, lambda sent: _send(request, sent, "invited-again"))


@require_POST
@may_invite
def invitation_withdraw(request, pk):
    def say(invitation):
        security_log.note("invitation-withdrawn", request=request, user=request.user, number=pk)
        messages.success(request, f"The invitation of {invitation.name} is withdrawn.")

    return _do(request, pk, workflow.withdraw, say)


@require_safe
@login_not_required
@never_cache
def invitation_open(request, token):
    """The link of the letter. From here on it stands in no address, and so in no log."""
    request.session[TOKEN] = token
    return redirect("invitation_accept")


@login_not_required
@never_cache
def invitation_accept(request):
    if request.user.is_authenticated:
        return render(request, "accounts/invitation_other.html")
    if request.method == "POST":
        tries.spend("invitation", request)
    invitation, newest = Invitation.objects.by_token(request.session.get(TOKEN, ""))
    if invitation is None or not newest or not invitation.is_waiting or invitation.is_expired():
        words = {"invitation": invitation, "newest": newest}
        return render(request, "accounts/invitation_void.html", words, status=410)
    form = AcceptForm(request.POST or None, invitation=invitation)
    if form.is_valid():
        try:
            person = workflow.accept(invitation, password=form.cleaned_data["password1"])
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            del request.session[TOKEN]
            security_log.note("invitation-accepted", request=request, user=person)
            return perform_password_login(request, {"email": person.email}, Login(user=person))
    words = {"form": form, "invitation": invitation}
    return render(request, "accounts/invitation_accept.html", words)


@require_POST
@login_not_required
def invitation_sign_out(request):
    """Somebody else is signed in on this computer."""
    token = request.session.get(TOKEN, "")
    logout(request)
    return redirect("invitation_open", token) if token else redirect("sign_in")


def _do(request, pk, verb, say):
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        say(verb(invitation, by=request.user))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("invitation_list")


def _send(request, invitation, event):
    """The link goes to the invited person alone: no page shows it to who invites."""
    path = reverse("invitation_open", args=[invitation.token])
    letter = mail.letter(
        "invitation",
        invitation.email,
        invitation=invitation,
        link=request.build_absolute_uri(path),
    )
    security_log.note(event, request=request, user=request.user, invited=invitation.email)
    if mail.send_now(letter):
        messages.success(request, f"The invitation is sent to {invitation.email}.")
    else:
        messages.error(
            request,
            f"The invitation of {invitation.name} is recorded, but the e-mail to "
            f"{invitation.email} could not be sent. Send it again later.",
        )
