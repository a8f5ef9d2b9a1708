"""Complete the rows that source files leave to their citations: participants, names, and cells of registers.

What is typed once in an article is not typed again in a register.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.core import get_global
from babel.languages import get_official_languages

from treaty_record.contract import Column, Contract
from treaty_record.publishing.source_layout import ALWAYS_TYPED, typed_columns
from treaty_record.values import edtf

from ..reporting.problem import Problem
from .typed_rows import Named, Place, Sources

FILLED = ("actors", "events", "claims")
"""Registers whose cells are filled in from citations."""
WORD = re.compile(r"[a-z0-9]+")
DIGEST = 6
"""Hexadecimal digits that tell names in other scripts apart."""


def complete(sources: Sources, contract: Contract) -> None:
    """Add the rows that exist by being cited, and fill in cells that registers leave out."""
    _bare(sources, contract)
    _participants(sources)
    _names(sources)
    said = _said(sources)
    for table in FILLED:
        (key,) = contract.tables[table].key
        _spare(sources, table, key, said)
        _cells(sources, table, key, typed_columns(contract, table), said)


def _bare(sources: Sources, contract: Contract) -> None:
    """Record the rows that are cited without their table, naming the tables that have them."""
    keys = {table: contract.tables[table].key for table in sources.rows}
    for bare in sources.bare:
        tables = [
            table
            for table, rows in sources.rows.items()
            if len(keys[table]) == 1 and any(row[keys[table][0]] == bare.name for row in rows)
        ]
        meant = " or ".join(repr(f"{table}/{bare.name}") for table in tables)
        example = "write the table, a slash and the key, such as events/some-event"
        message = f"{bare.name!r} does not name a row; {f'write {meant}' if meant else example}"
        place = bare.place
        sources.problems.append(Problem(place.path, place.line, place.key, message, "source-key"))


def _participants(sources: Sources) -> None:
    """Add a participant for each citation of one, ``EVENT.ROLE.ACTOR``."""
    known = set()
    for row, place in list(zip(sources.rows["citations"], sources.places["citations"], strict=True)):
        if row["row_table"] == "participants" and row["row_id"] not in known:
            known.add(row["row_id"])
            parts = row["row_id"].split(".")
            if len(parts) == 3:
                event, role, actor = parts
                made = {"participant_id": row["row_id"], "event_id": event, "role": role, "actor_id": actor}
                sources.add("participants", made, place)


# Names


def _names(sources: Sources) -> None:
    """Find or add the row of each name that a passage uses, and cite it."""
    known = {(row["actor_id"], row.get("language"), row.get("name")): row for row in sources.rows["names"]}
    actors = {row["actor_id"]: row for row in sources.rows["actors"]}
    ids = _name_ids(sources.named)
    for named in sources.named:
        key = (named.actor_id, named.language, named.name)
        if key not in known:
            known[key] = _name(named, ids[key], actors.get(named.actor_id, {}))
            sources.add("names", known[key], named.place)
        elif named.kind and known[key].get("kind") != named.kind:
            message = f"is {named.kind!r}, but the same name is of kind {known[key].get('kind')!r} elsewhere; keep one"
            sources.problems.append(Problem(named.place.path, named.place.line, "kind", message, "source-key"))
        cited = {"passage_id": named.passage_id, "row_table": "names", "row_id": known[key]["name_id"], "field": "*"}
        sources.add("citations", {**cited, "says": None, "basis": named.basis, "stance": "supports"}, named.place)


def _name_ids(named: Sequence[Named]) -> dict[tuple[str, str, str], str]:
    """Return the id of each name, from its language and its Latin letters or a digest of it.

    Of names that differ in case or hyphens alone, all but the first by code points have a digest, too.
    """
    ids: dict[tuple[str, str, str], str] = {}
    taken: set[str] = set()
    for actor, language, name in sorted({(each.actor_id, each.language, each.name) for each in named}):
        plain = f"{actor}.{language.lower()}-{_slug(name)}"
        ids[actor, language, name] = f"{plain}-{_digest(name)}" if plain in taken else plain
        taken.add(ids[actor, language, name])
    return ids


def _name(named: Named, name_id: str, actor: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of a name."""
    kind = named.kind or _kind(named.language, actor)
    row = {"name_id": name_id, "actor_id": named.actor_id, "name": named.name, "language": named.language}
    return {**row, "kind": kind}


