"""Where a request comes from, as far as that can be trusted."""

import ipaddress

from django.conf import settings

UNKNOWN = "unknown"


def address_of(request):
    """The address of the client; an IPv6 one by its /64, which is what one household or office
    has. Behind a proxy it is the last hop of X-Forwarded-For, the only one that the proxy wrote
    itself; without one that header is anybody's word and not read."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2] or said
    try:
        address = ipaddress.ip_address(said.strip())
    except ValueError:
        return UNKNOWN
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
