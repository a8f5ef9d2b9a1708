"""treaty rules: list what is checked, why, and what to do about an error."""

import click

from ..releases import rules  # noqa: F401 -- importing registers the rules of level 5
from ..reporting.terminal import echo_lines
from ..rules.listing import in_markdown, in_text


@click.command("rules", epilog="Example: treaty rules --why")
@click.option("--why", is_flag=True, help="Also print why each rule exists and how to fix an error.")
@click.option("--markdown", is_flag=True, help="Print the page docs/rules.md.")
def command(why: bool, markdown: bool) -> None:
    """List every rule by level: its id and what must hold."""
    echo_lines(in_markdown() if markdown else in_text(why))
