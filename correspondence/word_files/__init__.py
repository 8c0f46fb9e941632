"""Letters as Word files, written from a template that officers edit."""

from correspondence.word_files.template import NAMES, check_template, current_template
from correspondence.word_files.written import as_word

__all__ = ["NAMES", "as_word", "check_template", "current_template"]
