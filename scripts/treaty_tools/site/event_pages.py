"""The page of an event: what happened, who says so in which words, who took part, and what is claimed about it."""

from markupsafe import Markup

from . import evidence, listings, table_cells
from .facts import facts, summary
from .inline import Inline, plain
from .notation import urls
from .paging import Section
from .record import Citation, Row
from .rendering import Renderer

TAKING_PART = (("Role", ""), ("Actor", ""), ("Reported by", ""))


def pages(to: Renderer, event: Row) -> dict[str, str]:
    """Return the pages of an event."""
    at, key = to.at, event["event_id"]
    claims = at.record.children("claims", "event_id", key)
    said = at.record.children("claims", "said_in", key)
    within = at.record.children("events", "part_of", key)
    parts = at.record.children("participants", "event_id", key)
    return to.pages(
        "row.html",
        urls.row("events", key),
        [
            *evidence.sections(to.cards, "events", key),
            Section("participants", "Who took part", [_part(at, part) for part in parts], TAKING_PART),
            Section("within", "Events within it", [listings.event(at, e) for e in within], listings.EVENTS),
            Section("claims", "What is claimed about it", [listings.claim(at, c) for c in claims], listings.CLAIMS),
            Section("said", "What was said in it", [listings.claim(at, c) for c in said], listings.CLAIMS),
        ],
        title=plain(event["title"]),
        heading=at.text(event["title"]),
        what=Markup("Event"),
        table="events",
        row_id=key,
        summary=summary(at, event),
        facts=facts(at, "events", event, left_out=("title",)),
        lead=Markup(""),
    )


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


def reported_by(at: Inline, cited: list[Citation]) -> Markup:
    """Return the articles that cite a row which has no page of its own."""
    return table_cells.several(
        [at.link("articles", key) for key in dict.fromkeys(c.article["article_id"] for c in cited)]
    )
