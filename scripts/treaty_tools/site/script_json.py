"""JSON as it is written into scripts and pages: compact, with nothing in it that a reader of the file cannot see."""

import json
import re
from typing import Any

_ESCAPED = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def compact(value: Any) -> str:
    """Return a value as JSON without blanks; invisible characters are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def in_page(value: Any) -> str:
    """Return a value as JSON for an element ``script`` of a page, which no text in it can end."""
    return compact(value).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
