"""Components that every page may use; no `{% load %}` is needed.

Facts
    {% tag action.rating %}             anything with .label .colour .symbol; nothing for None
    {% tag text="Invented" colour="grey" symbol="○" %}
    {{ action.due_on|day:"no date" }}   27 May 2022, or the words given (else nothing)
    {{ 3|counted:"action,actions" }}    3 actions
    {% summary_list %}
      {% summary_row "Lead" %}RMBC{% endsummary_row %}
      {% summary_row "Due" href=url change="due date of R4.3" %}…{% endsummary_row %}
    {% endsummary_list %}
    {% timeline %}
      {% timeline_item "Moved to in progress" when=moment by=person %}…{% endtimeline_item %}
    {% endtimeline %}
    {% bar parts "Actions by rating" %} the picture, its words and "View as table";
                                        parts: [{"label", "count", "colour", "symbol", "url"}]

Around a page
    {% breadcrumbs "Recommendations" "recommendation_list" "R4" thing.get_absolute_url %}
                                        words, then a URL name or address; home comes by itself
    {% notification_banner "success" %}…{% endnotification_banner %}
    {% inset %}…{% endinset %}   {% warning_text %}…{% endwarning_text %}
    {% details "In the review's words" %}…{% enddetails %}
    {% error_summary form %}            base.html shows it for `form`; other names show their own

Moving about
    {% button "Save update" %}   {% button "Update" href=url hidden="action R4.3" %}
    {% button "Skip" kind="secondary" name="skip" value="1" %}
    {% chips filters clear_url %}       filters: [{"label", "url"}], the url being without it
    {% sort_link "Due" "due" %}         a whole <th>; reads and writes ?sort=due or ?sort=-due
    {% pagination page %}               keeps the rest of the address, writes ?page=
    {% task_list %}{% task "Answer R3" href=url tag=word hint="Due 26 July" %}{% endtask_list %}
    {% querystring page=2 %}            Django's own: the address with one parameter changed

Forms: `{{ form }}` and `{{ form.field.as_field_group }}` carry labels, hints and errors already.
Write `<form method="post" novalidate>`, so that our own messages are shown, and "(optional)" in
labels.

Tables: `<table class="app-table app-table--cards">` with a caption; `data-label` on each td makes
a row a card on a phone (a td holding several parts wraps them in one element); numbers have
`app-table__number`. A table too wide for that stands in
`<div class="app-scroll" tabindex="0" role="region" aria-label="…">`.

More classes, all in frontend/: app-lead, app-muted, app-small, app-gap (a gap said in words),
app-actions (a row of buttons), app-columns (two columns; `app-columns--wide-first`), app-figures
with app-figures__number, app-attention, app-trace with app-trace__kind and app-trace__gap,
app-filter with app-filter__grid, app-search, app-screen-only, app-print-only, app-wide (a
paragraph as wide as a table).
"""

from functools import lru_cache

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.forms.utils import ErrorList
from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def day(value, otherwise=""):
    if not value:
        return otherwise
    if hasattr(value, "tzinfo") and timezone.is_aware(value):
        value = timezone.localtime(value)
    return format_date(value, "j F Y")


@register.simple_tag
def tag(thing=None, text="", colour="grey", symbol=""):
    """Markup without a template."""
    if hasattr(thing, "label"):
        text, colour, symbol = thing.label, thing.colour, thing.symbol
    return _tag(str(text), colour, symbol) if text else ""


@lru_cache(maxsize=256)
def _tag(text, colour, symbol):
    """A register has few words and shows each of them hundreds of times."""
    mark = format_html('<span aria-hidden="true">{}</span> ', symbol) if symbol else ""
    return format_html('<strong class="app-tag app-tag--{}">{}{}</strong>', colour, mark, text)


@register.simple_block_tag
def summary_list(content):
    return format_html('<dl class="govuk-summary-list">{}</dl>', content)


@register.simple_block_tag
def summary_row(content, key, href="", change=""):
    return _render("summary_row", {"key": key, "content": content, "href": href, "change": change})


