"""The licences that a descriptor names in the form of Data Package v2: each has a name or a path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence: its SPDX identifier or other name, its title, and its path."""

    name: str
    """Defaults to the path."""
    title: str
    """Defaults to the name."""
    path: str | None

    @property
    def url(self) -> str | None:
        """Return its URL if it is on the web."""
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
    """Return the objects in a list, or an empty list for any other value."""
    return [entry for entry in given if isinstance(entry, dict)] if isinstance(given, list) else []


def text(given: object) -> str | None:
    """Return a value if it is a non-empty text, else None."""
    return given if isinstance(given, str) and given else None


def is_address(given: str | None) -> bool:
    """Return whether a text is a web address."""
    return given is not None and given.startswith(("https://", "http://")) and not any(map(str.isspace, given))
