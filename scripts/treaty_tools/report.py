"""Tell people what was found: in colours on a terminal that wants them, in plain text elsewhere."""

from collections.abc import Iterable

from click.exceptions import Exit

from .problem import Problem


def report(problems: Iterable[Problem], way_out: str) -> Exit:
    """Print every problem, a count and the way out on standard error; return the exit to raise, with status 1."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False, soft_wrap=True)  # keeps NO_COLOR, and pipes plain
    told = sorted(set(problems))
    for problem in told:
        line = Text(str(problem))
        line.stylize("bold", 0, len(f"{problem.path}:{problem.line}:"))
        line.stylize("dim", len(line) - len(f"[{problem.rule}]"))
        console.print(line)
    console.print(Text(f"{count(len(told), 'fault')}; {way_out}", style="bold red"))
    return Exit(1)


def count(number: int, what: str) -> str:
    """Return a number with what it counts."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")