@register.simple_block_tag
def timeline(content):
    return format_html('<ol class="app-timeline">{}</ol>', content)


@register.simple_block_tag
def timeline_item(content, title, when=None, by=""):
    return _render("timeline_item", {"title": title, "content": content, "when": when, "by": by})


@register.inclusion_tag("components/bar.html")
def bar(parts, label):
    """The picture is a hundred units wide, each part as wide as its share, less a thin gap."""
    parts = [part for part in parts if part["count"]]
    total = sum(part["count"] for part in parts)
    start = 0
    drawn = []
    for part in parts:
        width = 100 * part["count"] / total
        visible = max(width - 0.4, 0.4)
        drawn.append({**part, "start": f"{start:.3f}", "width": f"{visible:.3f}"})
        start += width
    return {"parts": drawn, "label": label, "total": total}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*words_and_addresses):
    pairs = zip(words_and_addresses[::2], words_and_addresses[1::2], strict=True)
    return {"steps": [(words, _address(address)) for words, address in pairs]}


@register.simple_block_tag
def notification_banner(content, kind="information"):
    return _render("notification_banner", {"content": content, "kind": kind})


@register.simple_block_tag
def inset(content):
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def warning_text(content):
    return _render("warning_text", {"content": content})


@register.simple_block_tag
def details(content, summary, open=False):
    return _render("details", {"content": content, "summary": summary, "open": open})


@register.inclusion_tag("components/error_summary.html")
def error_summary(form):
    """Every error with a link to what it is about; a form that asks for nothing yet has none."""
    if not getattr(form, "is_bound", False):
        return {"errors": []}
    fields = [field for field in form if not field.is_hidden]
    first = fields[0].first_input_id if fields else ""
    errors = [(message, first) for message in form.non_field_errors()]
    for field in form:
        target = first if field.is_hidden else field.first_input_id
        errors += [(message, target) for message in ErrorList(field.errors)]
    return {"errors": errors}


@register.inclusion_tag("components/button.html")
def button(text, href="", kind="", name="", value="", hidden=""):
    """`hidden` is read out after the text: what this button, of several alike, is about."""
    return {
        "text": text, "href": href, "kind": kind, "name": name, "value": value, "hidden": hidden,
    }  # fmt: skip


@register.inclusion_tag("components/chips.html")
def chips(filters, clear_url=""):
    return {"filters": filters, "clear_url": clear_url}


@register.inclusion_tag("components/sort_link.html", takes_context=True)
def sort_link(context, label, field, number=False):
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    query.pop("page", None)
    query["sort"] = f"-{field}" if current == field else field
    sorted_as = {field: "ascending", f"-{field}": "descending"}.get(current, "none")
    return {"label": label, "query": query.urlencode(), "sorted_as": sorted_as, "number": number}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page):
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": list(numbers),
        "gap": page.paginator.ELLIPSIS,
        "request": context["request"],
    }


@register.simple_block_tag
def task_list(content):
    return format_html('<ul class="govuk-task-list">{}</ul>', content)


@register.inclusion_tag("components/task.html")
def task(label, href="", tag=None, hint="", done=False):
    return {"label": label, "href": href, "tag": tag, "hint": hint, "done": done}


@register.simple_tag(takes_context=True)
def current_section(context, prefix, also=""):
    """Marks the navigation: `page` on the section's first page, `true` further inside it. Pages
    under the addresses in `also` belong to the section too."""
    path = context["request"].path if "request" in context else ""
    if path == prefix:
        return "page"
    inside = (*also.split(), *([prefix] if prefix != "/" else []))
    return "true" if path.startswith(inside) else ""


@register.filter
def counted(number, words):
    one, many = words.split(",")
    return f"{intcomma(number)} {one if number == 1 else many}"


def _render(name, values):
    return mark_safe(template.loader.get_template(f"components/{name}.html").render(values))  # noqa: S308 (a template escapes)


def _address(address):
    return address if address.startswith(("/", "?", "#")) else reverse(address)
