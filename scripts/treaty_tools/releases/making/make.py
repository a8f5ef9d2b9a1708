"""Make a release: check that one can be made, plan it, and write all of its files or none."""

from pathlib import Path

import click

from treaty_record.values.version import EXPECTED, parts

from ...package.descriptor import DESCRIPTOR
from ...reporting.terminal import safe
from ...writing import writing
from .. import repository
from ..git import GitError
from ..naming import shown
from ..repository import Repository
from .plan import DIST, Plan, planned
from .stamping import CHANGELOG, SETTINGS, Stamp

WRITTEN = {*SETTINGS, CHANGELOG, DESCRIPTOR}
"""Files that a release writes, which may have uncommitted changes."""
LISTED = 5
"""Maximum number of uncommitted files that a message names."""


def make(root: Path, stamp: Stamp) -> Plan | None:
    """Write the files of a release and return its plan, or None if an interrupted run has already written them.

    Raises what ``prepare`` raises, and NotWritten if the file system refuses.
    """
    with writing(root, f"treaty release {stamp.version}") as draft:
        if draft.is_made:
            return None
        plan = prepare(root, stamp)
        for path, content in plan.files.items():
            draft.add(path, content)
        draft.commit()
    return plan


def prepare(root: Path, stamp: Stamp) -> Plan:
    """Return the plan of a release without writing it.

    Raises click.UsageError if no release of that version can be made here, BadData if the data has errors.
    """
    if parts(stamp.version) is None:
        raise click.UsageError(f"{shown(stamp.version)!r} is not {EXPECTED}")
    try:
        around = repository.around(root)
        why = (
            obstacle(around, stamp.version)
            if around
            else f"{root} is not in a git repository, where earlier releases are looked up"
        )
    except GitError as error:
        raise click.UsageError(str(error)) from None
    if why:
        raise click.UsageError(why)
    return planned(root, stamp)


def obstacle(around: Repository, version: str) -> str | None:
    """Return why a release cannot be made from a repository in its present state, None if it can."""
    if repository.is_shallow(around):
        return "this clone is shallow, so that earlier releases may be missing: run 'git fetch --unshallow --tags'"
    changed = repository.changed(around)
    if others := [path for path in changed if path not in WRITTEN and not path.startswith(f"{DIST}/")]:
        more = f" and {len(others) - LISTED} more" if len(others) > LISTED else ""
        return f"not committed: {safe(', '.join(others[:LISTED]))}{more}"
    if repository.commit(around, f"refs/tags/v{version}"):
        return f"{version} is already released: there is a tag v{version}"
    return None
