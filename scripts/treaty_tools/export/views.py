"""The views of the databases: joins for common questions, for SQLite and DuckDB alike.

A view joins, and derives nothing: which origins count, which address to show and how far figures differ are read from
helper tables, which ``treaty_record.facts`` makes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from treaty_record.contract import Column, Reference, TableSchema, by_name
from treaty_record.facts.links import passage_links
from treaty_record.facts.measures import measure_ranges
from treaty_record.facts.sources import addresses
from treaty_record.facts.witnesses import with_names, with_sources

from .exported_package import ExportedPackage
from .sql import quoted

Tables = Mapping[str, pl.DataFrame]
CITATION = ("passage_id", "row_table", "row_id", "field")
"""The key of a citation."""


@dataclass(frozen=True)
class Helper:
    """A table that facts makes for views to join."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    references: Mapping[str, str]
    """Columns that hold keys of the package's tables, by name."""
    columns: Mapping[str, tuple[str, str]]
    """Type and description of each column."""
    make: Callable[[Tables], pl.DataFrame]

    def schema(self, name: str) -> TableSchema:
        """Return the schema of the table, under a name that is free in the package."""
        columns = [
            Column(column, kind, description=description, required=column in self.key)
            for column, (kind, description) in self.columns.items()
        ]
        keys = tuple(Reference((column,), parent, (column,)) for column, parent in self.references.items())
        return TableSchema(name, by_name(columns), self.key, self.title, self.description, keys)


@dataclass(frozen=True)
class View:
    """A query with the question that it answers."""

    name: str
    title: str
    description: str
    columns: Mapping[str, str | tuple[str, str]]
    """Each column with its expression: ``table.column`` has the description of that column, others have their own."""
    rows: str
    """What follows ``FROM``; ``{name}`` is the name under which a helper table was written."""

    def query(self, package: ExportedPackage) -> str:
        """Return the query in SQL."""
        expressions = (source if isinstance(source, str) else source[0] for source in self.columns.values())
        named = (f"{expression} AS {name}" for name, expression in zip(self.columns, expressions, strict=True))
        rows = self.rows.format_map({helper.name: quoted(name) for name, helper in helpers(package).items()})
        return f"SELECT {', '.join(named)} FROM {rows}"

    def descriptions(self, package: ExportedPackage) -> dict[str, str]:
        """Return the description of each column."""
        return {
            name: description(package, *source.split(".")) if isinstance(source, str) else source[1]
            for name, source in self.columns.items()
        }


def description(package: ExportedPackage, table: str, column: str) -> str:
    """Return the description of a column of a package or of a helper table."""
    for helper in HELPERS:
        if table == helper.name:
            return helper.columns[column][1]
    described = package.schemas[table].columns.get(column)
    return described.description if described else ""


def views(package: ExportedPackage) -> Iterator[View]:
    """Yield the views that a package gets, except those whose name one of its own tables has."""
    yield from (view for view in VIEWS if view.name not in package.with_flat.tables)


def helpers(package: ExportedPackage) -> dict[str, Helper]:
    """Return the helper tables by name, with underscores appended until no table of the package has that name."""
    found = {}
    for helper in HELPERS:
        name = helper.name
        while name in package.with_flat.tables:
            name += "_"
        found[name] = helper
    return found


def with_helpers(package: ExportedPackage) -> ExportedPackage:
    """Return a package with its flat tables and the helper tables of the views, as databases hold them."""
    flat = package.with_flat
    named = helpers(package)
    schemas = {name: helper.schema(name) for name, helper in named.items()}
    frames = {name: helper.make(package.tables).select(list(helper.columns)) for name, helper in named.items()}
    return replace(flat, schemas={**flat.schemas, **schemas}, tables={**flat.tables, **frames})


def citation_sources(tables: Tables) -> pl.DataFrame:
    """Return the names of the origins of every citation, and the link to its passage.

    The origin is the citation's own, which counts for its row; ``heard_from`` is that of the passage, counted or not.
    """
    links = passage_links(tables).unique("passage_id", keep="first")
    sources = with_sources(tables, tables["citations"].select(*CITATION, "origin"))
    linked = sources.join(links, on="passage_id", how="left", maintain_order="left")
    named = with_names(tables, linked).rename({"origin": "origin_id", "name": "origin"})
    heard = with_names(tables, named.select(origin="heard_from"))["name"]
    return named.rename({"heard_from": "heard_from_id"}).with_columns(heard.alias("heard_from"))


