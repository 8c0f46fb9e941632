"""What a browser would send of a page's form: every control by its name, with what is in it."""

from html.parser import HTMLParser

from django.utils import timezone


class Controls(HTMLParser):
    """The controls of the last form of the page's own, not of the warning before a session ends;
    `choices` has what a list or a set of buttons offers."""

    def __init__(self):
        super().__init__()
        self.inside, self.given, self.choices = False, {}, {}
        self.names, self.required = set(), set()
        self._list = self._words = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name = given.get("name")
        if tag == "form":
            posts = given.get("method", "get").lower() == "post"
            self.inside = posts and not given.get("class", "").startswith("app-dialog")
            if self.inside:
                self.given, self.choices = {}, {}
        if name and "__prefix__" in name:
            # The admin's pattern for rows that a script would add.
            return
        if name:
            self.names.add(name)
        if not self.inside:
            return
        if "required" in given:
            self.required.add(name)
        if tag == "select":
            self._list = name
        elif tag == "textarea":
            self._words = name
            self.given[name] = ""
        elif tag == "option" and self._list:
            self.choices.setdefault(self._list, []).append(given.get("value", ""))
            if "selected" in given:
                self.given[self._list] = given.get("value", "")
        elif tag == "input" and name:
            self._input(name, given)

    def _input(self, name, given):
        kind, value = given.get("type", "text"), given.get("value", "")
        if kind in ("radio", "checkbox"):
            value = given.get("value", "on")
            self.choices.setdefault(name, []).append(value)
            if "checked" in given:
                self.given[name] = value
        elif kind not in ("submit", "button", "file"):
            self.given.setdefault(name, value)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self._list = None
        elif tag == "textarea":
            self._words = None

    def handle_data(self, data):
        if self._words:
            self.given[self._words] += data.removeprefix("\n")


def controls(answer):
    parser = Controls()
    parser.feed(answer.content.decode())
    return parser


def filled_in(answer, **typed):
    """Every control of the form: as it is, or as typed, or with something where it is required."""
    form = controls(answer)
    today = timezone.localdate()
    parts = {"_day": today.day, "_month": today.month, "_year": today.year}
    given = {}
    for name in {**form.given, **form.choices}:
        value = form.given.get(name, "")
        if name in typed or (name not in form.given and name not in form.required):
            continue
        if not value and name not in form.required:
            pass
        elif not value and name in form.choices:
            value = next((each for each in form.choices[name] if each), "")
        elif not value:
            ending = next((end for end in parts if name.endswith(end)), None)
            value = parts[ending] if ending else "Some words"
        given[name] = value
    return given | typed
