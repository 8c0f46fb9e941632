"""A page that is sent while its work is done: what is being done, what has been, and where it
leads. It needs no script. The browser shows each line as it comes, and goes on at the end."""

import logging
from dataclasses import dataclass

from django.http import StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html

from audit.refusal import NotAllowed
from imports.reading import Refused

logger = logging.getLogger(__name__)

_LINES = "<!--lines-->"
#: Browsers show nothing of a page before so many characters of it have come.
_ENOUGH_TO_SHOW = " " * 2_048
_OUR_FAULT = "Something went wrong on our side. Nothing was saved. Try again, or ask for help."


@dataclass(frozen=True)
class LeadsTo:
    """The last of what is yielded: where to go on, and the words of the link."""

    url: str
    words: str


def working(request, title, work, *, back):
    """The answer to `request` while `work` goes on, a generator of words for people that ends with
    a `LeadsTo`. What it refuses is said in the page, with a link to `back`."""
    context = {"title": title, "lines": _LINES}
    page = render_to_string("imports/working.html", context, request)
    response = StreamingHttpResponse(_lines(page, work, back))
    # A proxy that gathers the page before it sends it would show nothing until the end.
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _lines(page, work, back):
    top, bottom = page.split(_LINES)
    yield top + _ENOUGH_TO_SHOW
    try:
        for said in work:
            yield _led(said) if isinstance(said, LeadsTo) else format_html("<li>{}</li>\n", said)
    except (Refused, NotAllowed) as refusal:
        yield _refused(str(refusal), back)
    # The head of the page is sent, so nobody else can say so any more.
    except Exception:
        logger.exception("An import failed while its page was being sent")
        yield _refused(_OUR_FAULT, back)
    yield bottom


def _led(there):
    return format_html(
        '<li><a class="govuk-link" href="{0}">{1}</a>'
        '<meta http-equiv="refresh" content="0; url={0}"></li>\n',
        there.url,
        there.words,
    )


def _refused(words, back):
    return format_html(
        '<li><p class="govuk-error-message">{}</p>'
        '<a class="govuk-link" href="{}">Go back</a></li>\n',
        words,
        back,
    )
