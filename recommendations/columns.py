"""The columns of the register as a spreadsheet, one list for what is read and what is written.

`heading` is what is written. `also` are other headings under which councils keep the same thing;
case and punctuation do not matter.
"""

from bodies.columns import SOURCE, Column

REF = Column(
    "ref",
    "Reference",
    ("Ref", "Ref no", "Ref number", "Reference number", "Number", "No", "ID", "Item", "Item no",
     "Action ref", "Action reference", "Action number", "Rec no", "Recommendation number",
     "Recommendation reference"),
)  # fmt: skip
TITLE = Column("title", "Title", ("Short title", "Recommendation title", "Name", "Summary title"))
REVIEW = Column(
    "review",
    "Source review",
    ("Review", "Source of recommendation", "Originating review", "Inspection", "Report"),
)
OWNERS = Column(
    "owners",
    "Owning body",
    ("Owner", "Owners", "Owner(s)", "Owning bodies", "Lead body", "Lead agency", "Lead",
     "Lead organisation", "Responsible body", "Responsible agency", "Responsible", "Agency",
     "Agencies", "Lead partner", "Partners", "Organisation", "Body"),
)  # fmt: skip
LEAD_POST = Column(
    "lead_post",
    "Lead officer",
    ("Lead officer (post)", "Responsible officer", "Officer", "Lead post", "Accountable officer",
     "Action owner", "Lead person", "Named lead"),
)  # fmt: skip
THEME = Column("theme", "Theme", ("Topic", "Area", "Workstream", "Category"))
PRIORITY = Column("priority", "Priority", ("Importance",))
STATUS = Column("status", "Status", ("Current status", "State", "Progress status", "Stage"))
DUE = Column(
    "due",
    "Due date",
    ("Target date", "Deadline", "Timescale", "Timescales", "Date due", "Completion due",
     "Target completion date", "Target", "By when", "When", "Due", "Due by", "Target deadline"),
)  # fmt: skip
UPDATE = Column(
    "update",
    "Progress update",
    ("Latest update", "Progress", "Update", "Comments", "Latest position", "Current position",
     "Commentary", "Progress to date", "Latest progress", "Progress notes"),
)  # fmt: skip
COMPLETED = Column(
    "completed_on",
    "Completed on",
    ("Date completed", "Completion date", "Completed date", "Actual completion date"),
)

#: Written, and never read back: who may read a thing is decided in the register.
VISIBILITY = Column("visibility", "Visibility")

FLAT = (
    REF,
    TITLE,
    Column(
        "text",
        "Recommendation",
        ("Recommendation text", "What is to be done", "Description", "Details", "Detail",
         "Recommendation in full", "Full text", "Text", "Summary"),
    ),
    REVIEW,
    OWNERS,
    LEAD_POST,
    THEME,
    PRIORITY,
    STATUS,
    DUE,
    UPDATE,
    COMPLETED,
    SOURCE,
    Column("action_title", "Action", ("Agreed action", "Action required", "Action to be taken")),
)  # fmt: skip

#: What a flat line has when it is written; what else may be read from one is above.
FLAT_WRITTEN = FLAT[:11]

RECOMMENDATIONS = (
    REF,
    TITLE,
    Column("text", "Recommendation", FLAT[2].also),
    Column("kind", "Kind", ("Type", "Kind of recommendation")),
    REVIEW,
    Column("number", "Number in its source", ("Number in source", "Source number")),
    SOURCE,
    OWNERS,
    LEAD_POST,
    THEME,
    PRIORITY,
    STATUS,
)

ACTIONS = (
    REF,
    Column(
        "recommendation",
        "Recommendation",
        ("Recommendations", "Parent recommendation", "Parent", "Recommendation ref",
         "Recommendation title", "Under recommendation"),
    ),
    Column("title", "Action", ("Title", "Action title", "Short title", "Agreed action")),
    Column(
        "text",
        "What is to be done",
        ("Description", "Details", "Detail", "Action required", "Action to be taken", "Steps",
         "Summary", "Text"),
    ),
    OWNERS,
    LEAD_POST,
    THEME,
    PRIORITY,
    SOURCE,
    DUE,
    STATUS,
    COMPLETED,
    UPDATE,
)  # fmt: skip

UPDATES = (
    REF,
    Column("on", "As at", ("Date", "Update date", "Date of update", "Updated on", "As of")),
    Column("done", "What has been done", ("Done", *UPDATE.headings)),
    Column("next", "What happens next", ("Next", "Next steps", "Next step")),
    Column("next_on", "By when", ("Next date", "Next step by")),
    Column("status", "Status", ("Status after", *STATUS.also)),
    Column("view", "Own view", ("View", "On track", "Rating", "Confidence")),
    Column("view_reason", "Why", ("Reason", "Reason for view")),
)
