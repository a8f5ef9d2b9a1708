"""Tell people what was found: in colours on a terminal that wants them, in plain text elsewhere."""

from collections.abc import Iterable, Sequence

from click.exceptions import Exit

from .problem import Problem
from .terminal import echo


def report(problems: Iterable[Problem], way_out: str) -> Exit:
    """Print every problem, a count and the way out on standard error; return the exit to raise, with status 1."""
    told = sorted(set(problems))
    print_problems(told, [], len(told), way_out)
    return Exit(1)


def print_problems(problems: Sequence[Problem], more: Sequence[str], total: int, way_out: str) -> None:
    """Print problems on standard error, lines on those that are not shown, the count of all, and the way out."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False, soft_wrap=True)  # keeps NO_COLOR
    if not console.is_terminal:  # rich would take a second for ten thousand lines
        echo("\n".join([*map(str, problems), *more, f"{count(total, 'fault')}; {way_out}"]), err=True)
        return
    for problem in problems:
        line = Text(str(problem))
        line.stylize("bold", 0, len(f"{problem.path}:{problem.line}:"))
        line.stylize("dim", len(line) - len(f"[{problem.rule}]"))
        console.print(line)
    for line_on_more in more:
        console.print(Text(line_on_more, style="dim"))
    console.print(Text(f"{count(total, 'fault')}; {way_out}", style="bold red"))


def count(number: int, what: str) -> str:
    """Return a number with what it counts."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")
