"""Read article files, which give an article's passages and the rows and cells that they support."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from treaty_record.publishing.source_layout import CITED_CELLS, CITED_ROWS, NAMED
from treaty_record.publishing.source_schema import PARAGRAPHS

from .passages import PassageFile
from .toml_file import Keys
from .typed import SLUG_PATTERN, Typed

PASSAGE_KEYS = (*CITED_ROWS, *CITED_CELLS, NAMED)
"""Keys of a passage that are not columns."""


def article_file(typed: Typed) -> None:
    """Read an article file: ``[article]``, and a table for each of its passages."""
    article_id = Path(typed.file.path).stem
    if not SLUG_PATTERN.fullmatch(article_id):
        message = "the file name is not an article id; use lower-case words and digits joined by hyphens"
        typed.fault((), message, "source-key")
        return
    data = typed.with_known_keys((), typed.file.data, ["article", "passage"], kind="a table of an article file")
    keys: Keys = ("article",)
    body = typed.nested((), data, "article")
    if "article" in data:
        body = typed.with_known_keys(keys, body, [*typed.columns["articles"], "skipped"], "articles")
        row = typed.row("articles", keys, body, ("skipped",))
        typed.add("articles", {"article_id": article_id, **row, **_skipped(typed, keys, body)}, keys)
    else:
        typed.fault(keys, "is missing; add a table [article]", "source-key")
    for name, at, passage in typed.tables(("passage",), typed.nested((), data, "passage")):
        passage = typed.with_known_keys(at, passage, [*typed.columns["passages"], *PASSAGE_KEYS], "passages")
        row = typed.row("passages", at, passage, PASSAGE_KEYS)
        ids = {"passage_id": f"{article_id}.{name}", "article_id": article_id}
        typed.add("passages", {**ids, **row}, at)
        PassageFile(typed, ids["passage_id"], at, passage, body).read()


def _skipped(typed: Typed, keys: Keys, body: Mapping[str, Any]) -> dict[str, str]:
    """Read ``skipped``, the paragraphs that no passage covers with the reason for each, as one cell."""
    reasons = []
    for place, reason in typed.nested(keys, body, "skipped").items():
        at = (*keys, "skipped", place)
        if not re.fullmatch(PARAGRAPHS, place):
            typed.fault(at, f"{place!r} is not a paragraph (p5) or several (p7-9)", "source-key")
        elif typed.fits(reason, "string", at):
            if ";" in reason:
                typed.fault(
                    at, "has a semicolon, which separates the paragraphs in the table: use a comma", "source-type"
                )
            reasons.append(f"{place} {reason}")
    return {"skipped": "; ".join(reasons)} if reasons else {}
