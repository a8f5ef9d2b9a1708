"""Passages as W3C Web Annotations: what an article says, in which words, and which rows it bears on.

Offsets are those of the tables: code points, the end exclusive, as the Web Annotation Data Model counts them (4.2.5).
What stands before and after the words is not held, so that quotes have no prefix and no suffix.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from ..reporting.days import days_as_text
from .exported_package import ExportedPackage
from .linked import iri, named, row

TITLE = "title"
"""The place of passages whose offsets count in the article's title, not in its text."""


def annotations(package: ExportedPackage, creators: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield one annotation for each passage."""
    addresses = package.tables["articles"].select("article_id", "url").unique("article_id", maintain_order=True)
    passages = package.tables["passages"].join(rows_by_passage(package), on="passage_id", how="left")
    told = passages.join(addresses, on="article_id", how="left", maintain_order="left")
    for passage in days_as_text(told).iter_rows(named=True):
        yield annotation(passage, creators)


def rows_by_passage(package: ExportedPackage) -> pl.DataFrame:
    """Return the rows that each passage speaks of, as a list of table and key."""
    cited = package.tables["citations"].select("passage_id", rows=pl.struct("row_table", "row_id"))
    return cited.unique(maintain_order=True).group_by("passage_id", maintain_order=True).agg("rows")


def annotation(passage: Mapping[str, Any], creators: Sequence[str]) -> dict[str, Any]:
    """Return the annotation of a passage, given with the rows that it speaks of and its article's address."""
    gloss = {"type": "TextualBody", "value": passage["gloss"], "language": "en", "format": "text/plain"}
    rows = [row(cited["row_table"], cited["row_id"]) for cited in passage["rows"] or []]
    return {
        "id": named("annotation", passage["passage_id"]),
        "type": "Annotation",
        "motivation": "linking",
        "creator": list(creators),
        "body": [gloss | {"purpose": "describing"}, *rows],
        "target": target(passage),
        "prov:wasDerivedFrom": row("passages", passage["passage_id"]),
    }


def target(passage: Mapping[str, Any]) -> Any:
    """Return what an annotation is about: the quoted or pinned words, or the article as a whole if there are none."""
    article = iri(passage["url"]) if passage["url"] else named("article", passage["article_id"])
    found = selectors(passage)
    if not found:
        return article
    if passage["place"] == TITLE:
        where = {"source": named("title", passage["article_id"]), "scope": article}
    else:
        where = {"source": article}
    return {"type": "SpecificResource", **where, "selector": found}


def selectors(passage: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the selectors of a passage's words: each selects all of them."""
    if passage["quote"] is None:
        return pinned(passage["begins"], passage["ends"])
    found: list[dict[str, Any]] = [text_quote(passage["quote"])]
    if passage["start"] is not None and passage["end"] is not None:
        found.append(text_position(passage["start"], passage["end"]))
    return found


def pinned(begins: str | None, ends: str | None) -> list[dict[str, Any]]:
    """Return the selector of the words from one pin to another.

    A range stops before what its end selector selects (Web Annotation Data Model, 4.2.9), which is therefore refined to
    the point after the last words.
    """
    if begins is None:
        return []
    if ends is None:
        return [text_quote(begins)]
    after = text_quote(ends) | {"refinedBy": text_position(len(ends), len(ends))}
    return [{"type": "RangeSelector", "startSelector": text_quote(begins), "endSelector": after}]


def text_quote(exact: str) -> dict[str, Any]:
    """Return the selector of words."""
    return {"type": "TextQuoteSelector", "exact": exact}


def text_position(start: int, end: int) -> dict[str, Any]:
    """Return the selector of a stretch of text by its offsets."""
    return {"type": "TextPositionSelector", "start": start, "end": end}
