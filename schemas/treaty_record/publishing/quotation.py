"""The JSON Schema of a package's quotation policy, in its descriptor and in ``scripts/sources/package.toml``."""

from typing import Any

from ..values.patterns import SLUG

STATED = ("longest", "share")
"""What every policy states."""


def policy() -> dict[str, Any]:
    """Return the schema of a policy: which articles may be quoted and why, and how much of them."""
    ids = {"type": "array", "items": {"type": "string", "pattern": f"^{SLUG}$"}}
    properties = {
        "articles": {**ids, "description": "Ids of the articles that may be quoted; all, if it is not given."},
        "why": {"type": "string", "minLength": 1, "description": "Why these articles may be quoted."},
        "texts": {
            "enum": ["held", "not held"],
            "description": "Whether the texts of articles are at hand; if not, quotes need no place in them.",
        },
        "longest": {"type": "integer", "minimum": 1, "description": "Code points that one quote may have."},
        "share": {
            "type": "number",
            "minimum": 0,
            "maximum": 1,
            "description": "Part of an article's text that its quotes and pins may have together.",
        },
    }
    names_some = {"required": ["articles"], "properties": {"articles": {"minItems": 1}}}
    return {
        "type": "object",
        "description": "How much of the articles' own words the package may contain, titles apart.",
        "required": list(STATED),
        "properties": properties,
        "additionalProperties": False,
        "if": names_some,
        "then": {"required": ["why"]},
    }
