"""How single cells are written: regular expressions that match the whole of a value."""

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
"""An id: lower-case words and digits joined by hyphens."""
_UNSAFE = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffd-\uffff"
"""Control characters, separators of lines and paragraphs, changes of direction, noncharacters, U+FEFF and U+FFFD; the
rule ``control`` knows those beyond U+FFFF too."""
_REST = rf"(?:[^{_UNSAFE}]*[^\s{_UNSAFE}])?$"
TEXT = rf"^[^\s=+\-@{_UNSAFE}]{_REST}"
"""One line of text: no blanks around it, no unsafe characters, nothing that a spreadsheet would run as a formula
(the first characters that OWASP's page on CSV injection names)."""
VERBATIM = rf"^[^\s={_UNSAFE}]{_REST}"
"""One line of somebody else's text, kept exactly: it may begin with ``+``, ``-`` or ``@``."""
ROW_ID = r"^[a-z0-9.\-]+$"
LANGUAGE = "^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[0-9][a-z0-9]{3}|[a-z0-9]{5,8}))*$"
"""The form of a BCP 47 tag as far as articles need it: language, script, region, variants."""
_NOT_IN_URL = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff"
)
URL = rf"^https?://[^/{_NOT_IN_URL}]+(?:/[^{_NOT_IN_URL}]*)?$"
SHA256 = "^[0-9a-f]{64}$"
_NUMBER = "(?:0|[1-9][0-9]*)"
_IDENTIFIER = rf"(?:{_NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
VERSION = rf"^{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_IDENTIFIER}(?:\.{_IDENTIFIER})*)?$"
"""A version of Semantic Versioning 2.0.0, a pre-release too, without the build."""
