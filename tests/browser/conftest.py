"""A real Chromium against a running server, for what only a browser can show.

def test_…(page, sign_in_as, live_server):
    sign_in_as(user)
    page.goto(f"{live_server.url}/recommendations/")
"""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.browser.story import Story
from tests.factories import PASSWORD

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium")
    if path is None:
        pytest.fail(
            "Chromium is missing: apt-get install chromium, or leave out with -m 'not browser'"
        )
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Root has no sandbox to run in.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium, live_server):
    """A new window, 1280 pixels wide. A script error or a refused resource fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(10_000)
    window = context.new_page()
    faults = []
    window.on("pageerror", lambda error: faults.append(str(error)))
    window.on(
        "console",
        lambda message: (
            faults.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    yield window
    context.close()
    assert faults == []


@pytest.fixture
def sign_in_as(page, live_server):
    def sign_in(user):
        page.goto(f"{live_server.url}/sign-in/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    return sign_in


@pytest.fixture
def violations(page):
    """What axe finds on the page in view, a line each; empty when it finds nothing."""

    def look():
        # To list what passes as well takes as long again.
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        found = Axe().run(page, options=options).response["violations"]
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    return look


@pytest.fixture
def scrolls_sideways(page):
    """Whether the page in view is wider than its window."""

    def look():
        return page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )

    return look


@pytest.fixture
def story(page, live_server, sign_in_as, violations, scrolls_sideways):
    return Story(page, live_server, sign_in_as, violations, scrolls_sideways)
