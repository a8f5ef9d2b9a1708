"""treaty show: a row, the passages that support or contradict it, and its independent origins."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
import polars as pl

from treaty_record import home
from treaty_record.contract import Contract
from treaty_record.evidence import evidence_in
from treaty_record.facts.order import citations_in_order, claims_in_order, dated_articles, events_in_order
from treaty_record.facts.sides import SIDES
from treaty_record.facts.sides import side as side_of
from treaty_record.facts.sources import addresses
from treaty_record.facts.witnesses import row_origins, with_sources
from treaty_record.values.number import numbers_as_text, texts

from ..derive.links import Tables
from ..package.references import links
from ..reporting.days import days_as_text
from ..reporting.terminal import Line, isolated, safe
from ..reporting.text import count
from ..views.facts import GROUNDED
from .support import UNKNOWN, support

Row = Mapping[str, Any]
COUNTS = ("n_articles", "n_origins", "n_unknown_origin", "n_announcing", "n_claimants")
SUMMARISED = ("article_id", *COUNTS, "disputed")
"""Derived columns that the summary shows."""
HEADINGS = {
    "supporting": ("supporting", "bold green"),
    "announcing": ("announces it; not counted", "bold yellow"),
    "refuting": ("refuting", "bold red"),
    "differing": ("differing", "bold red"),
    "garbled": ("garbled, not counted", "bold yellow"),
}
"""Heading and style of each side of a row's citations."""


def find_row(tables: Tables, name: str) -> tuple[str, str]:
    """Return table and key of a row named with or without its table.

    Raises click.UsageError, with the nearest names, if there is no such row or more than one.
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
    return texts(frame.to_series())


def page(tables: Tables, table: str, row_id: str, contract: Contract | None = None) -> Iterator[Line]:
    """Yield everything that a package has on a row; its contract names its own tables, if it has any."""
    frame = tables[table]
    row = numbers_as_text(days_as_text(frame.filter(key_of(frame) == row_id))).row(0, named=True)
    yield f"{table}/{row_id}", "bold"
    yield from cells(row)
    yield from summary(tables, table, row)
    yield from linked(contract or home.contract(), tables, table, row_id)
    cited = citations(tables, table, row_id)
    for name in SIDES:
        yield from side(cited.filter(side=name), *HEADINGS[name])
    if cited.is_empty():
        yield "", ""
        yield "no passage cites this row itself", "dim"


def cells(row: Row) -> Iterator[Line]:
    """Yield a row's cells that are not empty."""
    shown = {name: value for name, value in list(row.items())[1:] if value is not None and name not in SUMMARISED}
    width = max(map(len, shown), default=0)
    for name, value in shown.items():
        yield f"  {name:<{width}}  {isolated(written(value))}", ""


def written(value: object) -> str:
    """Return a cell as the tables write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def summary(tables: Tables, table: str, row: Row) -> Iterator[Line]:
    """Yield how many articles support a row, their independent origins, and which article to read first."""
    if "n_articles" in row:
        yield "", ""
        yield f"  {support(row)}{'; disputed' if row['disputed'] else ''}", "bold"
        if origins := independent_origins(tables, table, str(next(iter(row.values())))):
            yield f"  independent origins: {', '.join(map(safe, origins))}", ""
    if article_id := row.get("article_id"):
        address = addresses(tables).filter(article_id=article_id)["url"].to_list()
        yield f"  read first: {' '.join(safe(text) for text in (article_id, *address) if text)}", ""


def independent_origins(tables: Tables, table: str, row_id: str) -> list[str]:
    """Return the ids of the independent origins of a row in their order."""
    cited = tables["citations"].filter(row_table=table, row_id=row_id)
    return row_origins({**tables, "citations": cited}, table)["origin"].to_list()


SHOWN: Mapping[str, tuple[str, ...]] = {
    "articles": ("language", "title"),
    "passages": ("place", "gloss"),
    "actors": ("name",),
    "names": ("name", "language", "kind"),
    "events": ("title",),
    "participants": ("event_id", "actor_id", "role"),
    "claims": ("claimant_id", "kind", "modality", "figure", "said_on", "statement"),
    "relations": ("claim_id", "relation", "other_claim_id", "note"),
}
"""The columns to show of a row that refers to another."""
UNLISTED = ("citations", "retirements")
"""Tables whose rows are not listed with a row that they refer to: citations are shown by side."""


def linked(contract: Contract, tables: Tables, table: str, row_id: str) -> Iterator[Line]:
    """Yield the rows that refer to a row, by the column that does; of the package's own tables, all columns."""
    for link in links(contract):
        if link.target == table and not link.derived and link.table not in UNLISTED:
            shown = SHOWN.get(link.table, tuple(contract.tables[link.table].columns)[1:])
            yield from referring(tables, link.table, link.column, row_id, shown)