def _slug(name: str) -> str:
    """Return a name as words of an id, or a digest if it is not in Latin letters."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = [character for character in plain if character.isalpha()]
    if letters and all(character.isascii() for character in letters):
        return "-".join(WORD.findall(plain.encode("ascii", "ignore").decode()))
    return _digest(name)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:DIGEST]


def _kind(language: str, actor: Mapping[str, Any]) -> str:
    """Return the kind of a name that is the actor's own or a rendering of it: others are typed."""
    aliases: Sequence[str] = get_global("territory_aliases").get(actor.get("country") or "", ())
    official = [each for code in aliases for each in get_official_languages(code, de_facto=True)]
    if language.split("-")[0] in {each.split("_")[0] for each in official}:
        return "native"
    return "transliterated" if actor.get("kind") == "person" else "translated"


# Cells


@dataclass(frozen=True)
class Saying:
    """What one citation says of a cell, and where."""

    says: str
    announces: bool
    place: Place


Said = Mapping[tuple[str, str, str], Sequence[Saying]]
"""What citations say, by table, row and column."""


def _said(sources: Sources) -> Said:
    """Return what citations say of cells of registers, leaving out garbled words."""
    said = defaultdict(list)
    for row, place in zip(sources.rows["citations"], sources.places["citations"], strict=True):
        if row["row_table"] in FILLED and row["says"] is not None and row["basis"] != "garbled":
            saying = Saying(row["says"], row["stance"] == "announces", place)
            said[row["row_table"], row["row_id"], row["field"]].append(saying)
    return said


def _spare(sources: Sources, table: str, key: str, said: Said) -> None:
    """Mark the rows that nothing is said of as unsound if something is said of rows that are not there.

    Their ids may only be misspelt there, and then no cell is missing.
    """
    ids = {row[key] for row in sources.rows[table]}
    named = {row_id for parent, row_id, _ in said if parent == table}
    if named - ids:
        for number, row in enumerate(sources.rows[table]):
            if row[key] not in named:
                sources.mark(table, number)


def _cells(sources: Sources, table: str, key: str, columns: Mapping[str, Column], said: Said) -> None:
    """Fill in the cells of a register that its rows leave out."""
    fillable = [each for name, each in columns.items() if name not in ALWAYS_TYPED and each.type == "string"]
    for number, (row, place) in enumerate(zip(sources.rows[table], sources.places[table], strict=True)):
        for column in fillable:
            if column.name in row or column.name in place.columns:
                continue
            sayings = said.get((table, row[key], column.name), ())
            # announcements tell only what nothing else does
            told = [saying for saying in sayings if not saying.announces] or sayings
            told = [saying for saying in told if _may_be(column, saying.says)] or told
            if told and not _fill(sources, row, place, column, told):
                sources.mark(table, number)


def _may_be(column: Column, says: str) -> bool:
    """Return whether a column allows a value; one that it does not allow is an error, and settles nothing."""
    if column.enum:
        return says in column.enum
    return column.pattern is None or bool(re.fullmatch(column.pattern, says))


def _fill(sources: Sources, row: dict[str, Any], place: Place, column: Column, told: Sequence[Saying]) -> bool:
    """Fill in one cell from what citations say, or record that they differ; return whether it is filled in."""
    agreed = next(iter(_agreed(column, told)), None)
    if agreed is not None:
        row[column.name] = agreed.says
        place.elsewhere[column.name] = agreed.place
        return True
    first = {saying.says: saying.place for saying in reversed(told)}
    values = " and ".join(f"{says} ({first[says]})" for says in sorted(first))
    message = f"is left out, but its citations say {values}; correct one of them, or settle it here with a note"
    sources.problems.append(Problem(place.path, place.line, column.name, message, "settled"))
    return False


def _agreed(column: Column, told: Sequence[Saying]) -> Iterator[Saying]:
    """Yield what all citations of a cell agree on: the same text or, of dates, one that lies within all others."""
    values = {saying.says for saying in told}
    if len(values) == 1:
        yield told[0]
    elif column.notation == "edtf":
        for saying in told:
            if all(_lies_within(saying.says, other) for other in values - {saying.says}):
                yield saying


def _lies_within(date: str, other: str) -> bool:
    """Return whether a date lies within another one that is less precise; false if one of them is not a date."""
    try:
        (first, last), (earliest, latest) = edtf.span(date), edtf.span(other)
    except ValueError:
        return False
    starts = earliest is None or (first is not None and first >= earliest)
    ends = latest is None or (last is not None and last <= latest)
    return starts and ends and (first, last) != (earliest, latest)
