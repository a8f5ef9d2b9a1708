"""The licences that a descriptor names, as far as Data Package v2 wants them: each has a name or a path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence: its SPDX identifier or other name, its title, and where it can be read."""

    name: str
    """The path if the descriptor gives no name."""
    title: str
    """The name if the descriptor gives no title."""
    path: str | None

    @property
    def url(self) -> str | None:
        """Return its address if it is on the web."""
        return self.path if is_address(self.path) else None


def licences(descriptor: Mapping[str, object]) -> list[Licence]:
    """Return the licences of a package's descriptor; entries with neither a name nor a path are left out."""
    return list(_known(descriptor.get("licenses")))


def _known(given: object) -> Iterator[Licence]:
    for entry in entries(given):
        path = text(entry.get("path"))
        if name := text(entry.get("name")) or path:
            yield Licence(name, text(entry.get("title")) or name, path)


def entries(given: object) -> list[dict[str, object]]:
    """Return the objects of a list, none of anything else."""
    return [entry for entry in given if isinstance(entry, dict)] if isinstance(given, list) else []


def text(given: object) -> str | None:
    """Return a value that is a text with something in it, else None."""
    return given if isinstance(given, str) and given else None


def is_address(given: str | None) -> bool:
    """Tell whether a text is an address on the web."""
    return given is not None and given.startswith(("https://", "http://")) and not any(map(str.isspace, given))
