"""The page of an event: what happened, who says so in which words, who took part, and what is claimed about it."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from . import evidence, listings, statements, table_cells
from .answer import answer
from .facts import facts
from .inline import Inline, plain
from .notation import urls
from .paging import Section
from .record import Citation, Row
from .relations import denials
from .rendering import Renderer

REPORTING = ("supporting", "announcing")
TAKING_PART = (("Role", ""), ("Actor", ""), ("Reported by", ""))


def pages(to: Renderer, event: Row) -> dict[str, str]:
    """Return the pages of an event."""
    at, key = to.at, event["event_id"]
    return to.pages(
        "row.html",
        urls.row("events", key),
        list(_sections(to, key)),
        title=plain(event["title"]),
        heading=at.text(event["title"]),
        what=Markup("Event: {}").format(at.term("events.type", event["type"])),
        table="events",
        row_id=key,
        answer=answer(at, "events", event),
        facts=facts(at, "events", event, left_out=("title", "type")),
        lead=Markup(""),
    )


def _sections(to: Renderer, key: str) -> Iterator[Section]:
    """Yield who differs and who denies it, who took part, who supports it, and what belongs to it."""
    at = to.at
    claims = at.record.children("claims", "event_id", key)
    denied = denials(at, key)
    others = [claim for claim in claims if claim not in denied]
    parts = at.record.children("participants", "event_id", key)
    against, agreeing = evidence.sections(to.cards, "events", key)
    yield from against
    yield statements.section(at, "denials", "Who denies it", denied)
    yield Section("participants", "Who took part", [_part(at, part) for part in parts], TAKING_PART)
    yield from agreeing
    within = [listings.event(at, event) for event in at.record.children("events", "part_of", key)]
    yield Section("within", "Events within it", within, listings.EVENTS)
    yield statements.section(at, "claims", "What is said about it", others)
    yield statements.section(at, "said", "What was said in it", at.record.children("claims", "said_in", key))


def _part(at: Inline, part: Row) -> Markup:
    articles = reported_by(at, at.record.cited("participants", part["participant_id"]))
    role = at.term("participants.role", part["role"])
    return table_cells.tr(
        [
            table_cells.text(role),
            table_cells.text(at.link("actors", part["actor_id"]), head=True),
            table_cells.text(articles),
        ]
    )


def reported_by(at: Inline, cited: Sequence[Citation]) -> Markup:
    """Return the articles that report a row which has no page of its own, by publisher, then those that announce it."""
    found = {side: {c.article["article_id"]: c.article for c in cited if c.side == side} for side in REPORTING}
    announced = {key: article for key, article in found["announcing"].items() if key not in found["supporting"]}
    shown = [at.linked("articles", key, at.publisher(article)) for key, article in found["supporting"].items()]
    return table_cells.several([*shown, *(_announcing(at, article) for article in announced.values())])


def _announcing(at: Inline, article: Row) -> Markup:
    return Markup("{} (announces it)").format(at.linked("articles", article["article_id"], at.publisher(article)))
