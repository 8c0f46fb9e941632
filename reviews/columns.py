"""Reviews and their findings as columns of a spreadsheet, for what is read and what is written."""

from bodies.columns import REF, SOURCE, Column

REVIEWS = (
    REF,
    Column("title", "Title", ("Review", "Review title", "Report", "Inspection")),
    Column("kind", "Kind", ("Type", "Kind of review", "Type of review")),
    Column("motion", "Motion", ("Motion reference", "Arising from")),
    Column("commissioned", "Commissioned by", ("Commissioner", "Commissioning body")),
    Column("undertook", "Carried out by", ("Undertaken by", "Reviewer", "Inspectorate")),
    Column("published", "Published", ("Date published", "Publication date", "Published on")),
    Column("about", "About", ("Scope", "Terms of reference")),
    Column("standing", "How its suggestions are to be read", ("Standing",)),
    SOURCE,
)

FINDINGS = (
    REF,
    Column("review", "Review", ("Source review", "Review reference", "Report")),
    Column("kind", "Kind", ("Type", "Kind of finding", "Type of finding")),
    Column("title", "Title", ("Finding", "Short title", "Heading")),
    Column("summary", "In our words", ("Summary", "Description", "Detail", "Details", "Text")),
    Column("published_words", "As published", ("Published wording", "Wording in the report")),
    Column("points", "Motion points answered", ("Motion points", "Motion point", "Points")),
    Column("bodies", "Bodies concerned", ("Body", "Bodies", "Organisation", "Organisations")),
    Column("document", "Document", ("Source document", "Paper")),
    Column("section", "Section", ("Chapter", "Paragraph")),
    Column("page", "Page", ("Page number", "Page reference", "Pages")),
)
