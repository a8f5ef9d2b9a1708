"""A package's rows as pages need them: by key, by what they refer to, each citation with its passage and article."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record import home
from treaty_record.contract import Column
from treaty_record.facts import order
from treaty_record.facts.best_sources import best_sources
from treaty_record.facts.challenges import challenges
from treaty_record.facts.links import archived_links, passage_links
from treaty_record.facts.origins import article_origins, origin_names
from treaty_record.facts.sides import side
from treaty_record.facts.witnesses import row_origins, with_sources
from treaty_record.publishing.source_layout import own_tables

from ..package.licences import Licence, licences
from ..package.package import Package
from ..package.reading import read_package
from ..package.references import links
from ..releases.validation import found_in, running
from ..reporting.days import without_far_days
from ..reporting.problem import BadData
from ..rules.findings import findings
from ..views.facts import GROUNDED
from . import marking, marks
from .citation import Citation as Citation
from .citation import Row as Row
from .marks import Key

Rows = Sequence[Row]
PAGED = ("events", "claims", "actors", "articles")
"""Tables each row of which has a page of its own."""
EXPLAINED = ("events", "claims")
"""Tables whose rows count their sources."""
SHAPE, MOST_REPORTED = 1, 100
"""The level up to which a package must be sound, and the most errors of each rule that are reported."""


@dataclass(frozen=True)
class About:
    """What a package says about itself."""

    name: str
    title: str
    version: str
    description: str
    licences: Sequence[Licence] = ()
    method: Sequence[str] = ()
    """How it is made, in paragraphs."""
    findings: Sequence[str] = ()
    """What it shows."""

    @property
    def short(self) -> str:
        """Return its title up to the first colon, by which every page names it."""
        return self.title.partition(":")[0]


@dataclass
class Record:
    """A package, read once and joined once."""

    about: About
    package: Package
    tables: Mapping[str, pl.DataFrame]
    rows: Mapping[str, Mapping[str, Row]]
    """The rows of each table with a one-column key, by that, in the order in which they are listed."""
    under: Mapping[tuple[str, str], Mapping[str, list[Row]]]
    """The rows that refer to a key, by their table and the column that refers, in the same order."""
    of_row: Mapping[tuple[str, str], list[Citation]]
    of_passage: Mapping[str, list[Citation]]
    origins: Mapping[str, str | None]
    """The independent origin of each article, None for a scraped copy and where it is not known."""
    links: Mapping[str, str | None]
    """The address at which a browser opens each passage."""
    archived: Mapping[str, str | None]
    """The same in the archived copies of the articles."""
    origin_names: Mapping[str, str]
    row_origins: Mapping[tuple[str, str], list[str]]
    """The independent origins of each event and claim, as ``n_origins`` counts them."""
    terms: Mapping[tuple[str, str], Row]
    columns: Mapping[tuple[str, str], Column]
    challenges: Mapping[tuple[str, str], list[str]]
    """Whether each event and claim is disputed or was reversed: terms of ``facts.challenges``."""
    best: Mapping[tuple[str, str], str]
    """The passage that is the best source of each event and claim."""
    marks: dict[Key, marking.Span | None] = field(default_factory=dict)

    def children(self, table: str, column: str, key: str) -> list[Row]:
        """Return the rows of a table that have a key in a column."""
        return self.under[table, column].get(key, [])

    def cited(self, table: str, row_id: str) -> list[Citation]:
        """Return the citations of a row, those of dates, figures and places first."""
        return self.of_row.get((table, row_id), [])

    @property
    def own_tables(self) -> list[str]:
        """Return the tables that the package adds."""
        return own_tables(self.package.contract)

    @property
    def has_figures(self) -> bool:
        """Return whether a claim gives a figure."""
        return bool(self.under["claims", "measure"])

    @property
    def has_reversals(self) -> bool:
        """Return whether somebody later said the opposite of what they had said."""
        return any(claim["reversed_by"] for claim in self.rows["claims"].values())

    def core(self, column: str, term: str) -> str:
        """Return the core term whose rules a term of a column follows."""
        return str(self.terms.get((column, term), {}).get("broader") or term)

    def publisher(self, article: Row) -> Row:
        """Return the actor that published an article, an empty row if it is not known."""
        return self.rows["actors"].get(article["publisher_id"] or "", {})

    def mark(self, citation: Citation) -> marking.Span | None:
        """Return where in its quote the verbatim value of a citation is."""
        return self.marks.get(marks.key(citation))


def read(package: Path) -> Record:
    """Return the record of a package's folder or descriptor.

    Raises BadData if it cannot be read whole, or if cells are invalid. Other errors do not break a page, and a curator
    wants to see them.
    """
    found = read_package(package, home.contract())
    problems = findings(found, found_in(found, SHAPE), running(SHAPE), MOST_REPORTED).problems
    if problems:
        raise BadData(problems)
    tables = {name: without_far_days(frame) for name, frame in found.data.items()}
    record = joined(_about(found.descriptor), found, tables)
    record.marks.update(marks.found(record.of_passage, record.rows, record.columns))
    return record


def _about(descriptor: Mapping[str, Any]) -> About:
    texts = (str(descriptor.get(key) or "") for key in ("name", "title", "version", "description"))
    name, title, version, description = texts
    method, findings = (descriptor.get(key) or () for key in ("method", "findings"))
    return About(name, title or name or "Cited events", version, description, licences(descriptor), method, findings)


def joined(about: About, package: Package, tables: Mapping[str, pl.DataFrame]) -> Record:
    """Return the record of a package's tables, without marks in quotes."""
    rows = _rows(tables)
    links = dict(passage_links(tables).iter_rows())
    citations = list(_citations(tables, rows, links))
    return Record(
        about=about,
        package=package,
        tables=tables,
        rows=rows,
        under=_under(rows),
        of_row=_by(citations, lambda citation: (citation.table, citation.row_id)),
        of_passage=_by(citations, lambda citation: str(citation.passage["passage_id"])),
        origins=dict(article_origins(tables).iter_rows()),
        links=links,
        archived=dict(archived_links(tables).iter_rows()),
        origin_names=dict(origin_names(tables).iter_rows()),
        row_origins=_of_rows(_row_origins, tables),
        challenges=_of_rows(challenges, tables),
        best=_of_rows(best_sources, tables),
        terms={(row["column"], row["term"]): row for row in tables["vocabulary"].iter_rows(named=True)},
        columns={(table, column.name): column for table, column in package.contract.columns()},
    )


