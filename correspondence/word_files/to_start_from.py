"""The templates of letters that a register starts from."""

from functools import cache
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

_NOTICE = (
    ("Normal", "{{ council_name }}"),
    ("Normal", "{{ dated_on }}"),
    ("Normal", "To: {% if to_post %}{{ to_post }}, {% endif %}{{ body_name }}"),
    ("Heading 1", "{{ subject }}"),
    (
        "Normal",
        "The council puts what follows to you, and asks for your answer. For each recommendation "
        "it says what is asked of you, and by when.",
    ),
    ("Normal", "{%p for item in items %}"),
    ("Heading 2", "{{ item.ref }} {{ item.title }}"),
    ("Quote", "{{ item.words }}"),
    (
        "Normal",
        "{{ item.adopted }} {% if item.leads %}You lead on it.{% else %}You contribute to it."
        "{% endif %} {{ item.duty }}",
    ),
    ("Normal", "Please answer by {{ item.due_on }}. {{ item.arithmetic }}"),
    ("Normal", "{%p if item.citation %}"),
    ("Normal", "{{ item.citation }}."),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p endfor %}"),
    ("Heading 2", "How to answer"),
    (
        "Normal",
        "Say whether you accept each recommendation, accept it in part (what not, and why) or "
        "reject it (why, and what you propose instead), who decided that, and when.",
    ),
    (
        "Normal",
        "Answer at {{ service_url }}{% if contact %}, or write to {{ contact }}{% endif %}.",
    ),
)


_ESCALATION = (
    *_NOTICE[:4],
    ("Normal", "{%p for paragraph in paragraphs %}"),
    ("Normal", "{{ paragraph }}"),
    ("Normal", "{%p endfor %}"),
)


@cache
def notice_template():
    return _written(_NOTICE, "Notice of recommendations")


@cache
def escalation_template():
    return _written(_ESCALATION, "What is overdue")


def _written(paragraphs, title):
    """A .docx with real headings, in British English."""
    document = Document()
    for style in ("Normal", "Heading 1", "Heading 2", "Quote"):
        font = document.styles[style].font
        font.name = "Arial"
        document.styles[style].element.rPr.rFonts.set(qn("w:ascii"), "Arial")
    document.styles["Normal"].font.size = Pt(11)
    _in_british_english(document)
    for section in document.sections:
        section.page_height, section.page_width = Cm(29.7), Cm(21)
    for style, words in paragraphs:
        document.add_paragraph(words, style=style)
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _in_british_english(document):
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
