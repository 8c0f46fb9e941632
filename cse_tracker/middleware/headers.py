"""What every answer tells the browser it may do with it, whatever made the answer."""

from django.conf import settings

#: Of no use here, so nothing that gets into a page can use them either.
PERMISSIONS_POLICY = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "autoplay",
                "bluetooth",
                "browsing-topics",
                "camera",
                "display-capture",
                "encrypted-media",
                "geolocation",
                "gyroscope",
                "hid",
                "idle-detection",
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "screen-wake-lock",
                "serial",
                "usb",
                "xr-spatial-tracking",
            )
        ),
        # Passkeys, on our own pages.
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)
#: The same for whoever asks, and fetched with every page.
SAME_FOR_EVERYBODY = {"brand", "security_txt"}


class BrowserLimits:
    """Headers for which neither Django nor django-csp has a middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class NothingKept:
    """No browser and no proxy keeps what a signed-in person is shown, downloads included.

    A page for everybody may say how long it is kept; a page that says nothing is kept by nobody.
    Static files are answered further out, and are kept for long.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = getattr(request, "resolver_match", None)
        if match and match.view_name in SAME_FOR_EVERYBODY:
            return response
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if signed_in or "Cache-Control" not in response:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class AdminStyles:
    """Let the admin's own pages, and nothing else, use the inline styles that its widgets need."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = getattr(request, "resolver_match", None)
        if match and "admin" in match.app_names and response.status_code == 200:
            response._csp_update = {"style-src": ["'unsafe-inline'"]}
        return response
