"""Errors in the data, in words that tell a curator how to correct them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .terminal import safe


@dataclass(frozen=True, order=True)
class Problem:
    """One error, at one place: ``line`` counts from 1, ``column`` is a column's or key's name, or empty."""

    path: str
    line: int
    column: str
    message: str
    rule: str

    def __str__(self) -> str:
        """Return the error in the form that editors and CI logs link, safe to print."""
        where = f"{self.column}: " if self.column else ""
        return safe(f"{self.path}:{self.line}: {where}{self.message} [{self.rule}]")


def unreadable(path: str, error: OSError, rule: str) -> Problem:
    """Return the problem of a file that exists and cannot be read."""
    reason = error.strerror or str(error)
    return Problem(path, 1, "", f"cannot be read: {reason}; check its permissions and its disk", rule)


class BadData(Exception):  # noqa: N818 -- named for what the curator has, not for its family
    """Raised if the data has errors; commands print ``problems`` and exit with status 1."""

    def __init__(self, problems: Iterable[Problem], unchecked: Sequence[str] = ()) -> None:
        """Sort the problems by place; ``unchecked`` names, in words, what was not checked because of them."""
        self.problems = sorted(problems)
        self.unchecked = unchecked
        super().__init__("\n".join(map(str, self.problems)))
