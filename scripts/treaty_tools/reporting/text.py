"""Report what was found as text: in colour on a terminal that supports it."""

from collections.abc import Iterable, Iterator, Sequence

from click.exceptions import Exit

from .findings import Findings
from .problem import Problem
from .scope import Scope
from .terminal import Line, echo_styled

EXPLAINED = "'treaty rules' explains each rule"


def report(problems: Iterable[Problem], advice: str) -> Exit:
    """Print every problem, their number and what to do on standard error; return the exit to raise, with status 1."""
    found = sorted(set(problems))
    print_problems(found, [], len(found), advice)
    return Exit(1)


def print_findings(found: Findings) -> None:
    """Print the problems that a check found, how many more there are of each rule, and their total."""
    more = [f"... and {n:,} more [{rule}]" for rule, n in found.not_shown.items()]
    print_problems(found.problems, more, sum(found.counts.values()), EXPLAINED + other_rules(found))


def print_problems(problems: Sequence[Problem], more: Sequence[str], total: int, advice: str) -> None:
    """Print problems on standard error, a line for each group that is not shown, the total, and what to do."""
    lines: list[Iterable[Line]] = [_parts(problem) for problem in problems]
    lines += [[(line, "dim")] for line in more]
    echo_styled([*lines, [(f"{count(total, 'error')}; {advice}", "bold red")]], err=True)


def passed(found: Findings, scope: Scope) -> str:
    """Return the line that reports a package without errors, and what was not checked."""
    levels = f"levels 1 to {scope.level}" if scope.level > 1 else "level 1"
    last = "; to compare with the last release (level 5), name it with --since" if scope.level == 4 else ""
    size = f"{count(scope.rows, 'row')} in {count(scope.tables, 'table')}"
    verb = "passes" if scope.rows == 1 else "pass"
    return f"OK: {size} {verb} {count(scope.rules, 'rule')} ({levels}){other_rules(found)}{last}"


def other_rules(found: Findings) -> str:
    """Return how many errors break rules that were not selected."""
    others = sum(found.untold.values())
    return f"; {count(others, 'error')} of other rules not shown" if others else ""


def _parts(problem: Problem) -> Iterator[Line]:
    """Yield a problem's place, its message and its rule."""
    line, place, rule = str(problem), f"{problem.path}:{problem.line}:", f"[{problem.rule}]"
    yield line[: len(place)], "bold"
    yield line[len(place) : -len(rule)], ""
    yield rule, "dim"


def count(number: int, what: str) -> str:
    """Return a number with the noun that it counts, in the plural unless it is 1."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")
