"""The register as files: any list as filtered, or all of a kind, as far as the reader may see it.

A file is written row by row: memory does not grow with the register, nor the number of statements
for each chunk of it.
"""

from reporting.exports.contents import Contents, contents_of, contents_of_list
from reporting.exports.formats import FORMATS
from reporting.exports.resources import RESOURCES

__all__ = ["FORMATS", "RESOURCES", "Contents", "contents_of", "contents_of_list"]
