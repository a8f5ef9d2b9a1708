"""The formats in which a difference is reported."""

from typing import Literal

from .as_csv import as_csv
from .as_json import as_json
from .as_markdown import as_markdown
from .as_text import as_text
from .difference import Difference

Form = Literal["text", "json", "csv", "markdown"]


def in_form(form: Form, between: Difference, most: int | None) -> str:
    """Return a difference in a format, with at most ``most`` rows of each table and kind of change."""
    if form == "csv":
        return as_csv(between, most)
    lines = {"text": as_text, "json": as_json, "markdown": as_markdown}[form](between, most)
    return "".join(f"{line}\n" for line in lines)
