"""What a check found, for people, for programs, and for GitHub."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from treaty_record.home import descriptor_of

from .findings import Findings
from .problem import Problem
from .report import count, print_problems
from .terminal import echo, echo_commands, json_inert, safe

Form = Literal["text", "json", "github"]
FORMATS = get_args(Form)

WAY_OUT = "'treaty rules' says what each rule is for"
LEVELS = range(1, 6)


@dataclass(frozen=True)
class Run:
    """What was checked: which package, how many rows and tables, up to which level, and by how many rules."""

    package: Path
    rows: int
    tables: int
    level: int
    rules: int


def write(form: Form, found: Findings, run: Run) -> None:
    """Write what was found as people, programs or GitHub want it."""
    if form == "json":
        echo(as_json(found, run))
        return
    if form == "github":
        echo_commands(annotations(found, run.package))
    if not found.counts:
        echo(held(found, run))
    elif form == "text":
        print_problems(found.problems, list(more(found)), sum(found.counts.values()), WAY_OUT + untold(found))


def held(found: Findings, run: Run) -> str:
    """Return what is told of a package without faults, and of what was not looked at."""
    levels = f"levels 1 to {run.level}" if run.level > 1 else "level 1"
    last = "; level 5 compares with the last release: name its package with --since" if run.level == 4 else ""
    size = f"{count(run.rows, 'row')} in {count(run.tables, 'table')}"
    return f"{size} keep {count(run.rules, 'rule')} of {levels}{untold(found)}{last}"


def untold(found: Findings) -> str:
    """Return how many faults other rules found than those that were asked for."""
    others = sum(found.untold.values())
    return f"; {count(others, 'fault')} of other rules not told" if others else ""


def more(found: Findings) -> Iterator[str]:
    """Yield how many faults of each rule are not shown."""
    yield from (f"... and {n:,} more [{rule}]" for rule, n in found.not_shown.items())


def as_json(found: Findings, run: Run) -> str:
    """Return the report that docs/validation-report.schema.json describes, in ASCII."""
    report = {
        "valid": not found.counts,
        "rows": run.rows,
        "tables": run.tables,
        "faults": sum(found.counts.values()),
        "by_rule": dict(sorted(found.counts.items())),
        "problems": [{key: _whole(value) for key, value in vars(problem).items()} for problem in found.problems],
        "left_out": {
            "not_shown": found.not_shown,
            "not_told": dict(sorted(found.untold.items())),
            "levels": [level for level in LEVELS if level > run.level],
        },
    }
    return json_inert(json.dumps(report, indent=2))


def _whole(value: str | int) -> str | int:
    """Return a value without halves of surrogate pairs, which many readers of JSON refuse."""
    return value if isinstance(value, int) else value.encode("utf-8", "backslashreplace").decode()


def annotations(found: Findings, package: Path) -> Iterator[str]:
    """Yield the workflow commands that GitHub shows at the lines of files, named from the folder of the job."""
    folder = descriptor_of(package).parent
    shown = os.path.relpath(folder, os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    yield from (annotation(problem, shown) for problem in found.problems)
    yield from (f"::error title={_property(rule)}::... and {n:,} more" for rule, n in found.not_shown.items())


def annotation(problem: Problem, folder: str = ".") -> str:
    """Return a problem as a workflow command."""
    message = f"{problem.column}: {problem.message}" if problem.column else problem.message
    path = Path(folder, problem.path).as_posix()
    where = f"file={_property(path)},line={problem.line},title={_property(problem.rule)}"
    return f"::error {where}::{_data(safe(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
