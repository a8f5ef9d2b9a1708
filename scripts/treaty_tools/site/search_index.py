"""The search index: every event, claim, actor and article, as a script that a page opened from disk can load."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from . import listings, table_cells
from .inline import clean
from .notation import urls, words
from .record import PAGED, Record, Row

NAME = "treatyIndex"
"""The global that the script sets."""


@dataclass(frozen=True)
class Entry:
    """A row of the index; the script gives the names of the fields once, and rows as lists in their order."""

    table: str
    id: str
    title: str
    kind: str = ""
    more: str = ""
    """Further words that are searched."""
    actors: Sequence[int] = ()
    """Positions of actors in the list of rows, which begins with them."""
    languages: Sequence[int] = ()
    """Positions in the list of languages."""
    origins: Sequence[int] = ()
    """Positions in the list of independent origins."""
    first: str = ""
    last: str = ""
    disputed: bool = False
    about: str = ""
    """The type of the event."""
    language: str = ""
    """Of a title that is not in English."""
    direction: str = ""

    def values(self) -> list[Any]:
        """Return the values of the fields, without the empty ones at the end."""
        values = [getattr(self, name) for name in FIELDS]
        values = [int(value) if isinstance(value, bool) else value for value in values]
        while not values[-1]:
            values.pop()
        return values


FIELDS = [field.name for field in fields(Entry)]


def script(record: Record) -> str:
    """Return the index as a script: the lists that rows refer to by position, then a line for each row.

    ``fields`` has the names of the values of a row; ``pages`` the addresses that are not ``table/id.html``.
    """
    index = _Index(record)
    rows = [_json(entry.values()) for entry in index.entries()]
    lists = {
        "fields": FIELDS,
        "actors": list(index.actors),
        "languages": list(index.languages),
        "origins": list(index.origins),
        "languageNames": [words.language(tag) for tag in index.languages],
        "originNames": [clean(record.origin_names.get(origin, origin)) for origin in index.origins],
        "pages": pages(record),
    }
    head = ",".join(f"{_json(name)}:{_json(value)}" for name, value in lists.items())
    body = ",\n".join(rows)
    return f'"use strict";\nwindow.{NAME}={{{head},"rows":[\n{body}\n]}};\n'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def pages(record: Record) -> dict[str, str]:
    """Return the addresses of the rows whose pages are not simply named after their keys."""
    found = {f"{table}/{key}": urls.row(table, key) for table in PAGED for key in record.rows[table]}
    return {row: page for row, page in found.items() if page != f"{row}.html"}


class _Index:
    """Number the actors, languages and origins that many rows share, in the order of their first use."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.actors = {key: number for number, key in enumerate(record.rows["actors"])}
        self.languages: dict[str, int] = {}
        self.origins: dict[str, int] = {}

    def entries(self) -> Iterator[Entry]:
        """Yield the actors, in the order of their numbers, then the other rows."""
        yield from map(self._actor, self.record.rows["actors"].values())
        yield from map(self._event, self.record.rows["events"].values())
        yield from map(self._claim, self.record.rows["claims"].values())
        yield from map(self._article, self.record.rows["articles"].values())

    def _actor(self, actor: Row) -> Entry:
        names = self.record.children("names", "actor_id", actor["actor_id"])
        return Entry(
            table="actors",
            id=actor["actor_id"],
            title=clean(actor["name"]),
            kind=actor["kind"],
            more=_words(name["name"] for name in names),
            languages=self._languages(sorted({name["language"] for name in names})),
        )

    def _event(self, event: Row) -> Entry:
        key = event["event_id"]
        parts = self.record.children("participants", "event_id", key)
        first, last = _days(event["date_earliest"], event["date_latest"])
        return Entry(
            table="events",
            id=key,
            title=clean(event["title"]),
            kind=event["type"],
            more=_words([event["place"], event["status"], event["note"]]),
            actors=self._actors(part["actor_id"] for part in parts),
            languages=self._languages(table_cells.languages(self.record, "events", key)),
            origins=self._origins(table_cells.origins(self.record, "events", key)),
            first=first,
            last=last,
            disputed=event["disputed"],
            about=event["type"],
        )

    def _claim(self, claim: Row) -> Entry:
        key = claim["claim_id"]
        event = self.record.rows["events"].get(claim["event_id"] or "", {})
        medium = self.record.rows["actors"].get(claim["medium_id"] or "", {})
        stated = "said_on" if claim["said_on"] else "as_of"
        first, last = _days(claim[f"{stated}_earliest"], claim[f"{stated}_latest"])
        return Entry(
            table="claims",
            id=key,
            title=clean(claim["statement"]),
            kind=claim["kind"],
            more=_words([claim["measure"], claim["figure"], event.get("title"), medium.get("name")]),
            actors=self._actors([claim["claimant_id"]]),
            languages=self._languages(table_cells.languages(self.record, "claims", key)),
            origins=self._origins(table_cells.origins(self.record, "claims", key)),
            first=first,
            last=last,
            disputed=claim["disputed"],
            about=event.get("type", ""),
        )

    def _article(self, article: Row) -> Entry:
        key, origin = article["article_id"], self.record.origins[article["article_id"]]
        publisher = self.record.publisher(article).get("name")
        title = article["title"] or publisher or key
        tag = words.tag(article["language"]) if article["title"] else None
        foreign = tag is not None and tag != "en"
        first, last = listings.published(article)
        return Entry(
            table="articles",
            id=key,
            title=clean(title),
            kind=article["kind"],
            more=_words([article["title_gloss"], publisher]),
            actors=self._actors([origin, article["publisher_id"]]),
            languages=self._languages([article["language"]]),
            origins=self._origins([origin] if origin else []),
            first=first,
            last=last,
            disputed=self._disagrees(key),
            language=tag if tag and foreign else "",
            direction=words.direction(title, article["language"]) if foreign else "",
        )

    def _disagrees(self, article_id: str) -> bool:
        """Return whether a citation of an article differs from a row or refutes it."""
        passages = self.record.children("passages", "article_id", article_id)
        cited = (c for passage in passages for c in self.record.of_passage.get(passage["passage_id"], ()))
        return any(citation.side in ("differing", "refuting") for citation in cited)

    def _actors(self, keys: Iterable[str | None]) -> list[int]:
        return sorted({self.actors[key] for key in keys if key in self.actors})

    def _languages(self, tags: Iterable[str]) -> list[int]:
        return [self.languages.setdefault(tag, len(self.languages)) for tag in tags]

    def _origins(self, origins: Iterable[str]) -> list[int]:
        return [self.origins.setdefault(origin, len(self.origins)) for origin in origins]


def _words(texts: Iterable[str | None]) -> str:
    return clean("\n".join(filter(None, texts)))


def _days(earliest: Any, latest: Any) -> tuple[str, str]:
    return (earliest.isoformat() if earliest else "", latest.isoformat() if latest else "")
