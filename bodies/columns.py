"""Bodies and their meetings as columns of a spreadsheet, for what is read and what is written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """`heading` is what is written. `also` are other headings under which councils keep the same
    thing; case and punctuation do not matter."""

    name: str
    heading: str
    also: tuple = ()

    @property
    def headings(self):
        return (self.heading, *self.also)


REF = Column(
    "ref",
    "Reference",
    ("Ref", "Ref no", "Ref number", "Reference number", "Number", "No", "ID", "Item", "Item no"),
)
SOURCE = Column(
    "source", "Source", ("Source page", "Page", "Page reference", "Where it comes from")
)

BODIES = (
    Column("ref", "Reference", ("Ref", "ID", "Code")),
    Column("short_name", "Short name", ("Abbreviation", "Acronym", "Initials", "Known as")),
    Column("name", "Name", ("Full name", "Organisation", "Body", "Partner", "Agency")),
    Column("kind", "Kind", ("Type", "Kind of body", "Type of body", "Type of organisation")),
    Column("part_of", "Part of", ("Parent body", "Parent organisation", "Belongs to")),
    Column("successor", "Successor", ("Replaced by", "Succeeded by")),
    Column("founded_on", "Founded", ("Established", "In being from")),
    Column("ended_on", "Last day", ("Ended", "Abolished", "In being until")),
    Column("former", "Former names", ("Former name", "Previous names", "Formerly")),
    Column("about", "About", ("Remit", "Purpose")),
    SOURCE,
)

MEETINGS = (
    REF,
    Column("body", "Body", ("Committee", "Board", "Committee name", "Meeting of")),
    Column("held_on", "Date", ("Date of meeting", "Meeting date", "Held on")),
    Column("title", "Title", ("Meeting", "Meeting title")),
    Column("place", "Place", ("Venue", "Location")),
    Column("papers_published_on", "Papers published", ("Agenda published", "Publication date")),
    Column("papers_url", "Address of the papers", ("Papers", "Agenda", "Link", "Link to papers")),
    Column("about", "About", ("Purpose",)),
    SOURCE,
)
