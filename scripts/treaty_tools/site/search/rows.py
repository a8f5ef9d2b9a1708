"""The rows of the search index, made from a record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from treaty_record.facts.challenges import CHALLENGES, NONE

from .. import listings, table_cells
from ..inline import clean
from ..notation import urls, words
from ..record import Record, Row
from .entry import Entry, lines

MEASURES = "figures"
"""The table that the index gives the pages of measures."""
ALIASES = "aliases"
"""A table of the package's own with further spellings of names (``actor_id``, ``alias``), which search alone uses."""
Address = Callable[[Row], str]


class Rows:
    """Number the actors, events, terms, languages and origins that many rows share."""

    def __init__(self, record: Record) -> None:
        """Give the actors and events their numbers; the other lists grow as rows are read."""
        self.record = record
        self.actors = {key: number for number, key in enumerate(record.rows["actors"])}
        self.events = {key: number for number, key in enumerate(record.rows["events"])}
        self.terms: dict[str, int] = {}
        self.languages: dict[str, int] = {}
        self.origins: dict[str, int] = {}
        self.aliases = aliases(record)

    def entries(self) -> Iterator[Entry]:
        """Yield the actors, in the order of their numbers, then the other rows; passages last."""
        rows = self.record.rows
        yield from map(self._actor, rows["actors"].values())
        yield from map(self._event, rows["events"].values())
        yield from map(self._measure, self.record.under["claims", "measure"])
        yield from map(self._claim, rows["claims"].values())
        yield from map(self._article, rows["articles"].values())
        yield from map(self._passage, rows["passages"].values())

    def _actor(self, actor: Row) -> Entry:
        key = actor["actor_id"]
        names = self.record.children("names", "actor_id", key)
        wrong = [name["name"] for name in names if name["kind"] == "misnomer"]
        right = {name["name"]: None for name in names if name["kind"] != "misnomer"}
        return Entry(
            table="actors",
            id=key,
            title=clean(actor["name"]),
            kind=actor["kind"],
            more=lines(("n", right), ("w", wrong), ("a", self.aliases.get(key, ())), ("o", [actor["note"]])),
            languages=self._languages(sorted({name["language"] for name in names})),
        )

    def _event(self, event: Row) -> Entry:
        key = event["event_id"]
        parts = self.record.children("participants", "event_id", key)
        first, last = _days(event["date_earliest"], event["date_latest"])
        term = self._term("events.type", event["type"])
        return Entry(
            table="events",
            id=key,
            title=clean(event["title"]),
            kind=event["type"],
            more=lines(("p", [event["place"]]), ("d", [term]), ("o", [event["status"], event["note"]])),
            actors=self._actors(part["actor_id"] for part in parts),
            languages=self._languages(table_cells.languages(self.record, "events", key)),
            origins=self._origins(table_cells.origins(self.record, "events", key)),
            first=first,
            last=last,
            status=self._challenges("events", key),
            about=event["type"],
        )

    def _measure(self, measure: str) -> Entry:
        term = self.record.terms.get(("claims.measure", measure), {})
        text = clean(term.get("definition") or measure)
        return Entry(MEASURES, measure, text.rstrip("."), "measure", lines(("o", [measure, term.get("unit")])))

    def _claim(self, claim: Row) -> Entry:
        key, measure, figure = claim["claim_id"], claim["measure"], claim["figure"]
        event = self.record.rows["events"].get(claim["event_id"] or "", {})
        stated = "said_on" if claim["said_on"] else "as_of"
        first, last = _days(claim[f"{stated}_earliest"], claim[f"{stated}_latest"])
        return Entry(
            table="claims",
            id=key,
            title=clean(claim["statement"]),
            kind=claim["kind"],
            more=lines(
                ("f", [words.number(figure) if figure else None]),
                ("d", [self._term("claims.measure", measure), self._term("events.type", event.get("type"))]),
                ("e", [self.events.get(claim["event_id"])]),
                ("m", [self.actors.get(claim["medium_id"])]),
                ("o", [claim["note"]]),
            ),
            actors=self._actors([claim["claimant_id"]]),
            languages=self._languages(table_cells.languages(self.record, "claims", key)),
            origins=self._origins(table_cells.origins(self.record, "claims", key)),
            first=first,
            last=last,
            status=self._challenges("claims", key),
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
            more=lines(("g", [article["title_gloss"]]), ("b", [publisher]), ("o", [article["note"]])),
            actors=self._actors([origin, article["publisher_id"]]),
            languages=self._languages([article["language"]]),
            origins=self._origins([origin] if origin else []),
            first=first,
            last=last,
            status=[0] if self._disagrees(key) else (),
            language=tag if tag and foreign else "",
            direction=words.direction(title, article["language"]) if foreign else "",
        )

    def _passage(self, passage: Row) -> Entry:
        """Return a passage; it has the publisher, language and day of its article, which the script knows."""
        pins = " … ".join(pin for pin in (passage["begins"], passage["ends"]) if pin)
        return Entry(
            table="passages",
            id=passage["passage_id"],
            title=clean(passage["gloss"]),
            kind="passage",
            more=lines(("q", [passage["quote"] or pins]), ("o", [passage["note"]])),
        )

    def _disagrees(self, article_id: str) -> bool:
        """Return whether a citation of an article differs from a row or refutes it."""
        passages = self.record.children("passages", "article_id", article_id)
        cited = (c for passage in passages for c in self.record.of_passage.get(passage["passage_id"], ()))
        return any(citation.side in ("differing", "refuting") for citation in cited)

    def _challenges(self, table: str, key: str) -> list[int]:
        """Return the positions of what is said against a row, none if no challenge is recorded."""
        return [CHALLENGES.index(term) for term in self.record.challenges[table, key] if term != NONE]

    def _term(self, column: str, term: str | None) -> int | None:
        """Return the position of a term's definition, None if it has none."""
        definition = self.record.terms.get((column, term or ""), {}).get("definition")
        return self.terms.setdefault(clean(definition), len(self.terms)) if definition else None

    def _actors(self, keys: Iterable[str | None]) -> list[int]:
        return sorted({self.actors[key] for key in keys if key in self.actors})

    def _languages(self, tags: Iterable[str]) -> list[int]:
        return [self.languages.setdefault(tag, len(self.languages)) for tag in tags]

    def _origins(self, origins: Iterable[str]) -> list[int]:
        return [self.origins.setdefault(origin, len(self.origins)) for origin in origins]


