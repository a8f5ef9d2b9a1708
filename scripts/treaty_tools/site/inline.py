"""How single values are written into a page: links, dates, figures, terms, and words of any script held apart."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup, escape

from ..explain.support import UNKNOWN
from .notation import urls, words
from .record import PAGED, Citation, Record, Row

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_LONG = re.compile(r"[^\s-]{28}")
"""A word that may be broken anywhere; others are not, so that columns are as wide as their words."""
MOST_KEPT = 50_000
"""Texts that are remembered as they were written."""
_TITLES = {"events": "title", "claims": "statement", "actors": "name"}
UNATTRIBUTED = "Unattributed"
"""Who makes a claim that no text attributes to anybody."""
_KEYS = re.compile(r"\b(?:(events|claims|actors|articles)/)?([a-z0-9]+(?:-[a-z0-9]+)+)\b")
"""What may be the key of a row in a note."""


def clean(text: str) -> str:
    """Return a text with what no page may hold shown as a replacement character."""
    return _CONTROLS.sub("\ufffd", text)


def plain(text: str) -> str:
    """Return a text for where no element can hold it apart: without marks that turn the direction of what follows."""
    return _TURNING.sub("", clean(text))


class Inline:
    """Writes values into pages of one folder; ``root`` leads from there to the site's."""

    def __init__(self, record: Record, root: str) -> None:
        """Remember what was written once: the same links, dates and terms stand on thousands of pages."""
        self.record, self.root = record, root
        self.text = lru_cache(MOST_KEPT)(self._text)
        self.note = lru_cache(MOST_KEPT)(self._note)
        self.link = cache(self._link)
        self.date = cache(self._date)
        self.term = cache(self._term)
        self.origin = cache(self._origin)
        self._lines: dict[tuple[str, str], Markup] = {}

    def line(self, table: str, row_id: str, write: Callable[[], Markup]) -> Markup:
        """Return a row as it stands in lists, written once."""
        key = table, row_id
        if key not in self._lines:
            self._lines[key] = write()
        return self._lines[key]

    def _text(self, text: str | None, language: str | None = None) -> Markup:
        """Return words, isolated from what is around them; those of another language with it and their direction."""
        if text is None:
            return Markup("")
        shown = clean(text)
        tag = words.tag(language)
        marks = ' class="long"' if _LONG.search(shown) else ""
        if tag is not None and tag != "en":
            marks += f' lang="{tag}" dir="{words.direction(shown, language)}"'
        elif shown.isascii() and not marks:
            return escape(shown)
        return Markup(f"<bdi{marks}>{escape(shown)}</bdi>")

    def _note(self, text: str | None) -> Markup:
        """Return a note in which the key of a row is a link to it."""
        if text is None or not (named := list(filter(None, map(self._named, _KEYS.finditer(text))))):
            return self.text(text)
        found, at = Markup(""), 0
        for start, end, link in named:
            found, at = found + self.text(text[at:start]) + link, end
        return found + self.text(text[at:])

    def _named(self, match: re.Match[str]) -> tuple[int, int, Markup] | None:
        """Return where a note has the key of a row, with a link to the row."""
        tables = [match[1]] if match[1] else PAGED
        table = next((table for table in tables if match[2] in self.record.rows[table]), None)
        return (match.start(), match.end(), self.link(table, match[2])) if table else None

    def _link(self, table: str, row_id: str | None) -> Markup:
        """Return a link to a row's page, with what the row is called."""
        row = self.record.rows.get(table, {}).get(row_id or "")
        if row is None or table not in PAGED:
            return self.text(row_id)
        return self.linked(table, str(row_id), self.title(table, row))

    def linked(self, table: str, row_id: str, words: Markup) -> Markup:
        """Return a link to a row's page, in given words."""
        return Markup('<a href="{}{}">{}</a>').format(self.root, urls.row(table, row_id), words)

    def statement(self, claim: Row) -> Markup:
        """Return a link to a claim without its claimant, for tables that name the claimant in a column of its own."""
        return self.linked("claims", claim["claim_id"], self.text(claim["statement"]))

    def who(self, claim: Row) -> Markup:
        """Return a link to who makes a claim."""
        return self.link("actors", claim["claimant_id"]) or Markup(UNATTRIBUTED)

    def title(self, table: str, row: Row) -> Markup:
        """Return what a row is called: a claim with its claimant, an article by publisher and translated headline."""
        if table == "articles":
            return self._source(row)
        if table == "claims":
            claimant = self.record.rows["actors"].get(row["claimant_id"] or "", {}).get("name") or UNATTRIBUTED
            return Markup("{}: {}").format(self.text(claimant), self.text(row["statement"]))
        return self.text(row[_TITLES[table]])

    def _source(self, article: Row) -> Markup:
        """Return an article as its publisher, then the headline in English or else as published, then the language."""
        publisher = self.publisher(article)
        gloss, title = article["title_gloss"], article["title"]
        headline = self.text(gloss) if gloss else self.text(title, article["language"])
        shown = Markup("{}: {}").format(publisher, headline) if headline else publisher
        if not headline and article["published"]:
            shown += Markup(", {}").format(words.date(article["published"]))
        foreign = not str(article["language"]).startswith("en")
        return shown + Markup(" ({})").format(words.language(article["language"])) if foreign else shown

    def publisher(self, article: Row) -> Markup:
        """Return the name of an article's publisher."""
        return self.text(self.record.publisher(article).get("name") or "Publisher not known")

    def _date(self, text: str | None) -> Markup:
        """Return a date in English."""
        return self.text(words.date(text)) if text else Markup("")

    def figure(self, text: str | None, measure: str | None = None) -> Markup:
        """Return a figure in English, with its unit."""
        if text is None:
            return Markup("")
        unit = self.record.terms.get(("claims.measure", measure or ""), {}).get("unit")
        return Markup('<bdi class="figure">{}</bdi>').format(clean(words.number(text))) + self.text(
            f" {unit}" if unit else ""
        )

    def _term(self, column: str, term: str | None) -> Markup:
        """Return a term of a closed column, with a link to its definition."""
        if term is None or (column, term) not in self.record.terms:
            return self.text(term)
        if column == "claims.measure":
            return Markup('<a href="{}{}">{}</a>').format(self.root, urls.measure(term), self.text(term))
        return Markup('<a class="term" href="{}{}">{}</a>').format(self.root, urls.term(column, term), self.text(term))

    def _origin(self, origin: str | None) -> Markup:
        """Return the actor who reported first, or that it is not known who did."""
        return self.link("actors", origin) if origin else Markup(UNKNOWN)

    def opened(self, passage: Row) -> Markup:
        """Return links to the words of a passage at the publisher and in an archived copy, as far as there are any."""
        known = {
            "read it at the publisher": self.record.links.get(passage["passage_id"]),
            "archived copy": self.record.archived.get(passage["passage_id"]),
        }
        shown = Markup('<a href="{}">{}</a>')
        return Markup(" ").join(
            shown.format(plain(urls.short(url)), name) for name, url in known.items() if url and urls.elsewhere(url)
        )

    def elsewhere(self, url: str | None) -> Markup:
        """Return a link out of the site, or the text of an address that is not of the web."""
        if urls.elsewhere(url) is None:
            return self.text(url)
        return Markup('<a href="{0}">{0}</a>').format(plain(str(url)))

    def value(self, table: str, column: str, value: Any) -> Markup:
        """Return a cell as its column is to be read."""
        described = self.record.columns.get((table, column))
        notation = described.notation if described else None
        if value is None:
            return Markup("")
        if isinstance(value, bool):
            return Markup("yes" if value else "no")
        if not isinstance(value, str):
            return self.text(str(value))
        if target := _target(self.record, table, column):
            return self.link(target, value)
        if notation in ("edtf", "figure"):
            return self.date(value) if notation == "edtf" else self.figure(value)
        return self._coded(table, column, value)

    def _coded(self, table: str, column: str, value: str) -> Markup:
        """Return what a code stands for, and text as it is."""
        if column.endswith("country"):
            return self.text(words.country(value))
        if column == "language":
            return self.text(words.language(value))
        if column == "wikidata_id":
            return self._wikidata(value)
        if column.endswith("url"):
            return self.elsewhere(value)
        return self.term(f"{table}.{column}", value)

    def _wikidata(self, item: str) -> Markup:
        if not re.fullmatch("Q[1-9][0-9]*", item):
            return self.text(item)
        return Markup('<a href="https://www.wikidata.org/wiki/{0}">{0}</a>').format(item)

    def says(self, citation: Citation) -> Markup:
        """Return the value that a citation gives its cell."""
        return self.value(citation.table, citation.column, citation.says)


def label(column: str) -> str:
    """Return a column's name in words."""
    return column.removesuffix("_id").replace("_", " ")


def _target(record: Record, table: str, column: str) -> str | None:
    """Return the table that a column refers to, where its rows have pages."""
    schema = record.package.contract.tables.get(table)
    target = schema.parents.get(column) if schema else None
    return target if target in PAGED else None
