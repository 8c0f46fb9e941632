"""Files that people give as evidence: looked at, kept where no web server reaches, given back.

Every file is treated as hostile. What it is is told from its content; its name only helps to tell
two harmless kinds of text apart.
"""

from recommendations.files.intake import Taken, take
from recommendations.files.refusal import Refused

__all__ = ["Refused", "Taken", "take"]
