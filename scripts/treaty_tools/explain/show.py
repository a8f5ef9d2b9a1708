"""treaty show: a row, who says so in which words, and who disagrees."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

import click
import polars as pl

from treaty_record.evidence import evidence_in
from treaty_record.facts.order import CLAIM_DAYS, EVENT_DAYS
from treaty_record.facts.origins import independent_origins
from treaty_record.facts.sources import counts_as_source

from ..derive.links import Tables
from ..reporting.days import days_as_text
from ..reporting.terminal import Line, isolated, safe
from ..reporting.text import count
from ..rules.citations import GROUNDED

Row = Mapping[str, Any]
UNSAID = ("article_id", "n_articles", "n_origins", "disputed")
"""Derived columns that the summary line tells."""
SIDES = (
    (True, "agreeing", "bold green"),
    (False, "disagreeing", "bold red"),
    (None, "garbled, counted for nothing", "bold yellow"),
)


def find_row(tables: Tables, name: str) -> tuple[str, str]:
    """Return table and key of a row named with or without its table.

    Raises click.UsageError, with the nearest names, where there is no such row or there are several.
    """
    keyed = {t: key_of(frame) for t, frame in tables.items() if t not in ("citations", "vocabulary")}
    table, slash, row_id = name.partition("/")
    if slash:
        if table in keyed and row_id in keyed[table]:
            return table, row_id
    else:
        found = [t for t, keys in keyed.items() if name in keys]
        if len(found) == 1:
            return found[0], name
    every = [f"{t}/{key}" for t, keys in keyed.items() for key in keys]
    near = difflib.get_close_matches(name, every, cutoff=0.5) or [e for e in every if name in e][:3]
    hint = f"; did you mean {' or '.join(map(safe, near))}?" if near else ""
    raise click.UsageError(f"no row {name!r}{hint}")


def key_of(frame: pl.DataFrame) -> pl.Series:
    """Return what the rows of a table are named by: their first cells, as text."""
    return frame.to_series().cast(pl.String)


def page(tables: Tables, table: str, row_id: str) -> Iterator[Line]:
    """Yield everything there is to say of a row."""
    frame = tables[table]
    row = days_as_text(frame.filter(key_of(frame) == row_id)).row(0, named=True)
    yield f"{table}/{row_id}", "bold"
    yield from cells(row)
    yield from linked(tables, table, row_id)
    cited = citations(tables, table, row_id)
    for agrees, heading, style in SIDES:
        yield from side(cited.filter(pl.col("agrees").eq_missing(pl.lit(agrees))), heading, style)
    if cited.is_empty():
        yield "", ""
        yield "no passage speaks of this row itself", "dim"


def cells(row: Row) -> Iterator[Line]:
    """Yield a row's cells that are not empty, and what is counted of it."""
    said = {name: value for name, value in list(row.items())[1:] if value is not None and name not in UNSAID}
    width = max(map(len, said), default=0)
    for name, value in said.items():
        yield f"  {name:<{width}}  {isolated(str(value))}", ""
    if "n_articles" in row:
        yield "", ""
        agree = f"{count(row['n_articles'], 'article')} from {count(row['n_origins'], 'independent origin')}"
        yield f"  {agree} agree in everything{'; disputed' if row['disputed'] else ''}", "bold"
    if row.get("article_id"):
        yield f"  read first: {safe(row['article_id'])}", ""


LINKED = {
    "actors": (("names", "actor_id", ("name", "language", "kind")), ("participants", "actor_id", ("event_id", "role"))),
    "events": (
        ("participants", "event_id", ("role", "actor_id")),
        ("events", "part_of", ("title",)),
        ("claims", "event_id", ("claimant_id", "kind", "figure", "said_on", "statement")),
    ),
    "claims": (
        ("relations", "claim_id", ("relation", "other_claim_id", "note")),
        ("relations", "other_claim_id", ("claim_id", "relation", "note")),
    ),
    "articles": (("passages", "article_id", ("place", "gloss")), ("articles", "translation_of", ("language", "title"))),
}
"""For each table the rows of others that refer to its rows: table, column, and what to tell of them."""


