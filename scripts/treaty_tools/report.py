"""Tell people what was found."""

import click
from click.exceptions import Exit

from .problem import Problem


def report(problems: list[Problem], way_out: str) -> Exit:
    """Print every problem, a count and the way out on standard error; return the exit to raise, with status 1."""
    for problem in sorted(set(problems)):
        click.echo(str(problem), err=True)
    click.echo(f"{count(len(set(problems)), 'fault')}; {way_out}", err=True)
    return Exit(1)


def count(number: int, what: str) -> str:
    """Return a number with what it counts."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")
