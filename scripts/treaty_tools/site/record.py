"""A package's rows as pages need them: by key, by what they refer to, each citation with its passage and article."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record import home
from treaty_record.contract import Column
from treaty_record.facts.origins import independent_origins
from treaty_record.facts.witnesses import row_origins

from ..package.licences import Licence, licences
from ..package.package import Package
from ..package.reading import read_package
from ..releases.validation import found_in, running
from ..reporting.days import without_far_days
from ..reporting.problem import BadData
from ..rules.citations import GROUNDED
from ..rules.findings import findings
from . import marking

Row = Mapping[str, Any]
Rows = Sequence[Row]
PAGED = ("events", "claims", "actors", "articles")
"""Tables each row of which has a page of its own."""
LINKS = {
    "articles": ("translation_of",),
    "passages": ("article_id",),
    "actors": ("part_of",),
    "names": ("actor_id",),
    "events": ("part_of",),
    "participants": ("event_id", "actor_id"),
    "claims": ("claimant_id", "event_id", "medium_id", "measure"),
    "relations": ("claim_id", "other_claim_id"),
}
"""The columns by which rows are looked up."""
SHAPE, MOST_TOLD = 1, 100
"""The level up to which a package must be sound, and how many faults of each rule are told."""
_SEEN_AS = {"edtf": "date", "figure": "figure", "text": "text"}


@dataclass(frozen=True)
class About:
    """What a package says of itself."""

    name: str
    title: str
    version: str
    description: str
    licences: Sequence[Licence] = ()


@dataclass(frozen=True)
class Citation:
    """What a passage says of a row, with where it stands."""

    table: str
    row_id: str
    column: str
    says: str | None
    basis: str
    agrees: bool | None
    passage: Row
    article: Row
    origin: str
    counted: bool
    """Whether it stands in a text that counts as a source: a scraped copy does not."""


@dataclass
class Record:
    """A package, read once and joined once."""

    about: About
    package: Package
    tables: Mapping[str, pl.DataFrame]
    rows: dict[str, dict[str, Row]]
    under: dict[tuple[str, str], dict[str, list[Row]]]
    of_row: dict[tuple[str, str], list[Citation]]
    of_passage: dict[str, list[Citation]]
    origins: dict[str, str]
    row_origins: dict[tuple[str, str], list[str]]
    """The independent origins of each event and claim, as ``n_origins`` counts them."""
    terms: dict[tuple[str, str], Row]
    columns: dict[tuple[str, str], Column]
    marks: dict[tuple[str, str, str, str | None], marking.Span | None] = field(default_factory=dict)

    def children(self, table: str, column: str, key: str) -> list[Row]:
        """Return the rows of a table that have a key in a column."""
        return self.under[table, column].get(key, [])

    def cited(self, table: str, row_id: str) -> list[Citation]:
        """Return what is said of a row, its most telling cells first."""
        return self.of_row.get((table, row_id), [])

    def mark(self, citation: Citation) -> marking.Span | None:
        """Return where in the quote the value stands that a citation gives as verbatim."""
        return self.marks.get(_mark_key(citation))


def read(package: Path) -> Record:
    """Return the record of a package's folder or descriptor.

    Raises BadData if it cannot be read whole, or if cells are not written as they must be. Faults of other kinds do no
    harm to a page, and a curator wants to see them.
    """
    found = read_package(package, home.contract())
    problems = findings(found, found_in(found, SHAPE), running(SHAPE), MOST_TOLD).problems
    if problems:
        raise BadData(problems)
    tables = {name: without_far_days(frame) for name, frame in found.data.items()}
    record = _joined(_about(found.descriptor), found, tables)
    record.marks.update(_marks(record))
    return record


def _about(descriptor: Mapping[str, Any]) -> About:
    texts = (str(descriptor.get(key) or "") for key in ("name", "title", "version", "description"))
    name, title, version, description = texts
    return About(name, title or name or "Cited events", version, description, licences(descriptor))


def _joined(about: About, package: Package, tables: Mapping[str, pl.DataFrame]) -> Record:
    rows: dict[str, dict[str, Row]] = {
        name: {row[frame.columns[0]]: row for row in frame.iter_rows(named=True)}
        for name, frame in tables.items()
        if name in LINKS
    }
    origins = dict(independent_origins(tables["articles"]).iter_rows())
    citations = list(_citations(tables, rows, origins))
    return Record(
        about,
        package,
        tables,
        rows,
        {(t, c): _grouped(rows[t].values(), c) for t, columns in LINKS.items() for c in columns},
        _by(citations, lambda c: (c.table, c.row_id)),
        _by(citations, lambda c: str(c.passage["passage_id"])),
        origins,
        {(t, row): found for t in ("events", "claims") for row, found in _row_origins(tables, t)},
        {(row["column"], row["term"]): row for row in tables["vocabulary"].iter_rows(named=True)},
        {(table, column.name): column for table, column in package.contract.columns()},
    )


def _row_origins(tables: Mapping[str, pl.DataFrame], table: str) -> Iterator[tuple[str, list[str]]]:
    yield from row_origins(tables, table).group_by("row_id", maintain_order=True).agg("origin").iter_rows()


def _grouped(rows: Any, column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[column] is not None:
            groups[row[column]].append(row)
    return dict(groups)


def _by(citations: Sequence[Citation], key: Any) -> dict[Any, list[Citation]]:
    groups: dict[Any, list[Citation]] = defaultdict(list)
    for citation in citations:
        groups[key(citation)].append(citation)
    return dict(groups)


def _citations(
    tables: Mapping[str, pl.DataFrame], rows: Mapping[str, Mapping[str, Row]], origins: Mapping[str, str]
) -> Iterator[Citation]:
    """Yield every citation: of each row its dates, figures and places first, then by what is said and when."""
    for told in _in_order(tables).iter_rows(named=True):
        passage = rows["passages"].get(told["passage_id"])
        article = rows["articles"].get(passage["article_id"]) if passage else None
        if passage is None or article is None:
            continue
        origin = passage["origin_id"] or origins[article["article_id"]]
        yield Citation(
            told["row_table"],
            told["row_id"],
            told["field"],
            told["says"],
            told["basis"],
            told["agrees"],
            passage,
            article,
            origin,
            article["kind"] != "scraped copy",
        )


def _in_order(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    first = pl.DataFrame(
        [(table, column, n) for table, columns in GROUNDED.items() for n, column in enumerate(columns)],
        schema={"row_table": pl.String, "field": pl.String, "order": pl.Int64},
        orient="row",
    )
    articles = tables["articles"].select("article_id", "published", "translation_of")
    originals = articles.select(translation_of="article_id", original="published")
    days = articles.join(originals, on="translation_of", how="left").select(
        "article_id", day=pl.coalesce("published", "original")
    )
    passages = tables["passages"].select("passage_id", "article_id").join(days, on="article_id", how="left")
    joined = (
        tables["citations"]
        .join(first, on=["row_table", "field"], how="left")
        .join(passages, on="passage_id", how="left")
    )
    order = pl.when(pl.col("field") == "*").then(99).otherwise(pl.col("order").fill_null(50))
    return joined.sort("row_table", "row_id", order, "field", "says", "day", "passage_id", nulls_last=True)


def _marks(record: Record) -> dict[Any, marking.Span | None]:
    """Return where each verbatim value stands in its quote."""
    wanted = {
        _mark_key(c): _looked_for(record, c)
        for citations in record.of_passage.values()
        for c in citations
        if _is_marked(c)
    }
    told = {key: looked for key, looked in wanted.items() if looked}
    return dict(zip(told, marking.spans(list(told.values())), strict=True))


def _is_marked(c: Citation) -> bool:
    """Tell whether a citation says that its value stands in the quoted words; a name that is cited stands in them."""
    return bool(c.passage["quote"]) and (c.basis == "verbatim" or (c.table == "names" and c.column == "*"))


def _looked_for(record: Record, c: Citation) -> dict[str, str | None] | None:
    column = record.columns.get((c.table, c.column))
    value, kind = c.says, _SEEN_AS.get(column.notation or "") if column else None
    if c.table == "names" and c.column == "*":
        value, kind = record.rows["names"].get(c.row_id, {}).get("name"), "text"
    if kind is None or value is None:
        return None
    original = record.rows["articles"].get(c.article["translation_of"] or "", {})
    reference = c.article["published"] or original.get("published")
    told = {"quote": c.passage["quote"], "language": c.article["language"], "reference": reference}
    return {"kind": kind, "value": value, **told}


def _mark_key(c: Citation) -> tuple[str, str, str, str | None]:
    return c.passage["passage_id"], f"{c.table}/{c.row_id}", c.column, c.says