def linked(tables: Tables, table: str, row_id: str) -> Iterator[Line]:
    """Yield the rows that refer to a row."""
    for other, column, told in LINKED.get(table, ()):
        rows = days_as_text(in_order(tables[other].filter(pl.col(column) == row_id)))
        if len(rows):
            yield "", ""
            yield f"{other} with this {column}", "bold"
        for row in rows.iter_rows(named=True):
            facts = ", ".join(isolated(str(row[name])) for name in told if row[name] is not None)
            yield f"  {safe(str(row[rows.columns[0]]))}: {facts}", ""


def in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows in the order in which they were said or happened, other rows as they are."""
    days = [name for name in (*EVENT_DAYS, *CLAIM_DAYS) if name in rows.columns]
    return rows.sort(pl.coalesce(days), maintain_order=True, nulls_last=True) if days else rows


def citations(tables: Tables, table: str, row_id: str) -> pl.DataFrame:
    """Return the citations of a row with their passages, articles and origins; dates, figures and places first."""
    found = evidence_in(tables, table, row_id)
    order = {column: number for number, column in enumerate(GROUNDED.get(table, ()))}
    passages = found.passages.select("passage_id", "article_id", "place", "quote", "gloss", "note", "origin_id")
    articles = tables["articles"].select(
        "article_id", "title", "language", "published", "kind", "translation_of", "url", "source_url"
    )
    published = articles.select(translation_of="article_id", original_published="published")
    return (
        days_as_text(found.citations)
        .unique(["passage_id", "field", "says", "basis"], maintain_order=True)
        .join(passages, on="passage_id")
        .join(articles, on="article_id")
        .join(published, on="translation_of", how="left")
        .join(independent_origins(tables["articles"]), on="article_id")
        .with_columns(origin=pl.coalesce("origin_id", "origin"))
        .with_columns(order=pl.col("field").replace_strict(order, default=len(order), return_dtype=pl.Int64))
        .sort("order", "says", pl.coalesce("published", "original_published"), "passage_id", nulls_last=True)
    )


def side(cited: pl.DataFrame, heading: str, style: str) -> Iterator[Line]:
    """Yield the citations of one side, by what they say of which cell; each passage's words once."""
    if cited.is_empty():
        return
    yield "", ""
    yield heading, style
    told: set[str] = set()
    for group in cited.partition_by("field", "says", maintain_order=True):
        field, says = group.row(0, named=True)["field"], group.row(0, named=True)["says"]
        what = "the row as a whole" if field == "*" else f"{field} = {printed(says)}"
        yield f"  {what}: {voices(group)}", "bold"
        for citation in group.iter_rows(named=True):
            yield source(citation), "cyan"
            if citation["passage_id"] not in told:
                yield from words(citation)
            told.add(citation["passage_id"])


def voices(cited: pl.DataFrame) -> str:
    """Return how many articles and independent origins speak."""
    independent = cited.filter(counts_as_source())["origin"].n_unique()
    return f"{count(cited['article_id'].n_unique(), 'article')}, {count(independent, 'independent origin')}"


def source(citation: Row) -> str:
    """Return where a citation stands: its passage, the day, kind and origin of its article, and its basis."""
    origin = str(citation["origin"]).removeprefix("articles/")
    facts = [citation["published"] or "undated", citation["language"], citation["kind"]]
    if citation["kind"] == "scraped copy":
        facts[-1] += " (not counted)"
    if citation["translation_of"]:
        facts[-1] += f" of {citation['translation_of']} ({citation['original_published'] or 'undated'})"
    facts.append(citation["place"])
    facts.append("its own origin" if origin == citation["article_id"] else f"origin {origin}")
    return f"    {citation['passage_id']}: {', '.join(map(printed, facts))} [{citation['basis']}]"


def printed(cell: str | None) -> str:
    """Return a cell as it is printed; one that must not be empty can be, in a package that breaks a rule."""
    return "nothing" if cell is None else isolated(cell)


def words(citation: Row) -> Iterator[Line]:
    """Yield a passage's words, what they say in English, and what there is to note."""
    if citation["quote"]:
        yield f"      «{isolated(citation['quote'])}»", ""
    yield f"      {printed(citation['gloss'])}", ""
    if citation["note"]:
        yield f"      note: {isolated(citation['note'])}", "dim"
