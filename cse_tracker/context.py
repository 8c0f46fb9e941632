from django.conf import settings


def site(request):
    """Who runs the service, for the header and the titles of every page."""
    return {
        "service_name": settings.SERVICE_NAME,
        "council_name": settings.COUNCIL_NAME,
        "contact": settings.CONTACT,
        "demonstration_notice": settings.DEMONSTRATION_NOTICE,
        "council_sign_in": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "session_idle_seconds": settings.SESSION_IDLE_SECONDS,
    }
