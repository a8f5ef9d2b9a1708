"""Read the source files that people type into rows, each with the place it was typed at."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from treaty_record.notation import SLUG
from treaty_record.source_layout import CITED_CELLS, typed_fields

from . import toml_file
from .checks.rule import read_rule
from .problem import BadData, Problem
from .toml_file import Keys, TomlFile

read_rule(
    "toml",
    1,
    "A source file is a regular file of TOML in UTF-8, of sane size and depth.",
    "A stranger's pull request is read, never run.",
)
read_rule(
    "source-file",
    1,
    "The sources are package.toml, actors.toml, events.toml, claims.toml, retirements.toml and articles/*.toml.",
    "A file with a misspelt name would be left out without a word.",
)
read_rule(
    "source-key",
    1,
    "A key of a source file is an id, or a column or list that its table has.",
    "A misspelt key would be left out without a word.",
)
read_rule(
    "source-type",
    1,
    "A value of a source file has the type that its column asks for.",
    "A date or a number without quotes would be written otherwise than it was typed.",
)

TYPES = {"string": (str, "text in quotes"), "integer": (int, "a whole number")}
_SLUG = re.compile(SLUG)
LARGEST = 10**18 - 1
"""A whole number that every reader of the tables can hold."""


@dataclass(frozen=True)
class Place:
    """Where a row was typed: its file, its line, and the lines of single columns."""

    path: str
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def of(self, column: str) -> int:
        """Return the line of one column, or of the row where the column was not typed."""
        return self.lines.get(column, self.line)


@dataclass
class Sources:
    """Rows by table, their places in the same order, and what is wrong with how they are typed."""

    rows: dict[str, list[dict[str, Any]]]
    places: dict[str, list[Place]]
    problems: list[Problem]

    def add(self, table: str, row: dict[str, Any], place: Place) -> None:
        """Keep a row and its place."""
        self.rows[table].append(row)
        self.places[table].append(place)


def read(folder: Path, contract: Mapping[str, Any], shown: str = "scripts/sources") -> Sources:
    """Return everything that the source files of a folder say; ``shown`` names the folder in faults.

    Faults are kept in ``problems``, and what they touch is left out, so that all can be told at once.
    """
    sources = Sources({name: [] for name in contract}, {name: [] for name in contract}, [])
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        if name == "package.toml":
            continue
        reader = _reader(name)
        if reader is None:
            message = (
                "is no source file: they are actors.toml, events.toml, claims.toml, retirements.toml, articles/*.toml"
            )
            sources.problems.append(Problem(f"{shown}/{name}", 1, "", message, "source-file"))
            continue
        try:
            reader(Typed(toml_file.read(path, f"{shown}/{name}"), contract, sources))
        except BadData as error:
            sources.problems += error.problems
    return sources


def _reader(name: str) -> Any:
    """Return the function that reads a kind of source file, None for a file of no known kind."""
    if name.startswith("articles/") and name.count("/") == 1:
        return article_file
    return {
        "actors.toml": actors,
        "events.toml": events,
        "claims.toml": claims,
        "retirements.toml": retirements,
    }.get(name)


@dataclass(frozen=True)
class Typed:
    """One file being read: gives its tables and cells with their types checked, notes what is wrong."""

    file: TomlFile
    contract: Mapping[str, Any]
    sources: Sources

    def fault(self, keys: Keys, message: str, rule: str) -> None:
        """Note what is wrong at a key, or at an element of its list."""
        column = next((key for key in reversed(keys) if isinstance(key, str)), "")
        self.sources.problems.append(Problem(self.file.path, self.file.line(*keys), column, message, rule))

    def tables(self, at: Keys, parent: Mapping[str, Any]) -> Iterator[tuple[str, Keys, dict[str, Any]]]:
        """Yield the tables that slugs name below a table, each with its key and the keys that lead to it."""
        for name, body in parent.items():
            keys = (*at, name)
            if not _SLUG.fullmatch(name):
                self.fault(keys, "is not an id: lower-case words and digits joined by hyphens", "source-key")
            elif not isinstance(body, dict):
                self.fault(keys, f"must be a table, [{'.'.join(map(str, keys))}], not {_kind(body)}", "source-type")
            else:
                yield name, keys, body

    def row(self, table: str, keys: Keys, body: Mapping[str, Any], nested: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return the typed cells of a row, leaving out what is wrong; ``nested`` names keys that are not columns."""
        fields = typed_fields(self.contract, table)
        cells = {}
        for name, value in body.items():
            if name in nested:
                continue
            if name not in fields:
                self.fault(
                    (*keys, name), f"is not a key of this table{_nearest(name, [*fields, *nested])}", "source-key"
                )
            elif self.fits(value, fields[name]["type"], (*keys, name)):
                cells[name] = value
        return cells

    def fits(self, value: object, type_: str, keys: Keys) -> bool:
        """Tell whether a value has the type its column wants, noting it where not."""
        wanted, words = TYPES[type_]
        if not isinstance(value, wanted) or isinstance(value, bool):
            self.fault(keys, f"must be {words}, not {_kind(value)}", "source-type")
            return False
        if value == "":
            self.fault(keys, "is empty; leave the key out", "source-type")
            return False
        if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
            self.fault(keys, "has more than 18 digits", "source-type")
            return False
        return True

    def nested(self, keys: Keys, parent: Mapping[str, Any], name: str) -> dict[str, Any]:
        """Return a table within a table, empty where it is not there or is something else."""
        body = parent.get(name, {})
        if isinstance(body, dict):
            return body
        self.fault((*keys, name), f"must be a table, not {_kind(body)}", "source-type")
        return {}

    def elements(self, keys: Keys, value: object) -> Iterator[tuple[Keys, Any]]:
        """Yield the elements of a list with the keys that lead to each."""
        if isinstance(value, list):
            yield from (((*keys, index), element) for index, element in enumerate(value))
        else:
            self.fault(keys, f"must be a list, [...], not {_kind(value)}", "source-type")

    def place(self, keys: Keys, *columns: str) -> Place:
        """Return the place of a row; ``columns`` are those whose lines may be told apart."""
        at = {column: self.file.line(*keys, column) for column in columns}
        return Place(self.file.path, self.file.line(*keys), at)

    def add(self, table: str, row: dict[str, Any], keys: Keys) -> None:
        """Keep a row typed at some keys."""
        self.sources.add(table, row, self.place(keys, *row))


