from django.contrib.auth.backends import ModelBackend


class EmailAndPassword(ModelBackend):
    """Takes as long for an address that nobody has as for a wrong password: Django hashes either
    way. A person who may not sign in is turned away as if the password were wrong."""

    def authenticate(self, request, username=None, password=None, email=None, **kwargs):
        return super().authenticate(request, username=email or username, password=password)
