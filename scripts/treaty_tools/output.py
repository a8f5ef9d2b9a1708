"""What a check found, for people, for programs, and for GitHub."""

import json
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import click

from .problem import Problem
from .report import print_problems

Form = Literal["text", "json", "github"]
FORMATS = get_args(Form)

WAY_OUT = "'treaty rules' says what each rule is for"


def write(
    form: Form, problems: Sequence[Problem], counts: Mapping[str, int], left_out: Mapping[str, int], held: str
) -> None:
    """Write problems and how many each rule found; ``held`` is told in text where there are none."""
    if form == "json":
        click.echo(as_json(problems, counts, left_out))
        return
    if form == "github":
        click.echo("".join(f"{annotation(problem)}\n" for problem in problems), nl=False)
    if not counts:
        click.echo(held)
    elif form == "text":
        more = [f"... and {n:,} more [{rule}]" for rule, n in left_out.items()]
        print_problems(problems, more, sum(counts.values()), WAY_OUT)


def as_json(problems: Sequence[Problem], counts: Mapping[str, int], left_out: Mapping[str, int]) -> str:
    """Return the report that docs/validation-report.schema.json describes."""
    report = {
        "valid": not counts,
        "faults": sum(counts.values()),
        "by_rule": dict(sorted(counts.items())),
        "not_shown": dict(left_out),
        "problems": [vars(problem) for problem in problems],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def annotation(problem: Problem) -> str:
    """Return a problem as a workflow command that GitHub shows at its line."""
    message = f"{problem.column}: {problem.message}" if problem.column else problem.message
    where = f"file={_property(problem.path)},line={problem.line},title={_property(problem.rule)}"
    return f"::error {where}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
