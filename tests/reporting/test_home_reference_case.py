"""The first page over the reference case, with a demonstration of progress on top."""

import pytest
from django.utils import timezone

from accounts.models import User
from reporting.home.briefing import Asked, briefing
from reporting.home.queue import governance
from reporting.home.work import work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invented_progress")]


def person(name):
    return User.objects.get(email=f"{name}@example.org")


def pages():
    on = timezone.localdate()
    yield person("member"), briefing(person("member"), on, Asked())
    yield person("auditor"), briefing(person("auditor"), on, Asked())
    yield person("syp.officer"), work(person("syp.officer"), on)
    yield person("rmbc.officer"), work(person("rmbc.officer"), on)
    yield person("governance"), governance(person("governance"), on)


def links(page):
    """Every address on the page that stands for a number, with the number."""
    found = [(figure.url, figure.count) for figure in page.get("figures", [])]
    found += [(part["url"], part["count"]) for part in page["parts"]]
    if "attention" in page:
        found += [(kind.url, kind.total) for kind in page["attention"].more]
    found += [(queue.url, queue.total) for queue in page.get("queues", []) if queue.more]
    return {(url, number) for url, number in found if url}


def test_every_number_is_that_of_the_list_behind_it(client):
    for reader, page in pages():
        client.force_login(reader)
        for url, number in links(page):
            assert listed(client.get(url).context) == number, f"{reader}: {url}"


def listed(page):
    if "due" in page:
        return page["due"].paginator.count
    if "register" in page:
        return page["register"].found.count()
    return page["page"].paginator.count


def test_every_line_leads_to_a_page(client):
    for reader, page in pages():
        client.force_login(reader)
        rows = [*page["attention"].rows] if "attention" in page else []
        for group in [*page.get("to_do", []), *page.get("queues", [])]:
            rows += group.rows
        assert rows
        for url in {row.url for row in rows}:
            assert client.get(url).status_code == 200, f"{reader}: {url}"