def actors(typed: Typed) -> None:
    """Read actors.toml: a table for each actor, with its names below it."""
    for actor_id, keys, body in typed.tables((), typed.file.data):
        typed.add("actors", {"actor_id": actor_id, **typed.row("actors", keys, body, ("names",))}, keys)
        for tag, at, name in typed.tables((*keys, "names"), typed.nested(keys, body, "names")):
            row = {"name_id": f"{actor_id}.{tag}", "actor_id": actor_id, **typed.row("names", at, name)}
            typed.add("names", row, at)


def events(typed: Typed) -> None:
    """Read events.toml: a table for each event, with lists of participants by role."""
    for event_id, keys, body in typed.tables((), typed.file.data):
        typed.add("events", {"event_id": event_id, **typed.row("events", keys, body, ("participants",))}, keys)
        for role, actors in typed.nested(keys, body, "participants").items():
            for at, actor_id in typed.elements((*keys, "participants", role), actors):
                if typed.fits(actor_id, "string", at):
                    row = {"event_id": event_id, "role": role, "actor_id": actor_id}
                    typed.add("participants", {"participant_id": ".".join(row.values()), **row}, at)


def claims(typed: Typed) -> None:
    """Read claims.toml: a table for each claim, with lists of related claims by relation."""
    for claim_id, keys, body in typed.tables((), typed.file.data):
        typed.add("claims", {"claim_id": claim_id, **typed.row("claims", keys, body, ("relations",))}, keys)
        for relation, others in typed.nested(keys, body, "relations").items():
            for at, other in typed.elements((*keys, "relations", relation), others):
                _relation(typed, claim_id, relation, at, other)


def _relation(typed: Typed, claim_id: str, relation: str, at: Keys, other: object) -> None:
    """Read one related claim: its id, or a table with ``claim`` and ``note``."""
    note = {}
    if isinstance(other, dict):
        note = typed.row("relations", at, other, ("claim",))
        at, other = (*at, "claim"), other.get("claim")
    if typed.fits(other, "string", at):
        row = {"claim_id": claim_id, "relation": relation, "other_claim_id": other}
        typed.add("relations", {"relation_id": f"{claim_id}.{other}", **row, **note}, at)


