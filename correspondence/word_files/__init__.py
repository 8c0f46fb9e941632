"""Letters as Word files, written from a template that officers edit."""

from correspondence.word_files.template import NOTICE_NAMES, check_template, current_template
from correspondence.word_files.written import notice

__all__ = ["NOTICE_NAMES", "check_template", "current_template", "notice"]
