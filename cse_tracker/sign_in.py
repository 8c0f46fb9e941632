from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView


class SignInForm(AuthenticationForm):
    """Says the same whether the address or the password is wrong, or the person may no longer
    sign in: nobody learns from it who has an account."""

    username = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address such as name@example.org",
        },
    )
    error_messages = {
        "invalid_login": "The e-mail address or password is not right",
        "inactive": "The e-mail address or password is not right",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].error_messages["required"] = "Enter your password"


class SignIn(LoginView):
    template_name = "cse_tracker/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
