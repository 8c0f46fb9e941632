"""Reads the service as a person would who presses everything that leads somewhere: each link, each
page number, each choice of each filter."""

import io
import zipfile
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

#: Pressing these ends the visit, or leads out of the register.
NOT_PRESSED = ("/sign-out/", "/static/")
#: Says where one came from, and changes nothing of what is shown.
CAME_FROM = "_changelist_filters"


class _Page(HTMLParser):
    """What a page leads to: links, and what its GET forms can ask."""

    def __init__(self, address):
        super().__init__()
        self.address, self.found = address, set()
        self._form = None
        self._name = ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a" and given.get("href"):
            self._add(given["href"])
        if tag == "form" and given.get("method", "get").lower() == "get":
            self._form = given.get("action") or urlsplit(self.address).path
        if self._form is None:
            return
        if tag == "select":
            self._name = given.get("name", "")
        if tag == "option" and self._name:
            self._ask(self._name, given.get("value", ""))
        if tag == "input" and given.get("type") in ("checkbox", "radio", "hidden"):
            self._ask(given.get("name", ""), given.get("value", "on"))

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag == "select":
            self._name = ""

    def _ask(self, name, value):
        if name and value:
            self._add(f"{self._form}?{urlencode({name: value})}")

    def _add(self, href):
        there = urlsplit(urljoin(self.address, href))
        if there.scheme in ("http", "https") and there.netloc == "testserver":
            asked = {(name, value) for name, value in parse_qsl(there.query) if name != CAME_FROM}
            if _is_another_format(there.path, asked):
                return
            query = urlencode(sorted(asked))
            self.found.add(f"{there.path}?{query}" if query else there.path)


def _is_another_format(path, asked):
    """Of a narrowed list. Whatever the format, the rows are the same, and those of the whole list
    are read in each."""
    names = {name for name, _ in asked} - {"show"}
    if path == "/following/new/list/":
        # Asks what to call the list, and shows nothing of it.
        return bool(names)
    if path.startswith("/exports/"):
        return bool(names) and not path.endswith(".csv")
    return "as" in names and len(names) > 1


def leads_to(address, answer):
    if not answer.get("Content-Type", "").startswith("text/html"):
        return set()
    page = _Page(f"http://testserver{address}")
    page.feed(answer.content.decode())
    return page.found


def _depth(address):
    """How many filters are pressed together, or columns sorted by in the back office (`o=1.-3`)."""
    asked = parse_qsl(urlsplit(address).query)
    return sum(value.count(".") + 1 if name == "o" else 1 for name, value in asked)


def body_of(answer):
    """What was answered. A file is read to its end, which closes it; of a workbook, the words in
    its parts, without when it was written."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return b"\n".join(
                parts.read(name) for name in sorted(parts.namelist()) if "docProps" not in name
            )
    return body


def crawl(client, start, *, at_most, depth_of_filters=1):
    """Every answer that can be reached from `start`, as pairs of address and text. A filter is
    pressed on the page without any; of two filters together each was pressed alone. Raises
    `AssertionError` when there is more than `at_most` to read, or when a page fails."""
    waiting, seen = list(dict.fromkeys(start)), set()
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(NOT_PRESSED):
            continue
        if _depth(address) > depth_of_filters:
            continue
        seen.add(address)
        assert len(seen) <= at_most, f"more than {at_most} pages, the last {address}"
        answer = client.get(address)
        assert answer.status_code < 500, address
        yield (
            address,
            answer.status_code,
            body_of(answer).decode(errors="replace") + str(dict(answer.headers)),
        )
        waiting.extend(sorted(leads_to(address, answer) - seen))
