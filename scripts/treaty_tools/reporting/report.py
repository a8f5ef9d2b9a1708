"""Report what was found: in colours on a terminal that takes them, in plain text elsewhere."""

from collections.abc import Iterable, Iterator, Sequence

from click.exceptions import Exit

from .problem import Problem
from .terminal import Line, echo_styled


def report(problems: Iterable[Problem], way_out: str) -> Exit:
    """Print every problem, a count and the way out on standard error; return the exit to raise, with status 1."""
    found = sorted(set(problems))
    print_problems(found, [], len(found), way_out)
    return Exit(1)


def print_problems(problems: Sequence[Problem], more: Sequence[str], total: int, way_out: str) -> None:
    """Print problems on standard error, lines on those that are not shown, the count of all, and the way out."""
    lines: list[Iterable[Line]] = [_parts(problem) for problem in problems]
    lines += [[(line, "dim")] for line in more]
    echo_styled([*lines, [(f"{count(total, 'fault')}; {way_out}", "bold red")]], err=True)


def _parts(problem: Problem) -> Iterator[Line]:
    """Yield a problem's place, its message and its rule."""
    line, place, rule = str(problem), f"{problem.path}:{problem.line}:", f"[{problem.rule}]"
    yield line[: len(place)], "bold"
    yield line[len(place) : -len(rule)], ""
    yield rule, "dim"


def count(number: int, what: str) -> str:
    """Return a number with what it counts."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")
