"""Report errors as annotations that GitHub shows at the lines of files."""

import os
from collections.abc import Iterator
from pathlib import Path

from treaty_record.home import descriptor_of

from .findings import Findings
from .problem import Problem
from .terminal import safe


def annotations(found: Findings, package: Path) -> Iterator[str]:
    """Yield the workflow commands for the errors found; paths are relative to the workspace of the job."""
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