def _rows(tables: Mapping[str, pl.DataFrame]) -> dict[str, dict[str, Row]]:
    """Return the rows of each table of the contract with a one-column key, in the order in which they are listed."""
    keyed = {name: tables[name] for name, schema in home.contract().tables.items() if len(schema.key) == 1}
    ordered = keyed | {
        "events": order.events_in_order(tables["events"]),
        "claims": order.claims_in_order(tables["claims"]),
        "articles": order.articles_in_order(tables["articles"]),
        "participants": order.participants_in_order(tables["participants"], tables["events"]),
    }
    return {
        name: {row[frame.columns[0]]: row for row in frame.iter_rows(named=True)} for name, frame in ordered.items()
    }


def _under(rows: Mapping[str, Mapping[str, Row]]) -> dict[tuple[str, str], dict[str, list[Row]]]:
    """Return the rows that refer to each key, by table and column; claims by their measure too."""
    referring = [(link.table, link.column) for link in links(home.contract()) if not link.derived]
    known = [(table, column) for table, column in (*referring, ("claims", "measure")) if table in rows]
    return {(table, column): _grouped(rows[table].values(), column) for table, column in known}


def _of_rows(
    question: Callable[[Mapping[str, pl.DataFrame], str], pl.DataFrame], tables: Mapping[str, pl.DataFrame]
) -> dict[tuple[str, str], Any]:
    """Return what a question answers about each event and claim, in frames of row_id and the answer."""
    return {(table, row): answer for table in EXPLAINED for row, answer in question(tables, table).iter_rows()}


def _row_origins(tables: Mapping[str, pl.DataFrame], table: str) -> pl.DataFrame:
    return row_origins(tables, table).group_by("row_id", maintain_order=True).agg("origin")


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
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
    tables: Mapping[str, pl.DataFrame], rows: Mapping[str, Mapping[str, Row]], links: Mapping[str, str | None]
) -> Iterator[Citation]:
    """Yield every citation of an existing passage and article, of each row in the order in which they are listed."""
    articles = tables["articles"]
    sources = with_sources(tables, tables["citations"].with_columns(side=side()))
    cited = order.citations_in_order(sources, articles, GROUNDED)
    dated = dict(order.dated_articles(articles).select("article_id", "dated").iter_rows())
    for row in cited.iter_rows(named=True):
        passage, article = rows["passages"].get(row["passage_id"]), rows["articles"].get(row["article_id"])
        if passage is None or article is None:
            continue
        yield Citation(
            table=row["row_table"],
            row_id=row["row_id"],
            column=row["field"],
            says=row["says"],
            basis=row["basis"],
            side=row["side"],
            passage=passage,
            article=article,
            origin=row["origin"] if row["counts"] else row["heard_from"],
            counted=row["counted"],
            dated=dated[row["article_id"]],
            link=links[row["passage_id"]],
        )
