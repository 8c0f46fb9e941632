"""The council's colour, as a style sheet of a few lines and a check that people can read it."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import checks
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

HEX = re.compile(r"#[0-9a-fA-F]{6}")


@require_safe
@login_not_required
@cache_control(public=True, max_age=3600)
def brand(request):
    colour = settings.BRAND_COLOUR
    darker = f"color-mix(in srgb, {colour}, #000 40%)"
    return HttpResponse(
        f":root{{--govuk-brand-colour:{colour};--govuk-link-colour:{colour};"
        f"--govuk-link-hover-colour:{darker}}}",
        content_type="text/css; charset=utf-8",
    )


@checks.register
def brand_colour_is_readable(app_configs, **kwargs):
    colour = settings.BRAND_COLOUR
    if not HEX.fullmatch(colour):
        words = f'BRAND_COLOUR is "{colour}". Write it as # and six figures, such as #1d4f73.'
        return [checks.Error(words, id="cse_tracker.E001")]
    if contrast_with_white(colour) < 4.5:
        words = (
            f"White text on BRAND_COLOUR {colour} has a contrast below 4.5:1. Choose a darker one."
        )
        return [checks.Error(words, id="cse_tracker.E002")]
    return []


def contrast_with_white(colour):
    """WCAG 2.2, relative luminance: 1 is no contrast, 21 is black."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
