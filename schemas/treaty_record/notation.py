"""How single cells are written: regular expressions that match the whole of a value."""

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
"""An id: lower-case words and digits joined by hyphens."""
_CONTROL = r"\x00-\x1f\x7f-\x9f"
TEXT = rf"^[^\s=+\-@{_CONTROL}](?:[^{_CONTROL}]*[^\s{_CONTROL}])?$"
"""One line of text: no blanks around it, no control characters, nothing that a spreadsheet would run as a formula
(the first characters that OWASP's page on CSV injection names)."""
ROW_ID = r"^[a-z0-9.\-]+$"
LANGUAGE = "^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$"
"""The form of a BCP 47 tag as far as articles need it: language, script, region."""
URL = r"^https?://[^\s/]+(?:/\S*)?$"
SHA256 = "^[0-9a-f]{64}$"
