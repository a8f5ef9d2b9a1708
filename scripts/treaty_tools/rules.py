"""treaty rules: list what is checked, and why."""

import click

from . import build, checks, package  # noqa: F401 -- importing registers the rules

LEVELS = {
    1: "shape: each file and cell is what it should be",
    2: "references: what is named exists, what is derived is true",
    3: "citations: every fact rests on words that can be checked",
    4: "meaning: what is said makes sense",
    5: "release: nothing disappears silently",
}


@click.command("rules")
@click.option("--why", is_flag=True, help="Say for each rule why it exists.")
def command(why: bool) -> None:
    """List every rule with its id, its level and what it asks for."""
    width = max(map(len, checks.RULES))
    for level, what in LEVELS.items():
        rules = [rule for rule in checks.RULES.values() if rule.level == level]
        if rules:
            click.echo(f"level {level}, {what}")
        for rule in sorted(rules, key=lambda rule: rule.stage):
            click.echo(f"  {rule.id:<{width}}  {rule.sentence}")
            if why:
                click.echo("\n".join(f"  {'':<{width}}    {line.strip()}" for line in rule.why.splitlines()))
