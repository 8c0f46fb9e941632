"""Signing in through the council, checked against a provider that speaks OpenID Connect.

Run by `test_single_sign_on.py` in a process of its own, whose settings name the provider.
"""

import base64
import hashlib
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ISSUER = os.environ["OIDC_ISSUER"]


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEY, OTHER_KEY = new_key(), new_key()


class Provider(ThreadingHTTPServer):
    """Discovery, authorise, token, keys and user information, as a council's would."""

    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", urlsplit(ISSUER).port), Answers)
        self.claims, self.codes, self.key, self.header = {}, {}, KEY, {}
        self.checked_verifier = False


class Answers(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        path, _, query = self.path.partition("?")
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        if path.endswith("/.well-known/openid-configuration"):
            self._json(discovery())
        elif path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            self._json({"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]})
        elif path == "/userinfo":
            self._json(self.server.claims)
        elif path == "/authorise":
            code = os.urandom(8).hex()
            self.server.codes[code] = asked
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()

    def do_POST(self):
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(form).items()}
        asked = self.server.codes.pop(given["code"])
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert asked["code_challenge"] == challenge
        assert asked["code_challenge_method"] == "S256"
        self.server.checked_verifier = True
        now = int(time.time())
        claims = {
            "iss": ISSUER, "aud": "tracker", "iat": now, "exp": now + 300, "sub": "number-1",
            "nonce": asked.get("nonce"), **self.server.claims,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        token = jwt.encode(
            claims, self.server.key, "RS256", headers={"kid": "one", **self.server.header}
        )
        self._json({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def _json(self, thing):
        text = json.dumps(thing).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


def discovery():
    root = ISSUER.rpartition("/tenant")[0]
    return {
        "issuer": ISSUER,
        "authorization_endpoint": f"{root}/authorise",
        "token_endpoint": f"{root}/token",
        "jwks_uri": f"{root}/keys",
        "userinfo_endpoint": f"{root}/userinfo",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }


@pytest.fixture
def provider():
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def leave(client, address="/sign-in/council/"):
    """To the provider and back as far as our own door: what the browser is sent to there."""
    there = client.get(address)
    assert there.url.startswith(discovery()["authorization_endpoint"])
    back = requests.get(there.url, allow_redirects=False, timeout=5).headers["Location"]
    return there, urlsplit(back)


def go_through(client, address="/sign-in/council/"):
    _, back = leave(client, address)
    return client.get(f"{back.path}?{back.query}")


def refused(client, answer, words="did not work"):
    assert answer.url == "/sign-in/"
    assert "_auth_user_id" not in client.session
    assert words in client.get("/sign-in/").content.decode()
    return True


def verified(person, **more):
    return {"email": person.email.upper(), "email_verified": True, **more}


def test_invited_person_signs_in_by_a_verified_address(client, provider, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    person = UserFactory(role=Role.MEMBER)
    provider.claims = verified(person)

    answer = go_through(client, "/sign-in/council/?next=/motions/")

    assert answer.url == "/motions/"
    assert provider.checked_verifier
    assert client.session["_auth_user_id"] == str(person.pk)
    # The provider has asked for its own second factor.
    assert client.get("/motions/").status_code == 200
    assert User.objects.count() == 1


def test_sign_in_page_offers_it_by_its_name(client, provider):
    page = client.get("/sign-in/?next=/motions/").content.decode()

    assert "Or with the town hall" in page
    assert "/sign-in/council/?next=%2Fmotions%2F" in page


def test_person_is_known_by_number_when_the_address_changes(client, provider):
    person = UserFactory()
    provider.claims = verified(person)
    go_through(client)
    client.post("/sign-out/")
    stranger = UserFactory()
    provider.claims = {"email": stranger.email, "email_verified": True}

    go_through(client)

    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@example.org", "email_verified": True},
        {"email": "known@example.org", "email_verified": False},
        {"email": "known@example.org"},
        {"email_verified": True},
    ],
)
def test_unknown_person_is_refused_and_not_added(client, provider, claims):
    UserFactory(email="known@example.org")
    provider.claims = claims

    answer = go_through(client)

    assert refused(client, answer, "not known here")
    assert User.objects.count() == 1


def test_address_that_entra_vouches_for_will_do(client, provider):
    person = UserFactory()
    provider.claims = {"email": person.email, "xms_edov": True}

    go_through(client)

    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("before", [True, False])
def test_deactivated_person_is_refused(client, provider, before):
    person = UserFactory()
    provider.claims = verified(person)
    if before:
        go_through(client)
        client.post("/sign-out/")
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert refused(client, go_through(client), "not known here")


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": ""},
        {"aud": "somebody else"},
        {"iss": "https://elsewhere.example.org"},
        {"exp": 1},
    ],
    ids=lambda claims: next(iter(claims)),
)
def test_token_for_another_time_or_place_is_refused(client, provider, claims):
    provider.claims = verified(UserFactory(), **claims)

    assert refused(client, go_through(client))


def test_token_signed_by_somebody_else_is_refused(client, provider):
    provider.claims = verified(UserFactory())
    provider.key = OTHER_KEY

    assert refused(client, go_through(client))


def test_token_with_a_key_that_is_not_theirs_is_refused(client, provider):
    provider.claims = verified(UserFactory())
    provider.header = {"kid": "two"}

    assert refused(client, go_through(client))


def test_answer_to_a_question_that_was_not_asked_here_is_refused(client, provider):
    from django.test import Client

    provider.claims = verified(UserFactory())
    _, back = leave(Client())

    assert refused(client, client.get(f"{back.path}?{back.query}"))


def test_answer_is_taken_once(client, provider):
    provider.claims = verified(UserFactory())
    _, back = leave(client)
    client.get(f"{back.path}?{back.query}")
    client.post("/sign-out/")

    assert refused(client, client.get(f"{back.path}?{back.query}"))


def test_person_who_changes_their_mind_is_asked_again(client, provider):
    there, _ = leave(client)
    state = parse_qs(urlsplit(there.url).query)["state"][0]
    query = urlencode({"error": "access_denied", "state": state})

    assert refused(client, client.get(f"/sign-in/council/back/?{query}"))


def test_address_decides_nothing_but_where_to_go_afterwards(client, provider):
    forged = urlencode({"redirect_uri": "https://elsewhere.example.org/", "nonce": "mine"})
    query = urlencode(
        {"auth_params": forged, "scope": "everything", "process": "connect",
         "next": "https://elsewhere.example.org/"}
    )  # fmt: skip

    asked = parse_qs(urlsplit(client.get(f"/sign-in/council/?{query}").url).query)

    assert asked["redirect_uri"] == ["http://testserver/sign-in/council/back/"]
    assert asked["nonce"] != ["mine"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert "code_challenge" in asked


def test_nothing_more_of_allauth_is_there(client, provider):
    for address in ("/social/signup/", "/3rdparty/", "/sign-in/council/login/"):
        assert client.get(address).status_code == 404
    client.force_login(UserFactory(role=Role.ADMIN))
    assert "socialaccount" not in client.get(reverse("admin:index")).content.decode()
