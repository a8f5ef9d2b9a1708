"""treaty release: make of what is here a release, as far as a machine can."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from treaty_record.values.version import EXPECTED, parts

from ..package.descriptor import DESCRIPTOR
from ..package.project import find_root
from ..releases import repository
from ..releases.difference.counts import in_words
from ..releases.git import GitError
from ..releases.making.plan import DIST, Plan, planned
from ..releases.making.stamping import CHANGELOG, SETTINGS, Stamp
from ..releases.naming import shown
from ..releases.repository import Repository
from ..reporting.problem import BadData
from ..reporting.report import report
from ..reporting.terminal import echo_lines, safe
from ..sources.build import FOLDER
from ..writing import writing
from .options import root_option

WRITTEN = {*SETTINGS, CHANGELOG, DESCRIPTOR}
"""Files that a release writes, so that they need not be committed."""


@click.command("release")
@click.argument("version")
@click.option("--check", is_flag=True, help="Change nothing; say what would be done, or what is in the way.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day; by default today's in UTC.")
@root_option
def command(version: str, check: bool, day: datetime | None, root: Path | None) -> None:
    """Set VERSION in every file, write down what changed since the last release, and pack the data.

    Nothing is written unless everything holds. What people do then, RELEASING.md says.
    """
    root = (root or find_root(FOLDER)).resolve()
    stamp = Stamp(version, f"{day or datetime.now(UTC):%Y-%m-%d}")
    if check:
        echo_lines(told(checked(root, stamp), stamp, check))
        return
    with writing(root, f"treaty release {version}") as draft:
        if draft.is_made:
            echo_lines([f"{version} was made by a run that was interrupted; RELEASING.md says what to do now"])
            return
        plan = checked(root, stamp)
        for path, content in plan.files.items():
            draft.add(path, content)
        draft.commit()
    echo_lines(told(plan, stamp, check))


def checked(root: Path, stamp: Stamp) -> Plan:
    """Return what makes a release, or report what is in the way and exit."""
    refuse(root, stamp.version)
    try:
        return planned(root, stamp)
    except BadData as error:
        raise report(error.problems, "nothing was written: mend these first") from None


def refuse(root: Path, version: str) -> None:
    """Raise click.UsageError if there can be no release of that version here, whatever the data is."""
    if parts(version) is None:
        raise click.UsageError(f"{shown(version)!r} is not {EXPECTED}")
    try:
        around = repository.around(root)
        if why := refusal(around, version) if around else f"{root} is not in a git repository, which has the releases":
            raise click.UsageError(why)
    except GitError as error:
        raise click.UsageError(str(error)) from None


def refusal(around: Repository, version: str) -> str | None:
    """Return why a repository is not in a state to make a release of, None if it is."""
    if repository.is_shallow(around):
        return "this clone is shallow, so that earlier releases may be missing: run 'git fetch --unshallow --tags'"
    changed = repository.changed(around)
    if others := [path for path in changed if path not in WRITTEN and not path.startswith(f"{DIST}/")]:
        more = f" and {len(others) - 5} more" if len(others) > 5 else ""
        return f"not committed: {safe(', '.join(others[:5]))}{more}"
    if repository.commit(around, f"refs/tags/v{version}"):
        return f"{version} is already released: there is a tag v{version}"
    return None


def told(plan: Plan, stamp: Stamp, check: bool) -> Iterator[str]:
    """Yield what a release changes, in lines."""
    since = f"after {plan.since.old.version}" if plan.since else "the first release"
    yield f"{stamp.version}, {stamp.day}, {since}"
    yield from (f"  {table.name}: {in_words(table)}" for table in (plan.since.tables if plan.since else []))
    yield "would write:" if check else "wrote:"
    yield from (f"  {path}" for path in plan.files)
    yield "nothing was written" if check else "RELEASING.md says what to do now"
