"""The page of an actor: its names in every language, its parts in events, its claims, and what rests on it."""

from collections.abc import Iterator

from markupsafe import Markup

from . import listings, mentions, statements, table_cells
from .event_pages import reported_by
from .facts import facts
from .inline import Inline, plain
from .notation import urls
from .paging import Section
from .record import Row
from .rendering import Renderer

PARTS = (("When", "date"), ("Event", ""), ("Role", "choice"), ("Status", "choice"), ("Reported by", ""))


def pages(to: Renderer, actor: Row, sources: list[Row]) -> dict[str, str]:
    """Return the pages of an actor; ``sources`` are the articles of which it is the origin."""
    at = to.at
    return to.pages(
        "row.html",
        urls.row("actors", actor["actor_id"]),
        list(_sections(to, actor, sources)),
        title=plain(actor["name"]),
        heading=at.text(actor["name"]),
        what=Markup("Actor: {}").format(at.term("actors.kind", actor["kind"])),
        table="actors",
        row_id=actor["actor_id"],
        answer=(),
        facts=facts(at, "actors", actor, left_out=("name", "kind", "ownership_source")),
        lead=Markup(""),
    )


def _sections(to: Renderer, actor: Row, sources: list[Row]) -> Iterator[Section]:
    """Yield what an actor says and takes part in, what it publishes and owns, and how it is written."""
    at, key, name = to.at, actor["actor_id"], plain(actor["name"])
    said, carried = (at.record.children("claims", column, key) for column in ("claimant_id", "medium_id"))
    published = at.record.children("articles", "publisher_id", key)
    yield statements.section(at, "claims", f"Statements by {name}", said, own=True)
    yield Section("events", "Events", _parts(at, key), PARTS)
    yield statements.section(at, "carried", f"Statements made to {name} or published there", carried)
    yield Section("articles", f"Articles first reported by {name}", _articles(at, sources), listings.ARTICLES)
    yield Section("published", f"Articles published by {name}", _articles(at, published), listings.ARTICLES)
    yield Section("owned", f"Owned by {name}", _actors(at, "owner_id", key), listings.ACTORS)
    yield Section("within", f"Part of {name}", _actors(at, "part_of", key), listings.ACTORS)
    yield from mentions.sections(to, key, name)


def _articles(at: Inline, sources: list[Row]) -> list[Markup]:
    return [listings.article(at, row) for row in sources]


def _actors(at: Inline, column: str, key: str) -> list[Markup]:
    return [listings.actor(at, row) for row in at.record.children("actors", column, key)]


def _parts(at: Inline, key: str) -> list[Markup]:
    """Return the actor's roles in events, in chronological order."""
    events = at.record.rows["events"]
    roles = at.record.children("participants", "actor_id", key)
    return [_part(at, events[part["event_id"]], part) for part in roles if part["event_id"] in events]


def _part(at: Inline, event: Row, part: Row) -> Markup:
    return table_cells.tr(
        [
            table_cells.when(at.date(event["date"]), event["date_earliest"], event["date_latest"]),
            table_cells.text(at.link("events", event["event_id"]), head=True),
            table_cells.text(at.text(part["role"])),
            table_cells.text(at.text(event["status"])),
            table_cells.text(reported_by(at, at.record.cited("participants", part["participant_id"]))),
        ]
    )