CITATION_SOURCES = Helper(
    "citation_sources",
    "Sources of citations",
    "The origin of every citation by name, and the link to its passage; the view evidence joins it.",
    CITATION,
    {"passage_id": "passages"},
    {
        "passage_id": ("string", "The passage."),
        "row_table": ("string", "Table of the cited row."),
        "row_id": ("string", "Key of the cited row."),
        "field": ("string", "The cited column, or * for the row as a whole."),
        "origin": (
            "string",
            "Name of the independent origin that the article gives the row; empty if not known or not counted.",
        ),
        "heard_from_id": (
            "string",
            "Actor who first reported what the passage reports; empty if not known and in a scraped copy.",
        ),
        "heard_from": ("string", "Name of that actor."),
        "link": (
            "string",
            "URL of the article at the words of the passage; empty without a URL of its own and for a scraped copy.",
        ),
    },
    citation_sources,
)
ADDRESSES = Helper(
    "article_addresses",
    "Addresses of articles",
    "The address to show for every article; the views evidence and statements join it.",
    ("article_id",),
    {"article_id": "articles"},
    {
        "article_id": ("string", "The article."),
        "url": ("string", "URL of the article, or of the text it translates or copies; empty for a scraped copy."),
    },
    lambda tables: addresses(tables),
)
MEASURES = Helper(
    "measure_ranges",
    "Ranges of measures",
    "How far the figures claimed of each measure differ; the view ranges shows it.",
    ("measure",),
    {},
    {
        "measure": ("string", "What the figures count: a term of claims.measure."),
        "definition": ("string", "Definition of the measure."),
        "unit": ("string", "Unit of the measure."),
        "least": ("number", "Lowest number that any of the figures can mean."),
        "greatest": ("number", "Highest number that any of the figures can mean."),
        "n_claims": ("integer", "Number of claims that give a figure."),
        "n_claimants": ("integer", "Number of claimants who make them."),
        "n_disputed": ("integer", "Number of these claims that are disputed."),
        "first_said": ("date", "First day on which one of them can have been made."),
        "last_said": ("date", "Last day on which one of them can have been made."),
    },
    measure_ranges,
)
HELPERS = (CITATION_SOURCES, ADDRESSES, MEASURES)

EVIDENCE = View(
    "evidence",
    "Evidence",
    "Every citation of a row or of one of its cells, with the words, the article, its origin and a link to the words.",
    {
        "row_table": "citations.row_table",
        "row_id": "citations.row_id",
        "field": "citations.field",
        "says": "citations.says",
        "basis": "citations.basis",
        "stance": "citations.stance",
        "agrees": "citations.agrees",
        "passage_id": "passages.passage_id",
        "place": "passages.place",
        "quote": "passages.quote",
        "begins": "passages.begins",
        "ends": "passages.ends",
        "gloss": "passages.gloss",
        "link": "citation_sources.link",
        "counts": "citations.counts",
        "origin": "citation_sources.origin",
        "origin_id": "citations.origin",
        "heard_from": "citation_sources.heard_from",
        "heard_from_id": "citation_sources.heard_from_id",
        "article_id": "articles.article_id",
        "article_title": "articles.title",
        "publisher": ("publishers.name", "Name of the publisher; empty if it is not known."),
        "published": "articles.published",
        "language": "articles.language",
        "article_kind": "articles.kind",
        "article_url": "article_addresses.url",
    },
    """citations
JOIN {citation_sources} AS citation_sources ON citation_sources.passage_id = citations.passage_id
AND citation_sources.row_table = citations.row_table AND citation_sources.row_id = citations.row_id
AND citation_sources.field = citations.field
JOIN passages ON passages.passage_id = citations.passage_id
JOIN articles ON articles.article_id = passages.article_id
JOIN {article_addresses} AS article_addresses ON article_addresses.article_id = articles.article_id
LEFT JOIN actors AS publishers ON publishers.actor_id = articles.publisher_id""",
)
STATEMENTS = View(
    "statements",
    "Statements",
    "Every claim with the names of its claimant, medium and event, and the article to read first.",
    {
        "claim_id": "claims.claim_id",
        "claimant": ("claimants.name", "Name of the claimant; empty if the text names nobody."),
        "claimant_country": ("claimants.country", "Country of the claimant, ISO 3166-1 alpha-3."),
        "kind": "claims.kind",
        "modality": "claims.modality",
        "statement": "claims.statement",
        "measure": "claims.measure",
        "figure": "claims.figure",
        "said_on": "claims.said_on",
        "said_on_earliest": "claims.said_on_earliest",
        "medium": ("media.name", "Name of the medium to which or in which it was said."),
        "event_id": "claims.event_id",
        "event": "events.title",
        "n_articles": "claims.n_articles",
        "n_origins": "claims.n_origins",
        "n_unknown_origin": "claims.n_unknown_origin",
        "n_announcing": "claims.n_announcing",
        "reversed_by": "claims.reversed_by",
        "disputed": "claims.disputed",
        "article_id": "claims.article_id",
        "article_title": "articles.title",
        "article_url": "article_addresses.url",
    },
    """claims
JOIN articles ON articles.article_id = claims.article_id
JOIN {article_addresses} AS article_addresses ON article_addresses.article_id = articles.article_id
LEFT JOIN actors AS claimants ON claimants.actor_id = claims.claimant_id
LEFT JOIN actors AS media ON media.actor_id = claims.medium_id
LEFT JOIN events ON events.event_id = claims.event_id""",
)
RANGES = View(
    "ranges",
    "Ranges",
    "How far apart the figures claimed of each measure are, and how many claim one.",
    {name: f"measure_ranges.{name}" for name in MEASURES.columns},
    "{measure_ranges} AS measure_ranges ORDER BY measure_ranges.measure",
)
VIEWS = (EVIDENCE, STATEMENTS, RANGES)
