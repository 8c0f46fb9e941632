"""What an administrator does for somebody who can no longer get in."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render

from accounts import security_log, workflow
from accounts.forms.invitations import ReasonForm
from accounts.models import User


@permission_required("accounts.change_user", raise_exception=True)
@reauthentication_required(app="allauth.mfa")
def second_factor_remove(request, pk):
    person = get_object_or_404(User, pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with form.recording():
            workflow.remove_second_factors(person, **form.cleaned_data, by=request.user)
        security_log.note("factor-removed", request=request, user=request.user, of=person.email)
        messages.success(request, f"The second step of {person} is removed.")
        return redirect("admin:accounts_user_change", person.pk)
    return render(request, "accounts/second_factor_remove.html", {"form": form, "person": person})
