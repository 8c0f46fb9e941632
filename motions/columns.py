"""Motions and their points as columns of a spreadsheet, for what is read and what is written."""

from bodies.columns import REF, SOURCE, Column

MOTIONS = (
    REF,
    Column("title", "Title", ("Motion", "Motion title", "Subject")),
    Column("meeting", "Meeting", ("Moved at", "Council meeting", "Meeting reference")),
    Column("item", "Agenda item", ("Item number",)),
    Column("asked_of", "Asked of", ("Addressed to", "Referred to")),
    Column("request", "What it asks for", ("Request", "Resolution", "Resolved")),
    Column("report_back_words", "Report back, as resolved", ("Report back",)),
    Column("report_back_due_on", "Report back due", ("Report due", "Report back by")),
    Column("report_back_received_on", "Report back received", ("Reported back on",)),
    Column("report_back_note", "Note on the report back"),
    SOURCE,
)

MOTION_POINTS = (
    Column("ref", "Reference", ("Ref", "Ref no", "Reference number", "ID")),
    Column("motion", "Motion", ("Motion reference", "Motion ref")),
    Column("number", "Number", ("Point no", "Point number", "Point", "No")),
    Column("title", "Title", ("Short title", "Heading")),
    Column("summary", "In our words", ("Summary", "What it asks for", "Wording", "Text")),
    Column("published_words", "As published", ("Agreed wording", "Published wording")),
    Column("asked_of", "Asked of", ("Body", "Asked of bodies", "Organisation")),
    Column("answer", "How it was answered", ("Answer", "Outcome", "Status")),
    Column("answer_note", "Note on the answer", ("Response", "Answer note")),
    Column("answer_source", "Page of the answer", ("Answer source", "Answered in")),
    Column("classified_by_label", "Classified by"),
    SOURCE,
)

#: Written, and never read back: whoever imports an answer is the one who classified it.
CLASSIFIED_BY = "classified_by_label"
