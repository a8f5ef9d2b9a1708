"""The search index: every event, claim, actor and article, as a script that a page opened from disk can load."""

import json
from collections.abc import Iterator
from typing import Any

from . import listings, table_cells
from .inline import clean
from .notation import urls, words
from .record import PAGED, Record, Row

NAME = "treatyIndex"
"""The global that the script sets."""


def script(record: Record) -> str:
    """Return the index as a script: who is who by number, then a line for each row.

    A row is [table, id, title, kind, more words, actors, languages, origins, first day, last day, disputed, type of the
    event, language and direction of the title where it is not in English]; actors are numbers of rows, languages and
    origins numbers of their lists. ``pages`` has the addresses that are not ``table/id.html``.
    """
    index = _Index(record)
    rows = [json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in index.rows()]
    lists = {"actors": index.actors, "languages": index.languages, "origins": index.origins}
    told: dict[str, Any] = {name: list(numbered) for name, numbered in lists.items()}
    told["languageNames"] = [words.language(tag) for tag in index.languages]
    told["originNames"] = [index.origin_name(origin) for origin in index.origins]
    told["pages"] = pages(record)
    head = ",".join(
        f"{json.dumps(k)}:{json.dumps(v, ensure_ascii=True, separators=(',', ':'))}" for k, v in told.items()
    )
    body = ",\n".join(rows)
    return f'"use strict";\nwindow.{NAME}={{{head},"rows":[\n{body}\n]}};\n'


def pages(record: Record) -> dict[str, str]:
    """Return the addresses of the rows whose pages are not simply named after their keys."""
    found = {f"{table}/{key}": urls.row(table, key) for table in PAGED for key in record.rows[table]}
    return {row: page for row, page in found.items() if page != f"{row}.html"}


class _Index:
    """Numbers what many rows share, in the order in which it is met."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.actors = {key: number for number, key in enumerate(record.rows["actors"])}
        self.languages: dict[str, int] = {}
        self.origins: dict[str, int] = {}

    def rows(self) -> Iterator[list[Any]]:
        """Yield the actors, in the order of their numbers, then the other rows."""
        for actor in self.record.rows["actors"].values():
            yield self._actor(actor)
        for event in listings.events_in_order(self.record.rows["events"].values()):
            yield self._event(event)
        for claim in listings.claims_in_order(self.record.rows["claims"].values()):
            yield self._claim(claim)
        for article in listings.articles_in_order(self.record.rows["articles"].values()):
            yield self._article(article)

    def origin_name(self, origin: str) -> str:
        """Return an origin's name in words."""
        if origin in self.record.rows["actors"]:
            return clean(self.record.rows["actors"][origin]["name"])
        article = self.record.rows["articles"].get(origin.removeprefix("articles/"), {})
        return clean(article.get("publisher") or origin.removeprefix("articles/"))

    def _actor(self, actor: Row) -> list[Any]:
        key = actor["actor_id"]
        names = [name["name"] for name in self.record.children("names", "actor_id", key)]
        spoken = {name["language"] for name in self.record.children("names", "actor_id", key)}
        return self._line("actors", key, actor["name"], actor["kind"], names, [], sorted(spoken), [], ("", ""), False)

    def _event(self, event: Row) -> list[Any]:
        key = event["event_id"]
        actors = [part["actor_id"] for part in self.record.children("participants", "event_id", key)]
        more = [event["place"], event["status"], event["note"]]
        days = _days(event["date_earliest"], event["date_latest"])
        kind, disputed = event["type"], event["disputed"]
        return self._told("events", key, event["title"], kind, more, actors, days, disputed, kind)

    def _claim(self, claim: Row) -> list[Any]:
        key = claim["claim_id"]
        event = self.record.rows["events"].get(claim["event_id"] or "", {})
        actors = [claim["claimant_id"]] if claim["claimant_id"] else []
        medium = self.record.rows["actors"].get(claim["medium_id"] or "", {})
        more = [claim["measure"], claim["figure"], event.get("title"), medium.get("name")]
        said = "said_on" if claim["said_on"] else "as_of"
        days = _days(claim[f"{said}_earliest"], claim[f"{said}_latest"])
        disputed, about = claim["disputed"], event.get("type", "")
        return self._told("claims", key, claim["statement"], claim["kind"], more, actors, days, disputed, about)

    def _article(self, article: Row) -> list[Any]:
        key, origin = article["article_id"], self.record.origins[article["article_id"]]
        more = [article["title_gloss"], article["publisher"]]
        title = article["title"] or article["publisher"] or key
        language = article["language"] if article["title"] else None
        against = any(
            c.agrees is False
            for passage in self.record.children("passages", "article_id", key)
            for c in self.record.of_passage.get(passage["passage_id"], ())
        )
        actors = [origin] if origin in self.actors else []
        return self._line(
            "articles", key, title, article["kind"], more, actors, [article["language"]], [origin],
            listings.published(article), against, "", language,
        )  # fmt: skip

    def _told(
        self, table: str, key: str, title: str, kind: str, more: list[str | None], actors: list[str],
        days: tuple[str, str], disputed: bool, about: str,
    ) -> list[Any]:  # fmt: skip
        """Return the line of a row that passages speak of."""
        languages, origins = (
            table_cells.languages(self.record, table, key),
            table_cells.origins(self.record, table, key),
        )
        return self._line(table, key, title, kind, more, actors, languages, origins, days, disputed, about)

    def _line(
        self, table: str, key: str, title: str, kind: str, more: list[str | None], actors: list[str],
        languages: list[str], origins: list[str], days: tuple[str, str], disputed: bool, about: str = "",
        language: str | None = None,
    ) -> list[Any]:  # fmt: skip
        tag = words.tag(language)
        way = [tag, words.direction(title, language)] if tag and tag != "en" else []
        return [
            table,
            key,
            clean(title),
            kind,
            clean("\n".join(filter(None, more))),
            sorted({self.actors[actor] for actor in actors if actor in self.actors}),
            [self.languages.setdefault(tag, len(self.languages)) for tag in languages],
            [self.origins.setdefault(origin, len(self.origins)) for origin in origins],
            *days,
            int(disputed),
            about,
            *way,
        ]


def _days(earliest: Any, latest: Any) -> tuple[str, str]:
    return (earliest.isoformat() if earliest else "", latest.isoformat() if latest else "")
