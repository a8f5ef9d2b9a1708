"""What the register of a project knows: actors with their names, articles, events and claims."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treaty_record import home

from .. import sources
from ..sources.build import FOLDER

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Name:
    """A spelling of an actor's name; an actor's own English name may have no row."""

    actor_id: str
    name: str
    language: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Register:
    """The rows of a project's source files, invalid ones left out."""

    actors: Mapping[str, Row]
    names: Sequence[Name]
    articles: Sequence[Row]
    events: Sequence[Row]
    claims: Sequence[Row]
    participants: Mapping[str, frozenset[str]]
    """The actors of each event."""


def read(root: Path) -> Register:
    """Return what the source files of a project know; what is wrong in them is for the build to report."""
    rows = sources.read(root / FOLDER, home.contract(), FOLDER).rows
    actors = {row["actor_id"]: row for row in rows["actors"]}
    participants = defaultdict(set)
    for row in rows["participants"]:
        participants[row["event_id"]].add(row["actor_id"])
    return Register(
        actors,
        list(_names(actors, rows["names"])),
        rows["articles"],
        rows["events"],
        rows["claims"],
        {event: frozenset(some) for event, some in participants.items()},
    )


def _names(actors: Mapping[str, Row], names: Sequence[Row]) -> Iterator[Name]:
    """Yield every name of every known actor, rows first."""
    for row in names:
        if row["actor_id"] in actors and row.get("name"):
            yield Name(row["actor_id"], row["name"], row.get("language"), row.get("kind"))
    for actor_id, row in actors.items():
        if row.get("name"):
            yield Name(actor_id, row["name"])
