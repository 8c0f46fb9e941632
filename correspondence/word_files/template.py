"""The template of a letter: the council's own where there is one, and whether it can be used."""

from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from correspondence.models import LetterTemplate
from correspondence.word_files.to_start_from import escalation_template, notice_template
from recommendations.files.office import kind_of
from recommendations.files.refusal import Refused

Kind = LetterTemplate.Kind
_EVERY_LETTER = {
    "council_name": "the council",
    "dated_on": "the date of the letter",
    "to_post": "the post that it goes to",
    "body_name": "the body’s full name",
    "subject": "the subject",
    "service_url": "where to answer",
    "contact": "whom to ask",
}
#: What a template may name, and what each stands for.
NAMES = {
    Kind.NOTICE: _EVERY_LETTER
    | {
        "items": "the recommendations: for each its ref, title, words, adopted (by whom, minute), "
        "duty, due_on, arithmetic, citation; leads, which is true of the lead"
    },
    Kind.ESCALATION: _EVERY_LETTER | {"paragraphs": "the paragraphs of the letter’s words"},
}
_EXAMPLE_ITEM = dict.fromkeys(
    ("ref", "title", "words", "adopted", "duty", "due_on", "arithmetic", "citation"), "Example"
) | {"leads": True, "is_public": True}
_EXAMPLES = {"items": [_EXAMPLE_ITEM, _EXAMPLE_ITEM], "paragraphs": ["Example", "Example"]}
_TO_START_FROM = {Kind.NOTICE: notice_template, Kind.ESCALATION: escalation_template}


def current_template(kind):
    """The file name and the bytes of the template in use."""
    given = LetterTemplate.objects.filter(kind=kind).select_related("document").last()
    if given:
        return given.file_name, bytes(given.document.data)
    return f"{kind}-to-start-from.docx", _TO_START_FROM[Kind(kind)]()


def check_template(kind, data):
    """Refuse, in words, a file that letters can't be written with."""
    if not data.startswith(b"PK") or kind_of(data) != "docx":
        raise Refused("This is not a Word document. Save it as one (.docx), and give that.")
    try:
        rendered(data, {name: _EXAMPLES.get(name, "Example") for name in NAMES[Kind(kind)]})
    except TemplateError as fault:
        raise Refused(
            f"The template can’t be used: {fault}. Names stand in double braces, such as "
            "{{ subject }}; look at the template in use for how parts repeat."
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Refused(f"Word text in the template can’t be read: {fault}.") from None


def rendered(data, facts):
    """The template filled in. Names that it does not know are an error rather than a blank, and it
    can reach nothing but `facts`."""
    template = DocxTemplate(BytesIO(data))
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    template.render(facts, jinja_env=environment, autoescape=True)
    written = BytesIO()
    template.save(written)
    return written.getvalue()
