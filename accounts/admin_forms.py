from django.contrib.auth.forms import AdminPasswordChangeForm

from accounts import security_log
from accounts.models import User
from audit.admin import RecordForm


class NewUserForm(RecordForm):
    """A person without a password yet: they can't sign in until one is set on the next page."""

    class Meta:
        model = User
        fields = ["email", "name", "post"]

    def clean_email(self):
        return _unused(self.cleaned_data["email"], self)

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class UserForm(RecordForm):
    class Meta:
        model = User
        fields = ["email", "name", "post", "is_active"]

    def clean_email(self):
        return _unused(self.cleaned_data["email"], self)


def _unused(email, form):
    """`email` in the form in which it is kept, if no one else signs in with it in any case."""
    email = User.objects.normalize_email(email)
    others = User.objects.exclude(pk=form.instance.pk)
    if others.filter(email__iexact=email).exists():
        form.add_error("email", "Someone already signs in with this e-mail address.")
    return email


class PasswordForm(AdminPasswordChangeForm):
    """A password to hand over in person. It can't be switched off here: an account is ended by
    unticking "may sign in"."""

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)

    def save(self, commit=True):
        security_log.note("password-set-by-administrator", of=self.user.email)
        return super().save(commit)
