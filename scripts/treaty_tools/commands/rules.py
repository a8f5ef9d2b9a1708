"""treaty rules: list what is checked, and why."""

from collections.abc import Iterator

import click

from ..package import reading as package  # noqa: F401 -- importing registers the rules
from ..reporting.terminal import echo_lines
from ..rules import RULES, Rule
from ..sources import build  # noqa: F401 -- importing registers the rules

LEVELS = {
    1: "shape: each file and cell is what it should be",
    2: "references: what is named exists, what is derived is true",
    3: "citations: every fact rests on words that can be checked",
    4: "meaning: what is said makes sense",
    5: "release: nothing disappears silently",
}


MARKDOWN = """\
# Rules

Made by `treaty rules --markdown`. Every fault ends with the id of its rule in brackets;
[CONTRIBUTING](../CONTRIBUTING.md#what-the-messages-mean) says what to do then.
"""


@click.command("rules", epilog="Example: treaty rules --why")
@click.option("--why", is_flag=True, help="Say for each rule why it exists.")
@click.option("--markdown", is_flag=True, help="Write docs/rules.md.")
def command(why: bool, markdown: bool) -> None:
    """List every rule with its id, its level and what it asks for."""
    echo_lines(in_markdown() if markdown else in_text(why))


def by_level() -> Iterator[tuple[int, str, list[Rule]]]:
    """Yield each level with what it is about and its rules, those first that run first."""
    for level, what in LEVELS.items():
        rules = [rule for rule in RULES.values() if rule.level == level]
        yield level, what, sorted(rules, key=lambda rule: (rule.stage, rule.id))


def in_text(why: bool) -> Iterator[str]:
    """Yield the lines of the list for people at a terminal."""
    width = max(map(len, RULES))
    for level, what, rules in by_level():
        yield f"level {level}, {what}"
        for rule in rules:
            yield f"  {rule.id:<{width}}  {rule.sentence}"
            if why:
                yield from (f"  {'':<{width}}    {line.strip()}" for line in rule.why.splitlines())


def in_markdown() -> Iterator[str]:
    """Yield the lines of docs/rules.md."""
    yield from MARKDOWN.rstrip().splitlines()
    for level, what, rules in by_level():
        yield from ("", f"## Level {level}, {what}", "", "| rule | what must hold | why |", "|---|---|---|")
        for rule in rules:
            yield f"| `{rule.id}` | {rule.sentence} | {' '.join(rule.why.split())} |"
