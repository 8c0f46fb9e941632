"""allauth's OpenID Connect, with what it leaves to TLS: the signature, and a nonce."""

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.utils.crypto import get_random_string

PROVIDER = "council"


class SignedTokens(OpenIDConnectOAuth2Adapter):
    def complete_login(self, request, app, token, **kwargs):
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The answer has no id_token")
        return super().complete_login(request, app, token, **kwargs)

    def _decode_id_token(self, app, id_token):
        """With its signature, though the token came over a line of our own."""
        try:
            return jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, TypeError) as fault:
            raise OAuth2Error("The id_token can't be read") from fault


class Council(OpenIDConnectProvider):
    oauth2_adapter_class = SignedTokens

    def get_redirect_from_request_kwargs(self, request):
        """Nothing but where to go afterwards is taken from the address: no scope, no process."""
        kwargs = super().get_redirect_from_request_kwargs(request)
        return {"process": "login", **{k: v for k, v in kwargs.items() if k == "next_url"}}

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        nonce = get_random_string(32)
        return super().redirect(
            request,
            process,
            next_url=next_url,
            data={"nonce": nonce},
            auth_params={"nonce": nonce},
        )


provider_classes = [Council]
