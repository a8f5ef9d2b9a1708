"""The page of an article: its passages, the articles of the same origin, and where it disagrees with the record."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from treaty_record.facts.sources import is_source

from . import evidence, listings, passage_rows, table_cells
from .evidence import passage_anchor
from .facts import facts
from .inline import Inline, label, plain
from .notation import urls, words
from .paging import Section
from .record import Citation, Row
from .rendering import Renderer

AGAINST_SIDES = ("differing", "refuting")
AGAINST = (("Row", ""), ("Cell", ""), ("This article says", ""), ("The row has", ""), ("Passage", ""))
WHOLE = "the event or statement itself"
SHARED = 8
"""Articles of the same origin that are listed; the page of the origin has all."""
READING = ("published_basis", "origin_basis", "accessed", "extent", "skipped", "text_sha256", "text_length")
"""Columns that are shown below the passages."""
ADDRESSES = ("url", "source_url", "archive_url")
"""Columns that are hidden of a scraped copy."""
NO_LINK = "A scraped copy: it is on a site that has no right to it, so it is not linked and does not count as a source."


def pages(to: Renderer, article: Row, shared: Sequence[Row]) -> dict[str, str]:
    """Return the pages of an article; ``shared`` are the articles of the same origin, in order."""
    at, key = to.at, article["article_id"]
    return to.pages(
        "row.html",
        urls.row("articles", key),
        list(_sections(to, article, shared)),
        title=plain(at.title("articles", article).striptags()),
        heading=at.text(article["title_gloss"])
        or at.text(article["title"], article["language"])
        or at.publisher(article),
        what=Markup("Article: {}, {}").format(
            at.term("articles.kind", article["kind"]), at.text(words.language(article["language"]))
        ),
        table="articles",
        row_id=key,
        answer=_headline(at, article),
        facts=facts_of(at, article),
        lead=Markup("") if is_source(at.record.tables, article) else Markup(f"<p>{NO_LINK}</p>"),
    )


def _heading(at: Inline, article: Row) -> Markup:
    """Return the headline in English or else as published; without one, the publisher."""
    shown = at.text(article["title_gloss"]) or at.text(article["title"], article["language"])
    return shown or at.publisher(article)


def _headline(at: Inline, article: Row) -> list[Markup]:
    """Return the headline as published, if the heading of the page is its translation."""
    return [at.text(article["title"], article["language"])] if article["title"] and article["title_gloss"] else []


def _sections(to: Renderer, article: Row, shared: Sequence[Row]) -> Iterator[Section]:
    """Yield where an article differs from the record, its passages, its copies, and how it was read."""
    at, key = to.at, article["article_id"]
    passages = sorted(at.record.children("passages", "article_id", key), key=reading_order)
    yield _disagreements(at, passages)
    yield Section("passages", "Passages, in reading order", [_passage(to, article, p) for p in passages])
    yield _copies(at, key)
    yield _shared(at, key, shared)
    if at.record.cited("articles", key):
        against, agreeing = evidence.sections(to.cards, "articles", key, lambda c: c.article["article_id"] != key)
        yield from (section for section in (*against, *agreeing) if section.items)
    yield Section("reading", "How it was read", _reading(at, article))


def _reading(at: Inline, article: Row) -> list[Markup]:
    """Return what is recorded of how an article was read, which only somebody who checks it needs."""
    of_reading = facts(at, "articles", article, only=READING)
    items = Markup("").join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*pair) for pair in of_reading)
    return [Markup('<dl class="facts">{}</dl>').format(items)] if of_reading else []


def _disagreements(at: Inline, passages: Sequence[Row]) -> Section:
    cited = [c for passage in passages for c in at.record.of_passage.get(passage["passage_id"], [])]
    against = [_against(at, c) for c in cited if c.side in AGAINST_SIDES]
    return Section("against", "Where it differs from the record", against, AGAINST)


def _copies(at: Inline, key: str) -> Section:
    found = [listings.article(at, row) for row in at.record.children("articles", "copy_of", key)]
    return Section("copies", "Translations and copies of it", found, listings.ARTICLES)


def _shared(at: Inline, key: str, shared: Sequence[Row]) -> Section:
    """Return the other articles of the same independent origin."""
    others = [row["article_id"] for row in shared if row["article_id"] != key]
    intro = Markup("<p>Together with this one they count as one independent source: {}{}.</p>").format(
        at.origin(at.record.origins[key]),
        f"; the first {SHARED} of {len(others)}" if len(others) > SHARED else "",
    )
    links = Markup("").join(Markup("<li>{}</li>").format(at.link("articles", other)) for other in others[:SHARED])
    items = [Markup('<ul class="mentions">{}</ul>').format(links)] if others else []
    return Section("shared", "Articles of the same source", items, intro=intro)


def facts_of(at: Inline, article: Row) -> list[tuple[str, Markup]]:
    """Return an article's cells and its independent origin, without the addresses of a scraped copy."""
    hidden = () if is_source(at.record.tables, article) else ADDRESSES
    found = facts(at, "articles", article, left_out=("title", "title_gloss", "kind", "language", *READING, *hidden))
    origin = at.record.origins[article["article_id"]]
    if is_source(at.record.tables, article) and (origin is None or origin != article["origin_id"]):
        found.append(("independent source", at.origin(origin)))
    return found


def reading_order(passage: Row) -> tuple[int, int, int, str]:
    """Return the sort key of passages: title, lead, paragraphs, then those without a place."""
    where, start = str(passage["place"]), passage["start"]
    found = re.match("p([0-9]+)", where)
    group = {"title": 0, "lead": 1, "caption": 3, "excerpt": 4}.get(where, 2)
    return group, int(found[1]) if found else 0, 10**9 if start is None else start, passage["passage_id"]


def _passage(to: Renderer, article: Row, passage: Row) -> Markup:
    """Return a passage with its verbatim values marked, and what it says about which rows."""
    at = to.at
    cited = at.record.of_passage.get(passage["passage_id"], [])
    marks = [mark for c in cited if (mark := at.record.mark(c))]
    origin = at.origin(passage["origin_id"]) if passage["origin_basis"] else ""
    link = at.opened(passage)
    statements = passage_rows.told(at, cited)
    shown: Markup = to.parts.passage(passage, article, evidence.pieces_of(passage, marks), origin, link, statements)
    return shown


def _against(at: Inline, citation: Citation) -> Markup:
    """Return the value that an article gives for a cell next to that of the cell, or that it refutes the row."""
    row = at.record.rows.get(citation.table, {}).get(citation.row_id, {})
    return table_cells.tr(
        [
            table_cells.text(passage_rows.row_in_words(at, citation.table, citation.row_id), head=True),
            table_cells.text(at.text(WHOLE if citation.column == "*" else label(citation.column))),
            table_cells.text(Markup("it is not so") if citation.side == "refuting" else at.says(citation)),
            table_cells.text(at.value(citation.table, citation.column, row.get(citation.column))),
            table_cells.text(
                Markup('<a href="#{}">{}</a>').format(
                    passage_anchor(citation.passage), evidence.place(citation.passage)
                )
            ),
        ]
    )