def retirements(typed: Typed) -> None:
    """Read retirements.toml: a table for each row that is gone, named like ``"events/some-event"``."""
    for name, body in typed.file.data.items():
        keys: Keys = (name,)
        table, _, row_id = name.partition("/")
        if not isinstance(body, dict):
            typed.fault(keys, f"must be a table, not {_kind(body)}", "source-type")
        elif _row_named(typed, keys, name):
            typed.add(
                "retirements", {"row_table": table, "row_id": row_id, **typed.row("retirements", keys, body)}, keys
            )


def article_file(typed: Typed) -> None:
    """Read an article file: ``[article]``, and a table for each of its passages."""
    article_id = Path(typed.file.path).stem
    if not _SLUG.fullmatch(article_id):
        message = "the file's name is not an article id: lower-case words and digits joined by hyphens"
        typed.fault((), message, "source-key")
        return
    for name in typed.file.data.keys() - {"article", "passage"}:
        typed.fault((name,), f"is not a table of an article file{_nearest(name, ['article', 'passage'])}", "source-key")
    keys: Keys = ("article",)
    if "article" in typed.file.data:
        body = typed.nested((), typed.file.data, "article")
        typed.add("articles", {"article_id": article_id, **typed.row("articles", keys, body)}, keys)
    else:
        typed.fault(keys, "is missing: write a table [article]", "source-key")
    for name, at, passage in typed.tables(("passage",), typed.nested((), typed.file.data, "passage")):
        passage_id = f"{article_id}.{name}"
        row = typed.row("passages", at, passage, ("rows", *CITED_CELLS))
        typed.add("passages", {"passage_id": passage_id, "article_id": article_id, **row}, at)
        _cited_rows(typed, passage_id, at, passage)
        _cited_cells(typed, passage_id, at, passage)


def _cited_rows(typed: Typed, passage_id: str, keys: Keys, passage: Mapping[str, Any]) -> None:
    """Read ``rows``, the rows cited as wholes; a name's citation cites its actor."""
    whole = {"passage_id": passage_id, "field": "*", "says": None}
    seen = set()
    elements = typed.elements((*keys, "rows"), passage.get("rows", []))
    named = [(at, name) for at, name in elements if _row_named(typed, at, name)]
    for at, name in named:
        table, _, row_id = name.partition("/")
        seen.add(name)
        basis = "verbatim" if table == "names" and "quote" in passage else "read"
        typed.add("citations", {**whole, "row_table": table, "row_id": row_id, "basis": basis}, at)
    for at, name in named:
        actor = f"actors/{name.removeprefix('names/').rpartition('.')[0]}"
        if name.startswith("names/") and actor not in seen:
            seen.add(actor)
            row = {**whole, "row_table": "actors", "row_id": actor.partition("/")[2], "basis": "read"}
            typed.add("citations", row, at)


def _cited_cells(typed: Typed, passage_id: str, keys: Keys, passage: Mapping[str, Any]) -> None:
    """Read ``verbatim``, ``read``, ``coded`` and ``garbled``: what the passage says of cells."""
    for basis in CITED_CELLS:
        for name, cells in typed.nested(keys, passage, basis).items():
            at = (*keys, basis, name)
            if not _row_named(typed, at, name):
                continue
            table, _, row_id = name.partition("/")
            for column, says in typed.nested((*keys, basis), {name: cells}, name).items():
                if typed.fits(says, "string", (*at, column)):
                    row = {"passage_id": passage_id, "row_table": table, "row_id": row_id, "field": column}
                    typed.add("citations", {**row, "says": says, "basis": basis}, (*at, column))


def _row_named(typed: Typed, keys: Keys, name: object) -> bool:
    """Tell whether a text names a row, ``table/row``, noting it where not."""
    if isinstance(name, str) and re.fullmatch(r"[a-z]+/[a-z0-9.-]+", name):
        return True
    message = f"{name!r} does not name a row: write the table, a slash and the key, such as events/kim-ratifies-treaty"
    typed.fault(keys, message, "source-key")
    return False


def _kind(value: object) -> str:
    """Return what a TOML value is, in words."""
    if isinstance(value, bool):
        return f"{str(value).lower()}, true or false"
    for type_, words in ((str, "text"), (dict, "a table"), (list, "a list"), (type(None), "nothing")):
        if isinstance(value, type_):
            return words
    return f"{value}, which is not quoted"


def _nearest(name: str, known: list[str]) -> str:
    """Return a hint at what a misspelt key may have meant."""
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]}?" if near else f": it has {', '.join(known)}"
