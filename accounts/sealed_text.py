"""What is kept in the database but may be read by the service alone: seeds of authenticator apps
and of recovery codes. A copy of the database gives nobody a second factor."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def close(text):
    return _keys().encrypt(text.encode()).decode()


def read(text):
    """Text of `close`, with the present secret or with an earlier one that is still named; text
    that was never closed as it is."""
    if not text.startswith("gAAAA"):
        return text
    try:
        return _keys().decrypt(text.encode()).decode()
    except InvalidToken:
        # Closed with a secret that is gone: no code fits any more, so the factor is set up anew.
        return ""


def _keys():
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret):
    return urlsafe_b64encode(sha256(b"accounts.sealed_text" + secret.encode()).digest())