def aliases(record: Record) -> Mapping[str, list[str]]:
    """Return the spellings that the package gives for search alone, by actor."""
    frame = record.tables.get(ALIASES)
    if frame is None or not {"actor_id", "alias"} <= {*frame.columns}:
        return {}
    known = frame.select("actor_id", "alias").drop_nulls().group_by("actor_id", maintain_order=True).agg("alias")
    return dict(known.iter_rows())


def pages(record: Record, passage_address: Address) -> dict[str, str]:
    """Return the addresses of the rows whose pages are not simply named after their keys."""
    tables = ("events", "claims", "actors", "articles")
    found = {f"{table}/{key}": urls.row(table, key) for table in tables for key in record.rows[table]}
    odd = {row: page for row, page in found.items() if page != f"{row}.html"}
    for measure in record.under["claims", "measure"]:
        odd[f"{MEASURES}/{measure}"] = urls.measure(measure)
    for key, passage in record.rows["passages"].items():
        address = passage_address(passage)
        if address != f"articles/{passage['article_id']}.html#passage-{key.rpartition('.')[2]}":
            odd[f"passages/{key}"] = address
    return odd


def _days(earliest: Any, latest: Any) -> tuple[str, str]:
    return (earliest.isoformat() if earliest else "", latest.isoformat() if latest else "")
