"""What a test tells of somebody at a browser."""

from playwright.sync_api import expect


class Story:
    """Somebody at a browser. `look` notes what is not accessible, wide or narrow."""

    def __init__(self, page, server, sign_in_as, violations, scrolls_sideways):
        self.page, self.server, self._sign_in_as = page, server, sign_in_as
        self._violations, self._sideways = violations, scrolls_sideways
        self.faults, self.pressed = [], 0

    def sign_in(self, person):
        self.page.context.clear_cookies()
        self._sign_in_as(person)

    def go(self, address):
        self.page.goto(self.server.url + address)

    def press(self, name):
        self.pressed += 1
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()

    def day(self, legend, on, within=None):
        group = (within or self.page).get_by_role("group", name=legend)
        for part in ("day", "month", "year"):
            group.get_by_label(part.capitalize()).fill(str(getattr(on, part)))

    def says(self, words):
        expect(self.page.locator("main")).to_contain_text(words)

    def look(self):
        self.faults += [f"{self.page.url}: {line}" for line in self._violations()]
        self.page.set_viewport_size({"width": 320, "height": 900})
        if self._sideways():
            self.faults.append(f"{self.page.url}: scrolls sideways at 320 pixels")
        self.page.set_viewport_size({"width": 1280, "height": 900})
