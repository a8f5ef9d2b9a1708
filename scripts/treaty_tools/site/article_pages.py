"""The page of an article: its passages from top to bottom, what it shares with its origin, and where it disagrees."""

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from . import evidence, listings, marking, table_cells
from .evidence import passage_anchor
from .facts import facts
from .inline import Inline, label, plain
from .notation import urls
from .paging import Section
from .record import Citation, Row
from .rendering import Renderer

AGAINST = (("Row", ""), ("Cell", ""), ("This article says", ""), ("The row has", ""), ("Passage", ""))
SHARED = 30
"""Articles of the same origin that are listed; the page of the origin has all."""
NO_LINK = "A scraped copy: it is on a site with no right to it, is not linked to, and counts for nothing."


def pages(to: Renderer, article: Row, shared: Sequence[Row]) -> dict[str, str]:
    """Return the pages of an article; ``shared`` are the articles of the same origin, in order."""
    at, key = to.at, article["article_id"]
    passages = sorted(at.record.children("passages", "article_id", key), key=reading_order)
    cited = [c for passage in passages for c in at.record.of_passage.get(passage["passage_id"], [])]
    translations = listings.articles_in_order(at.record.children("articles", "translation_of", key))
    others = [row for row in shared if row["article_id"] != key][:SHARED]
    return to.pages(
        "row.html",
        urls.row("articles", key),
        [
            Section("passages", "Passages, in reading order", [_passage(to, article, p) for p in passages]),
            Section("against", "Where it disagrees", [_against(at, c) for c in cited if c.agrees is False], AGAINST),
            Section(
                "translations", "Translations of it", [listings.article(at, a) for a in translations], listings.ARTICLES
            ),
            Section(
                "shared",
                "Articles of the same origin",
                [listings.article(at, a) for a in others],
                listings.ARTICLES,
                intro=Markup("<p>Together with this one they count as one independent source: {}{}.</p>").format(
                    at.origin(at.record.origins[key]),
                    f"; the first {SHARED} of {len(shared) - 1}" if len(shared) > SHARED + 1 else "",
                ),
            ),
            *evidence.sections(to.cards, "articles", key),
        ][: None if at.record.cited("articles", key) else 4],
        title=plain(article["title"] or article["title_gloss"] or key),
        heading=at.title("articles", article),
        what=Markup("Article: {}").format(at.term("articles.kind", article["kind"])),
        table="articles",
        row_id=key,
        summary=at.text(article["title_gloss"]),
        facts=_facts(at, article),
        lead=Markup(f"<p>{NO_LINK}</p>") if article["kind"] == "scraped copy" else Markup(""),
    )


def _facts(at: Inline, article: Row) -> list[tuple[str, Markup]]:
    """Return an article's cells and its origin; no address of a copy on a site with no right to it."""
    hidden = ("url", "source_url", "archive_url") if article["kind"] == "scraped copy" else ()
    told = facts(at, "articles", article, left_out=("title", "title_gloss", "kind", *hidden))
    if article["origin_id"] is None:
        origin = at.record.origins[article["article_id"]]
        itself = origin == f"articles/{article['article_id']}"
        told.append(("origin", Markup("its own") if itself else at.origin(origin)))
    return told


def reading_order(passage: Row) -> tuple[int, int, int, str]:
    """Return what passages are put in order by: title, lead, paragraphs, then what has no place."""
    where, start = str(passage["place"]), passage["start"]
    found = re.match("p([0-9]+)", where)
    group = {"title": 0, "lead": 1, "caption": 3, "excerpt": 4}.get(where, 2)
    return group, int(found[1]) if found else 0, 10**9 if start is None else start, passage["passage_id"]


def _passage(to: Renderer, article: Row, passage: Row) -> Markup:
    """Return a passage with every value marked that a machine sees in it, and what it says of which row."""
    at = to.at
    cited = at.record.of_passage.get(passage["passage_id"], [])
    marks = [mark for c in cited if (mark := at.record.mark(c))]
    pieces = marking.pieces(passage["quote"], marks) if passage["quote"] else ()
    origin = at.link("actors", passage["origin_id"]) if passage["origin_id"] else ""
    shown: Markup = to.parts.passage(passage, article, pieces, origin, [_told(at, c) for c in cited])
    return shown


def _told(at: Inline, citation: Citation) -> tuple[Markup, Markup, Citation]:
    """Return the row that a citation speaks of, and what it says of it."""
    what = Markup("")
    if citation.column != "*":
        what = Markup("{} {}").format(label(citation.column), at.says(citation))
    return row_in_words(at, citation.table, citation.row_id), what, citation


def row_in_words(at: Inline, table: str, row_id: str) -> Markup:
    """Return a row of any table with a link to the page on which it stands."""
    row: Any = at.record.rows.get(table, {}).get(row_id)
    if row is None or table in ("events", "claims", "actors", "articles"):
        return at.link(table, row_id)
    if table == "names":
        return Markup("{} for {}").format(at.text(row["name"], row["language"]), at.link("actors", row["actor_id"]))
    if table == "participants":
        actor, event = at.link("actors", row["actor_id"]), at.link("events", row["event_id"])
        return Markup("{} as {} in {}").format(actor, at.text(row["role"]), event)
    claim, other = at.link("claims", row["claim_id"]), at.link("claims", row["other_claim_id"])
    return Markup("{} {} {}").format(claim, at.text(row["relation"]), other)


def _against(at: Inline, citation: Citation) -> Markup:
    """Return what an article says of a cell beside what the cell holds."""
    row = at.record.rows.get(citation.table, {}).get(citation.row_id, {})
    return table_cells.tr(
        [
            table_cells.text(row_in_words(at, citation.table, citation.row_id), head=True),
            table_cells.text(at.text(label(citation.column))),
            table_cells.text(at.says(citation)),
            table_cells.text(at.value(citation.table, citation.column, row.get(citation.column))),
            table_cells.text(
                Markup('<a href="#{}">{}</a>').format(
                    passage_anchor(citation.passage), evidence.place(citation.passage)
                )
            ),
        ]
    )
