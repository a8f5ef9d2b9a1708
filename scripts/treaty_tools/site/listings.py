"""The columns of the lists of events, claims, actors and articles, and the HTML of their rows."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from treaty_record.facts.sources import is_source
from treaty_record.values import edtf

from . import ownership, table_cells
from .inline import Inline
from .notation import words
from .record import Row
from .table_cells import Cell

Columns = Sequence[tuple[str, str]]

HEARD_BY = "Independent sources"
"""What the origins of a claim are: newsrooms that heard it, which does not confirm what it says."""
EVENTS: Columns = (
    ("When", "date"),
    ("Event", ""),
    ("Type", "choice"),
    ("Status", "choice"),
    ("Actors", "choice"),
    ("Languages", "choice"),
    ("Independent sources", "choice sources"),
    ("Challenged", "choice"),
)
CLAIMS: Columns = (
    ("Said", "date"),
    ("What", ""),
    ("Who", "choice"),
    ("Kind", "choice"),
    ("Modality", "choice"),
    ("Figure", "number"),
    ("About", "choice"),
    (HEARD_BY, "choice sources"),
    ("Challenged", "choice"),
)
ACTORS: Columns = (
    ("Actor", ""),
    ("Kind", "choice"),
    ("Country", "choice"),
    ("Ownership", "choice"),
    ("Also written", ""),
    ("Events", "number"),
    ("Claims", "number"),
)
ARTICLES: Columns = (
    ("Published", "date"),
    ("Article", ""),
    ("Publisher", "choice"),
    ("Country", "choice"),
    ("Ownership", "choice"),
    ("Language", "choice"),
    ("Kind", "choice"),
    ("First reported by", "choice"),
    ("Owner of that source", "choice"),
)
MISNOMER = "misnomer"
"""The kind of the names that are mistakes, and so no other spelling."""


def published(article: Row) -> tuple[str, str]:
    """Return the first and the last day on which an article can have been published, empty if not known."""
    return span(article["published"])


def span(text: str | None) -> tuple[str, str]:
    """Return the first and the last day that a date can mean, empty if it is open or not a date."""
    try:
        found = edtf.span(text or "")
    except ValueError:
        return "", ""
    first, last = (day.isoformat() if day else "" for day in found)
    return first, last


def event(at: Inline, row: Row) -> Markup:
    """Return an event as a row of ``EVENTS``."""
    return at.line("events", row["event_id"], lambda: _event(at, row))


def _event(at: Inline, row: Row) -> Markup:
    parts = at.record.children("participants", "event_id", row["event_id"])
    actors = sorted({part["actor_id"] for part in parts})
    return table_cells.tr(
        [
            table_cells.when(at.date(row["date"]), row["date_earliest"], row["date_latest"]),
            table_cells.text(at.link("events", row["event_id"]), head=True),
            table_cells.text(at.text(row["type"])),
            table_cells.text(at.text(row["status"])),
            table_cells.text(table_cells.several([at.link("actors", actor) for actor in actors])),
            _languages(at, "events", row["event_id"]),
            table_cells.origins_cell(at, "events", row),
            table_cells.challenged(at.record, "events", row),
        ]
    )


def claim(at: Inline, row: Row) -> Markup:
    """Return a claim as a row of ``CLAIMS``."""
    return at.line("claims", row["claim_id"], lambda: _claim(at, row))


def _claim(at: Inline, row: Row) -> Markup:
    return table_cells.tr(
        [
            said(at, row),
            table_cells.text(at.statement(row), head=True),
            table_cells.text(at.who(row)),
            table_cells.text(at.text(row["kind"])),
            table_cells.text(at.text(row["modality"])),
            figure(at, row),
            table_cells.text(at.link("events", row["event_id"])),
            table_cells.origins_cell(at, "claims", row),
            table_cells.challenged(at.record, "claims", row),
        ]
    )


def said(at: Inline, row: Row) -> Cell:
    """Return when a claim was made, or if that is not known, the time that it refers to."""
    if row["said_on"] or not row["as_of"]:
        return table_cells.when(at.date(row["said_on"]), row["said_on_earliest"], row["said_on_latest"])
    return table_cells.when(
        Markup("as of {}").format(at.date(row["as_of"])), row["as_of_earliest"], row["as_of_latest"]
    )


def figure(at: Inline, row: Row) -> Cell:
    """Return a claim's figure, sorted by the least that it can mean."""
    low = row["figure_low"] if row["figure_low"] is not None else row["figure_high"]
    return table_cells.number(low, at.figure(row["figure"], row["measure"]))


def actor(at: Inline, row: Row) -> Markup:
    """Return an actor as a row of ``ACTORS``."""
    key = row["actor_id"]
    names = sorted(at.record.children("names", "actor_id", key), key=itemgetter("language", "name_id"))
    once: dict[str, Any] = {
        name["name"]: name["language"] for name in names if name["kind"] != MISNOMER and name["name"] != row["name"]
    }
    parts = {part["event_id"] for part in at.record.children("participants", "actor_id", key)}
    return table_cells.tr(
        [
            table_cells.text(at.link("actors", key), head=True),
            table_cells.text(at.text(row["kind"])),
            table_cells.text(at.text(words.country(row["country"]) if row["country"] else None)),
            table_cells.text(at.text(row["ownership"])),
            table_cells.text(table_cells.several([at.text(name, language) for name, language in once.items()])),
            table_cells.number(len(parts)),
            table_cells.number(len(at.record.children("claims", "claimant_id", key))),
        ]
    )


def article(at: Inline, row: Row) -> Markup:
    """Return an article as a row of ``ARTICLES``."""
    return at.line("articles", row["article_id"], lambda: _article(at, row))


def _article(at: Inline, row: Row) -> Markup:
    origin = at.record.origins[row["article_id"]]
    first = at.origin(origin) if is_source(at.record.tables, row) else Markup("")
    country = at.record.publisher(row).get("country")
    gloss = (
        Markup('<br><span class="gloss">{}</span>').format(at.text(row["title_gloss"])) if row["title_gloss"] else ""
    )
    return table_cells.tr(
        [
            published_cell(at, row),
            table_cells.text(at.linked("articles", row["article_id"], _headline(at, row)) + gloss, head=True),
            table_cells.text(at.link("actors", row["publisher_id"])),
            table_cells.text(at.text(words.country(country) if country else None)),
            table_cells.text(ownership.of_publisher(at, row)),
            table_cells.text(at.text(words.language(row["language"]))),
            table_cells.text(at.text(row["kind"])),
            table_cells.text(first),
            table_cells.text(ownership.of_origin(at, origin)),
        ]
    )


def published_cell(at: Inline, row: Row) -> Cell:
    """Return when an article was published."""
    return Cell(at.date(row["published"]) or Markup("not known"), days=published(row), kind="when")


def _headline(at: Inline, row: Row) -> Markup:
    """Return an article's headline as published; without one, what the article is called elsewhere."""
    return at.text(row["title"], row["language"]) or at.title("articles", row)


def _languages(at: Inline, table: str, key: str) -> Cell:
    """Return the languages in which a row is reported."""
    tags = table_cells.languages(at.record, table, key)
    return table_cells.text(table_cells.several([at.text(words.language(tag)) for tag in tags]))


def measures(at: Inline) -> list[tuple[str, list[Row]]]:
    """Return every measure of which a figure is claimed, with these claims in order; the one with most claims first."""
    return sorted(at.record.under["claims", "measure"].items(), key=lambda pair: (-len(pair[1]), pair[0]))
