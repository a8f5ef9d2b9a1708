"""Read a passage of an article file: the rows and cells that it cites, and the names that it uses."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from treaty_record.publishing.source_layout import CITED_CELLS, CITED_ROWS, CODED, NAMED
from treaty_record.values.patterns import SLUG

from ..derive.support import FACTS
from .toml_file import Keys
from .typed import Typed, nearest, row_named
from .typed_rows import Named

ACTOR = rf"actors/{SLUG}"


@dataclass(frozen=True)
class PassageFile:
    """A passage being read; adds its citations to the sources."""

    typed: Typed
    passage_id: str
    keys: Keys
    body: Mapping[str, Any]
    article: Mapping[str, Any]
    """The table of its article."""
    stances: dict[str, str] = field(default_factory=dict)
    """The stance of each row that the passage lists."""
    whole: set[str] = field(default_factory=set)
    """Rows that are cited as wholes."""

    @property
    def basis(self) -> str:
        """Return the basis of names: the words of the passage are in the data if it is quoted, or is the title."""
        title = self.body.get("place") == "title" and "title" in self.article
        return "verbatim" if title or "quote" in self.body else "read"

    def _names_actor(self, table: str, column: str) -> bool:
        """Return whether the values of a column are actors: a passage that says one speaks of that actor."""
        links = self.typed.contract.tables[table].references if table in FACTS else ()
        return any(link.parent == "actors" and column in link.columns for link in links)

    def read(self) -> None:
        """Read every key of the passage that cites rows."""
        listed = list(self._listed())
        for at, name in listed:
            self._cite_whole(at, name, self.stances[name])
        for at, name in listed:
            if actor := _actor(name):
                self._support(at, actor)
        for key in CITED_CELLS:
            self._cite_cells(key)
        self._cite_names()

    def _listed(self) -> Iterator[tuple[Keys, str]]:
        """Yield the rows listed in ``rows``, ``announced`` and ``against``; a row may have one stance alone."""
        for key, (stance, _) in CITED_ROWS.items():
            for at, name in self.typed.elements((*self.keys, key), self.body.get(key, [])):
                if not row_named(self.typed, at, name):
                    continue
                if self.stances.setdefault(name, stance) != stance:
                    message = f"{name!r} is listed here and under another of {', '.join(CITED_ROWS)}: keep one"
                    self.typed.fault(at, message, "source-key")
                yield at, name

    def _cite_whole(self, at: Keys, name: str, stance: str) -> None:
        """Cite a row as a whole; a row that is listed twice is an error of the rule ``key``."""
        table, _, row_id = name.partition("/")
        self.whole.add(name)
        basis = self.basis if table == "names" else "read"
        self._cite(at, table, row_id, "*", None, basis=basis, stance=stance)

    def _support(self, at: Keys, name: str) -> None:
        """Cite a row as a whole if the passage does not do so already."""
        if name not in self.whole:
            self._cite_whole(at, name, "supports")

    def _cite_cells(self, key: str) -> None:
        """Read the cells under ``says``, ``verbatim`` or ``garbled``; the first two support their rows as wholes.

        A cell of a row that the passage announces is announced too.
        """
        for name, cells in self.typed.nested(self.keys, self.body, key).items():
            at = (*self.keys, key, name)
            if not row_named(self.typed, at, name):
                continue
            table, _, row_id = name.partition("/")
            stance = "announces" if self.stances.get(name) == "announces" else "supports"
            if key != "garbled" and table in FACTS:
                self._support(at, name)
            for column, says in self.typed.nested((*self.keys, key), {name: cells}, name).items():
                if self.typed.fits(says, "string", (*at, column)):
                    basis = key if key != "says" else "coded" if column in CODED else "read"
                    self._cite((*at, column), table, row_id, column, says, basis=basis, stance=stance, above=at)
                    if key != "garbled" and self._names_actor(table, column) and re.fullmatch(SLUG, says):
                        self._support((*at, column), f"actors/{says}")

    def _cite_names(self) -> None:
        """Read ``named``: what the passage calls actors, a name, a table with its kind, or a list of these."""
        for actor, value in self.typed.nested(self.keys, self.body, NAMED).items():
            at = (*self.keys, NAMED, actor)
            if not re.fullmatch(ACTOR, actor):
                self.typed.fault(at, f"{actor!r} is not an actor; write it like 'actors/city-council'", "source-key")
                continue
            self._support(at, actor)
            elements = self.typed.elements(at, value) if isinstance(value, list) else [(at, value)]
            for place, name in elements:
                self._name(place, actor.removeprefix("actors/"), name)

    def _name(self, at: Keys, actor_id: str, value: object) -> None:
        """Read one name; the build finds or makes its row."""
        kind: str | None = None
        if isinstance(value, dict):
            for key in value.keys() - {"name", "kind"}:
                self.typed.fault((*at, key), f"is not a key of a name{nearest(key, ['name', 'kind'])}", "source-key")
            kind, value = value.get("kind"), value.get("name")
            if kind is not None and not self.typed.fits(kind, "string", (*at, "kind")):
                return
        language = self.article.get("language")
        if self.typed.fits(value, "string", at) and isinstance(language, str):
            named = Named(actor_id, str(value), language, kind, self.passage_id, self.basis, self.typed.place(at))
            self.typed.sources.named.append(named)

    def _cite(
        self,
        at: Keys,
        table: str,
        row_id: str,
        column: str,
        says: str | None,
        *,
        basis: str,
        stance: str,
        above: Keys | None = None,
    ) -> None:
        row = {"passage_id": self.passage_id, "row_table": table, "row_id": row_id, "field": column, "says": says}
        place = self.typed.place(at, above=self.typed.place(above) if above else None)
        self.typed.sources.add("citations", {**row, "basis": basis, "stance": stance}, place)


def _actor(name: str) -> str | None:
    """Return the actor that the id of a name or a participant holds, None for other rows."""
    table, _, row_id = name.partition("/")
    parts = row_id.split(".")
    if table == "names":
        return f"actors/{parts[0]}"
    return f"actors/{parts[2]}" if table == "participants" and len(parts) == 3 else None
