"""One address to leave by, and one to come back to."""

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from accounts.single_sign_on.provider import PROVIDER, SignedTokens


@login_not_required
def leave(request):
    return OAuth2LoginView.adapter_view(SignedTokens(request, PROVIDER))(request)


@login_not_required
def come_back(request, provider_id):
    return OAuth2CallbackView.adapter_view(SignedTokens(request, provider_id))(request)


urlpatterns = [
    path("", leave, name="council_sign_in"),
    path("back/", come_back, {"provider_id": PROVIDER}, name="openid_connect_callback"),
]
