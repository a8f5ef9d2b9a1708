"""What is wrong with the data, in words by which a curator can correct it."""

from collections.abc import Iterable
from dataclasses import dataclass

from .terminal import safe


@dataclass(frozen=True, order=True)
class Problem:
    """One fault, at one place: ``line`` counts from 1, ``column`` is a column's or key's name, or empty."""

    path: str
    line: int
    column: str
    message: str
    rule: str

    def __str__(self) -> str:
        """Return the fault as editors and CI logs link it, with nothing in it that a terminal would act on."""
        where = f"{self.column}: " if self.column else ""
        return safe(f"{self.path}:{self.line}: {where}{self.message} [{self.rule}]")


def unreadable(path: str, error: OSError, rule: str) -> Problem:
    """Return the fault of a file that is there, and that the system does not let us read."""
    reason = error.strerror or str(error)
    return Problem(path, 1, "", f"cannot be read: {reason}; check who may read it, and the disk that it is on", rule)


class BadData(Exception):  # noqa: N818 -- named for what it tells the curator, not for its family
    """The data is wrong in the ways that ``problems`` lists: commands print them and exit 1."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems sorted by place."""
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
