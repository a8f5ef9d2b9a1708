"""Versions as Semantic Versioning 2.0.0 writes and orders them."""

import re
from dataclasses import dataclass
from functools import total_ordering

from .patterns import VERSION

EXPECTED = "a version such as 1.2.3 or 1.2.3-rc.1 (Semantic Versioning)"
"""What is expected of a version, for messages."""
LONGEST = 100
"""Characters that a version may have."""
STAGES = {"alpha": "a", "beta": "b", "rc": "rc"}
"""Pre-releases that Python's packages have too, by their names in both."""
_BUILD = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"


@total_ordering
@dataclass(frozen=True, eq=False)
class Version:
    """A version, ordered and equal by its precedence, in which the build has no part."""

    release: tuple[int, int, int]
    pre: tuple[str, ...] = ()
    """The identifiers of a pre-release: ``rc`` and ``1``."""
    build: str = ""

    @property
    def precedence(self) -> tuple[object, ...]:
        """Return what versions are ordered by: a pre-release before its release, its numbers before its words."""
        identifiers = tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in self.pre)
        return self.release, not self.pre, identifiers

    def __eq__(self, other: object) -> bool:
        """Tell whether another version has the same precedence."""
        return isinstance(other, Version) and self.precedence == other.precedence

    def __lt__(self, other: "Version") -> bool:
        """Tell whether this version comes before another."""
        return self.precedence < other.precedence

    def __hash__(self) -> int:
        """Return the same for versions of the same precedence."""
        return hash(self.precedence)

    def __str__(self) -> str:
        """Return the version as it is written."""
        number = ".".join(map(str, self.release))
        return number + (f"-{'.'.join(self.pre)}" if self.pre else "") + (f"+{self.build}" if self.build else "")


def parts(version: str) -> Version | None:
    """Return a version as Semantic Versioning 2.0.0 reads it, None if it is written otherwise."""
    found = re.fullmatch(f"(?P<public>{VERSION[1:-1]})(?:\\+(?P<build>{_BUILD}))?", version)
    if found is None or len(version) > LONGEST:
        return None
    number, _, pre = found["public"].partition("-")
    major, minor, patch = map(int, number.split("."))
    return Version((major, minor, patch), tuple(pre.split(".")) if pre else (), found["build"] or "")


def pep_440(version: Version) -> str | None:
    """Return a version as Python's packages write it (``1.0.0rc1``), None if they have none that orders the same."""
    number = ".".join(map(str, version.release))
    if not version.pre and not version.build:
        return number
    stage = ".".join(version.pre)
    found = re.fullmatch(r"(alpha|beta|rc)\.([0-9]+)", stage)
    return f"{number}{STAGES[found[1]]}{found[2]}" if found and not version.build else None


def fits(version: Version, needed: Version) -> bool:
    """Tell whether a version is high enough: a pre-release of the one that is needed is, too."""
    return version >= needed or (not needed.pre and version.release >= needed.release)
