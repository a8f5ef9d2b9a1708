"""What changed since an earlier release: each row that was added, changed, retired or removed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..releases.difference import Release, TableDifference, compare
from ..releases.difference.counts import typed_cells
from .inline import label
from .notation import urls
from .record import PAGED, Record

ADDRESS = "changes.html"
LONGEST = 200
"""Characters of a value that a change shows."""


@dataclass(frozen=True)
class Change:
    """What happened to a row of a table whose rows have pages."""

    table: str
    row_id: str
    kind: str
    """One of added, changed, retired and removed."""
    details: tuple[str, ...] = ()
    """For a changed row, each cell with its old and its new value; for a retired one, why."""

    @property
    def detail(self) -> str:
        """Return the details in one line."""
        return "; ".join(self.details)


@dataclass(frozen=True)
class Changes:
    """What changed from an earlier release to the package."""

    since: str
    """The earlier version."""
    rows: list[Change]


def changes(record: Record, earlier: Release) -> Changes:
    """Return what changed from an earlier release to a record."""
    found = compare(earlier, Release(record.package))
    known = (found.of(table) for table in PAGED)
    return Changes(earlier.version, [change for table in known if table for change in _of_table(table)])


def _of_table(table: TableDifference) -> Iterator[Change]:
    if table.key != [f"{table.name.removesuffix('s')}_id"]:
        return
    (key,) = table.key
    for row_id in table.rows.added[key]:
        yield Change(table.name, row_id, "added")
    cells = typed_cells(table).with_columns(row_id=typed_cells(table)["key"].struct.field(key))
    for (row_id,), group in cells.group_by("row_id", maintain_order=True):
        details = tuple(_detail(*cell) for cell in group.select("column", "old", "new").iter_rows())
        yield Change(table.name, str(row_id), "changed", details)
    ends = zip(table.rows.removed[key], table.rows.ends.iter_rows(named=True), strict=True)
    for row_id, end in ends:
        reasons = (end["reason"],) if end["reason"] else ()
        yield Change(table.name, row_id, "retired" if end["retired_in"] else "removed", reasons)


def _detail(column: str, old: str | None, new: str | None) -> str:
    return f"{label(column)}: {_shown(old)} → {_shown(new)}"


def _shown(value: str | None) -> str:
    if value is None:
        return "empty"
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"


def address(change: Change) -> str:
    """Return the address of a changed row; that of a removed one is the page of all changes."""
    return ADDRESS if change.kind == "removed" else urls.row(change.table, change.row_id)


def of_actor(record: Record, found: Iterable[Change]) -> dict[str, list[Change]]:
    """Return the changes that concern each actor: to it, to what it says, and to events in which it takes part."""
    concerned: dict[str, list[Change]] = {}
    for change in found:
        for actor in _actors(record, change):
            concerned.setdefault(actor, []).append(change)
    return concerned


def _actors(record: Record, change: Change) -> list[str]:
    if change.table == "events":
        parts = record.children("participants", "event_id", change.row_id)
        return sorted({part["actor_id"] for part in parts})
    cells = record.rows[change.table].get(change.row_id, {})
    actor = cells.get("claimant_id") if change.table == "claims" else cells.get("actor_id")
    return [actor] if actor else []


def of_measure(record: Record, found: Iterable[Change]) -> dict[str, list[Change]]:
    """Return the changes to the claims about each measure."""
    concerned: dict[str, list[Change]] = {}
    for change in found:
        measure = record.rows["claims"].get(change.row_id, {}).get("measure") if change.table == "claims" else None
        if measure:
            concerned.setdefault(measure, []).append(change)
    return concerned
