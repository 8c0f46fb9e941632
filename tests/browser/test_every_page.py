"""Each role walks the pages that it finds links to, one of every kind, wide and narrow."""

from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve

from accounts.models import User

pytestmark = pytest.mark.browser

ROLES = [
    "governance",
    "syp.officer",
    "syp.approver",
    "rscp.officer",
    "rmbc.officer",
    "member",
    "admin",
    "auditor",
]
#: How many addresses of one kind are looked at: the second has other things on it than the first.
OF_A_KIND = 2
#: Leaving and downloading are not pages; the admin is Django's own and looked at on its own.
LEFT_OUT = {
    "sign_out",
    "recommendation_export",
    "export_kind",
    "audit_log_export",
    "brand",
    "health",
    "import_to_mend",
    "import_blank",
    "own_updates_workbook",
    "letter_word",
    "changes_feed",
    "dates_feed",
    "letter_template_word",
}


@pytest.fixture
def demonstration(db, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "open the register please")
    call_command("load_reference_case", with_invented_progress=True, demo_accounts=True)


def kind_of(address):
    """The name of the URL that a link leads to; None when it leads out of the register."""
    parts = urlsplit(address)
    if parts.path.startswith("/admin/"):
        return None
    try:
        name = resolve(parts.path).url_name
    except Resolver404:
        return None
    return None if name in LEFT_OUT else name


def links_of(page, server):
    found = page.eval_on_selector_all("main a[href], header a[href], footer a[href], nav a[href]",
                                      "links => links.map(link => link.href)")  # fmt: skip
    return [link.split("#")[0] for link in found if link.startswith(server)]


def walk(page, server, look):
    """Open the pages that links lead to from the first one, `OF_A_KIND` of each kind."""
    waiting, seen, counts, titles = [f"{server}/"], set(), {}, {}
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind is None or address in seen or counts.get(kind, 0) >= OF_A_KIND:
            continue
        seen.add(address)
        counts[kind] = counts.get(kind, 0) + 1
        answer = page.goto(address)
        assert answer.status == 200, f"{address} answers {answer.status}"
        look(address)
        titles[address] = page.title()
        waiting += links_of(page, server)
    return counts, titles


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_accessible_and_fits_a_narrow_window(
    role, demonstration, page, sign_in_as, violations, scrolls_sideways, live_server
):
    sign_in_as(User.objects.get(email=f"{role}@example.org"))
    faults = []

    def look(address):
        where = address.removeprefix(live_server.url)
        page.set_viewport_size({"width": 1280, "height": 900})
        faults.extend(f"{where}: {line}" for line in violations())
        if page.locator("h1").count() != 1:
            faults.append(f"{where}: {page.locator('h1').count()} first-level headings")
        page.set_viewport_size({"width": 320, "height": 900})
        if scrolls_sideways():
            faults.append(f"{where}: scrolls sideways at 320 pixels")

    counts, _ = walk(page, live_server.url, look)

    assert faults == []
    assert {"home", "glossary", "help", "accessibility", "privacy"} <= set(counts)
    if role != "admin":
        assert {"recommendation_detail", "action_detail", "motion_detail"} <= set(counts)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/sign-in/", "/help/", "/nonsense/"])
def test_pages_without_sign_in_are_accessible(
    address, page, violations, scrolls_sideways, live_server
):
    page.goto(f"{live_server.url}{address}")

    assert violations() == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert not scrolls_sideways()
