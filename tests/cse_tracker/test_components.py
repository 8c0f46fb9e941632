from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from cse_tracker.templatetags.components import counted, current_section, day


def rendered(source, request=None, **context):
    context = RequestContext(request, context) if request else Context(context)
    return Template(source).render(context).strip()


class Overdue:
    label, colour, symbol = "Overdue", "red", "■"


def test_tag_says_its_word_and_hides_its_symbol_from_readers():
    assertHTMLEqual(
        rendered("{% tag thing %}", thing=Overdue),
        '<strong class="app-tag app-tag--red"><span aria-hidden="true">■</span> Overdue</strong>',
    )


def test_tag_of_nothing_is_nothing():
    assert rendered("{% tag thing %}", thing=None) == ""


def test_tag_escapes_its_word():
    assert "&lt;b&gt;" in rendered("{% tag text=word %}", word="<b>")


def test_day_is_written_in_full_and_in_local_time():
    assert day(date(2022, 5, 27)) == "27 May 2022"
    assert day(datetime(2022, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2022"
    assert day(None) == ""
    assert day(None, "no date set") == "no date set"


def test_counted_chooses_one_or_many():
    assert counted(1, "action,actions") == "1 action"
    assert counted(0, "action,actions") == "0 actions"
    assert counted(1200, "action,actions") == "1,200 actions"


def test_blocks_escape_what_they_are_told_and_keep_what_they_hold():
    html = rendered(
        "{% summary_list %}{% summary_row key %}<em>{{ value }}</em>{% endsummary_row %}"
        "{% endsummary_list %}",
        key="<key>",
        value="<value>",
    )

    assert "&lt;key&gt;" in html
    assert "<em>&lt;value&gt;</em>" in html


@pytest.fixture
def parts():
    return [
        {"label": "Verified", "count": 9, "colour": "blue", "symbol": "✔", "url": "/a/"},
        {"label": "Overdue", "count": 3, "colour": "red", "symbol": "■", "url": ""},
        {"label": "No date set", "count": 0, "colour": "grey", "symbol": "○", "url": ""},
    ]


def test_bar_shows_words_and_a_table_whose_parts_add_up(parts):
    html = rendered('{% bar parts "Actions" %}', parts=parts)

    assert html.count("<rect") == 2
    assert 'aria-label="Actions: Verified 9, Overdue 3"' in html
    assertInHTML('<th scope="row">All</th>', html)
    assertInHTML('<td class="app-table__number">12</td>', html)
    assert " style=" not in html


def test_bar_of_nothing_is_nothing(parts):
    assert rendered('{% bar parts "Actions" %}', parts=[{**parts[0], "count": 0}]) == ""


def test_pagination_keeps_the_rest_of_the_address(rf):
    page = Paginator(range(60), 25).page(2)

    html = rendered("{% pagination page %}", page=page, request=rf.get("/?status=open&page=2"))

    assert 'href="?status=open&amp;page=3"' in html
    assert 'aria-current="page">2</a>' in html


def test_pagination_of_one_page_is_nothing(rf):
    page = Paginator(range(3), 25).page(1)

    assert rendered("{% pagination page %}", page=page, request=rf.get("/")) == ""


def test_sort_link_turns_round_and_says_how_it_is_sorted(rf):
    html = rendered('{% sort_link "Due" "due" %}', request=rf.get("/?sort=due&page=3&q=x"))

    assert 'aria-sort="ascending"' in html
    assert 'href="?q=x&amp;sort=-due"' in html or 'href="?sort=-due&amp;q=x"' in html
    assert "page=" not in html


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/recommendations/", "page"),
        ("/recommendations/R1/", "true"),
        ("/actions/R1.1/", "true"),
        ("/motions/", ""),
    ],
)
def test_section_of_a_page_is_marked(path, current, rf):
    request = rf.get(path)

    assert current_section({"request": request}, "/recommendations/", "/actions/") == current
