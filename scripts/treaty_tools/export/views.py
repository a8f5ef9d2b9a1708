"""The views that databases get: the joins behind the questions that people ask, for SQLite and DuckDB alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .package import Package


@dataclass(frozen=True)
class View:
    """A query with what it answers."""

    name: str
    title: str
    description: str
    columns: Mapping[str, str | tuple[str, str]]
    """Each column with its expression: a ``table.column`` means what that means, others have a description."""
    rows: str
    """What follows ``FROM``."""

    def query(self) -> str:
        """Return the query in SQL."""
        told = (told if isinstance(told, str) else told[0] for told in self.columns.values())
        named = (f"{expression} AS {name}" for name, expression in zip(self.columns, told, strict=True))
        return f"SELECT {', '.join(named)} FROM {self.rows}"

    def descriptions(self, package: Package) -> dict[str, str]:
        """Return what each column means."""
        return {
            name: meaning(package, *told.split(".")) if isinstance(told, str) else told[1]
            for name, told in self.columns.items()
        }


def meaning(package: Package, table: str, column: str) -> str:
    """Return the description of a column of a package."""
    described = package.schemas[table].columns.get(column)
    return described.description if described else ""


def views(package: Package) -> Iterator[View]:
    """Yield the views that a package gets; a table of its own keeps its name."""
    yield from (view for view in VIEWS if view.name not in package.with_flat.tables)


ADDRESS = (
    "coalesce(articles.url, articles.source_url)",
    "Where the article, or the text that it translates or copies, can be read.",
)

EVIDENCE = View(
    "evidence",
    "Evidence",
    "What each row rests on: every citation of it or of a cell, with the words, the article and its address.",
    {
        "row_table": "citations.row_table",
        "row_id": "citations.row_id",
        "field": "citations.field",
        "says": "citations.says",
        "basis": "citations.basis",
        "agrees": "citations.agrees",
        "passage_id": "passages.passage_id",
        "place": "passages.place",
        "quote": "passages.quote",
        "gloss": "passages.gloss",
        "origin": ("origins.name", "Who reported it first, where the passage or the article names another."),
        "article_id": "articles.article_id",
        "article_title": "articles.title",
        "publisher": "articles.publisher",
        "published": "articles.published",
        "language": "articles.language",
        "article_kind": "articles.kind",
        "article_url": ADDRESS,
    },
    """citations
JOIN passages ON passages.passage_id = citations.passage_id
JOIN articles ON articles.article_id = passages.article_id
LEFT JOIN actors AS origins ON origins.actor_id = coalesce(passages.origin_id, articles.origin_id)""",
)
STATEMENTS = View(
    "statements",
    "Statements",
    "Every claim spelt out: who says it, to whom, about which event, and the article to read first.",
    {
        "claim_id": "claims.claim_id",
        "claimant": ("claimants.name", "Who says it, by name; empty where the text names nobody."),
        "claimant_country": ("claimants.country", "Country that the claimant belongs to: ISO 3166-1 alpha-3."),
        "kind": "claims.kind",
        "statement": "claims.statement",
        "measure": "claims.measure",
        "figure": "claims.figure",
        "said_on": "claims.said_on",
        "said_on_earliest": "claims.said_on_earliest",
        "medium": ("media.name", "The medium to which, or in which, it was said, by name."),
        "event_id": "claims.event_id",
        "event": "events.title",
        "n_origins": "claims.n_origins",
        "disputed": "claims.disputed",
        "article_id": "claims.article_id",
        "article_title": "articles.title",
        "article_url": ADDRESS,
    },
    """claims
JOIN articles ON articles.article_id = claims.article_id
LEFT JOIN actors AS claimants ON claimants.actor_id = claims.claimant_id
LEFT JOIN actors AS media ON media.actor_id = claims.medium_id
LEFT JOIN events ON events.event_id = claims.event_id""",
)
RANGES = View(
    "ranges",
    "Ranges",
    "How far apart the figures claimed of each measure are, and how many claim one.",
    {
        "measure": "claims.measure",
        "definition": "vocabulary.definition",
        "unit": "vocabulary.unit",
        "least": ("min(claims.figure_low)", "Least number that any of its figures can mean."),
        "greatest": ("max(claims.figure_high)", "Greatest number that any of its figures can mean."),
        "n_claims": ("count(*)", "Claims that give a figure of it."),
        "n_claimants": ("count(DISTINCT claims.claimant_id)", "Those who make them."),
        "n_disputed": ("count(CASE WHEN claims.disputed THEN 1 END)", "Claims among them that are disputed."),
        "first_said": ("min(claims.said_on_earliest)", "First day on which one can have been made."),
        "last_said": ("max(claims.said_on_latest)", "Last day on which one can have been made."),
    },
    """claims
LEFT JOIN vocabulary ON vocabulary."column" = 'claims.measure' AND vocabulary.term = claims.measure
WHERE claims.measure IS NOT NULL
GROUP BY claims.measure, vocabulary.definition, vocabulary.unit
ORDER BY claims.measure""",
)
VIEWS = (EVIDENCE, STATEMENTS, RANGES)