def referring(tables: Tables, table: str, column: str, row_id: str, shown: Sequence[str]) -> Iterator[Line]:
    """Yield the rows of a table that have a key in a column, with the cells shown of them."""
    rows = days_as_text(in_order(table, tables[table].filter(pl.col(column) == row_id)))
    if len(rows):
        yield "", ""
        yield f"{table} with this {column}", "bold"
    for row in rows.iter_rows(named=True):
        cells = [row[name] for name in shown if name != column and row[name] is not None]
        yield f"  {safe(str(row[rows.columns[0]]))}: {', '.join(isolated(written(cell)) for cell in cells)}", ""


def in_order(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return claims and events in chronological order, other rows as they are."""
    if table == "claims":
        return claims_in_order(rows)
    return events_in_order(rows) if table == "events" else rows


def citations(tables: Tables, table: str, row_id: str) -> pl.DataFrame:
    """Return the citations of a row with their passages, articles and origins, in the order of the record."""
    found = evidence_in(tables, table, row_id)
    cited = with_sources(
        tables, found.citations.unique(["passage_id", "field", "says", "basis", "stance"], maintain_order=True)
    )
    ordered = citations_in_order(cited, tables["articles"], GROUNDED)
    passages = found.passages.select("passage_id", "place", "quote", "begins", "ends", "link", "gloss", "note")
    articles = tables["articles"].select("article_id", "title", "language", "published", "kind", "copy_of")
    dated = dated_articles(tables["articles"]).select(copy_of="article_id", original_published="dated")
    return (
        days_as_text(ordered.with_columns(side=side_of()))
        .join(passages, on="passage_id", maintain_order="left")
        .join(articles, on="article_id", maintain_order="left")
        .join(dated, on="copy_of", how="left", maintain_order="left")
    )


def side(cited: pl.DataFrame, heading: str, style: str) -> Iterator[Line]:
    """Yield the citations of one side, by cell and value; each passage's words once."""
    if cited.is_empty():
        return
    yield "", ""
    yield heading, style
    quoted: set[str] = set()
    for group in cited.partition_by("field", "says", maintain_order=True):
        field, says = group.row(0, named=True)["field"], group.row(0, named=True)["says"]
        what = "the row as a whole" if field == "*" else f"{field} = {printed(says)}"
        yield f"  {what}: {voices(group)}", "bold"
        for citation in group.iter_rows(named=True):
            yield source(citation), "cyan"
            if citation["passage_id"] not in quoted:
                yield from words(citation)
            quoted.add(citation["passage_id"])


def voices(cited: pl.DataFrame) -> str:
    """Return how many articles say so, and from how many independent origins."""
    heard = cited.select(pl.when("counts").then("origin").otherwise("heard_from")).to_series()
    independent = heard.drop_nulls().n_unique()
    return f"{count(cited['article_id'].n_unique(), 'article')}, {count(independent, 'independent origin')}"


def source(citation: Row) -> str:
    """Return where a citation comes from: its passage, the day, kind and origin of its article, and its basis."""
    facts = [citation["published"] or "undated", citation["language"], citation["kind"]]
    if not citation["counted"]:
        facts[-1] += " (not counted)"
    if citation["copy_of"]:
        facts[-1] += f" of {citation['copy_of']} ({citation['original_published'] or 'undated'})"
    facts.append(citation["place"])
    if citation["counted"]:
        facts.append(f"origin {citation['heard_from']}" if citation["heard_from"] else UNKNOWN)
    return f"    {citation['passage_id']}: {', '.join(map(printed, facts))} [{citation['basis']}]"


def printed(cell: str | None) -> str:
    """Return a cell as it is printed; a required cell can be empty in a package that breaks a rule."""
    return "nothing" if cell is None else isolated(cell)


def words(citation: Row) -> Iterator[Line]:
    """Yield a passage's words or its first and last few, its gloss in English, its note and its link."""
    if citation["quote"]:
        yield f"      «{isolated(citation['quote'])}»", ""
    elif pins := [isolated(pin) for pin in (citation["begins"], citation["ends"]) if pin]:
        yield f"      «{' … '.join(pins)}»", ""
    yield f"      {printed(citation['gloss'])}", ""
    if citation["note"]:
        yield f"      note: {isolated(citation['note'])}", "dim"
    if citation["link"]:
        yield f"      {safe(citation['link'])}", "dim"
