"""The page of an actor: its names in every language, its parts in events, its claims, and what rests on it."""

from operator import itemgetter

from markupsafe import Markup

from . import evidence, listings, table_cells
from .event_pages import reported_by
from .facts import facts
from .inline import Inline, plain
from .notation import urls, words
from .paging import Section
from .record import Row
from .rendering import Renderer

PARTS = (("When", "date"), ("Event", ""), ("Role", "choice"), ("Status", "choice"), ("Reported by", ""))


def pages(to: Renderer, actor: Row, sources: list[Row]) -> dict[str, str]:
    """Return the pages of an actor; ``sources`` are the articles of which it is the origin."""
    at, key = to.at, actor["actor_id"]
    said = at.record.children("claims", "claimant_id", key)
    published = at.record.children("articles", "publisher_id", key)
    carried = at.record.children("claims", "medium_id", key)
    return to.pages(
        "row.html",
        urls.row("actors", key),
        [
            Section("claims", "What it says", [listings.claim(at, c) for c in said], listings.CLAIMS),
            Section("events", "What it took part in", _parts(at, key), PARTS),
            Section(
                "carried", "What was said in it or to it", [listings.claim(at, c) for c in carried], listings.CLAIMS
            ),
            Section("articles", "Articles of which it is the origin", _articles(at, sources), listings.ARTICLES),
            Section("published", "What it published", _articles(at, published), listings.ARTICLES),
            Section("owned", "What it owns", _actors(at, "owner_id", key), listings.ACTORS),
            Section("within", "What is part of it", _actors(at, "part_of", key), listings.ACTORS),
            Section("names", "How it is written, and where", _names(to, key)),
            *evidence.sections(to.cards, "actors", key),
        ],
        title=plain(actor["name"]),
        heading=at.text(actor["name"]),
        what=Markup("Actor: {}").format(at.term("actors.kind", actor["kind"])),
        table="actors",
        row_id=key,
        summary="",
        facts=facts(at, "actors", actor, left_out=("name", "kind")),
        lead=Markup(""),
    )


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


def _names(to: Renderer, key: str) -> list[Markup]:
    """Return each way in which the actor is written, with the passages in which it stands."""
    at, told = to.at, set[str]()
    shown: list[Markup] = []
    for name in sorted(at.record.children("names", "actor_id", key), key=itemgetter("language", "name_id")):
        cited = at.record.cited("names", name["name_id"])
        what = Markup("{} <small>{}, {}</small>").format(
            at.text(name["name"], name["language"]),
            at.text(words.language(name["language"])),
            at.term("names.kind", name["kind"]),
        )
        shown += evidence.in_groups(to.cards, what, cited, told)
    return shown
