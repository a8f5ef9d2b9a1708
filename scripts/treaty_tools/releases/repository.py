"""The git repository around a folder: its commits by name, and its uncommitted files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from treaty_record.values.version import Version, parts

from .git import GitError, answer, ask, reason


@dataclass(frozen=True)
class Repository:
    """A repository, and the folder in it that is of interest."""

    top: Path
    """The folder that contains ``.git``."""
    below: str
    """The path of the folder of interest relative to ``root``, with slashes; empty if they are the same."""


def around(folder: Path) -> Repository | None:
    """Return the repository around a folder, None if there is none.

    Only ``.git`` counts: a folder that is itself a bare repository is untrusted data. Raises GitError if
    git refuses it.
    """
    here = folder.resolve()
    top = next((at for at in (here, *here.parents) if _has_git(at)), None)
    if top is None:
        return None
    if answer(top, "rev-parse", "--git-dir") == b".\n" or answer(top, "rev-parse", "--show-cdup") != b"\n":
        raise GitError(f"{top / '.git'} is the repository of another folder")
    return Repository(top, here.relative_to(top).as_posix() if here != top else "")


def _has_git(folder: Path) -> bool:
    try:
        return (folder / ".git").exists()
    except OSError:  # no permission to enter the folder
        return False


def commit(repository: Repository, name: str) -> str | None:
    """Return the hash of the commit that a tag, a branch or another revision names, None if there is none.

    Raises GitError if git fails for another reason.
    """
    if not name or "\0" in name:
        return None
    done = ask(repository.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if done.returncode == 0:
        return done.stdout.decode("ascii").strip()
    if done.stderr.strip():
        raise GitError(reason(done))
    return None


def tagged(repository: Repository, version: str) -> str | None:
    """Return the commit of a version's tag: ``v1.2.3``, else ``1.2.3``; None if it has none."""
    return commit(repository, f"refs/tags/v{version}") or commit(repository, f"refs/tags/{version}")


def is_shallow(repository: Repository) -> bool:
    """Return whether the repository lacks older history (``git clone --depth``)."""
    return answer(repository.top, "rev-parse", "--is-shallow-repository") == b"true\n"


def releases(repository: Repository) -> dict[Version, str]:
    """Return the release tags, ``v1.2.3``, among the ancestors of the checked-out commit, by version."""
    listed = answer(repository.top, "for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", "refs/tags/v*")
    tags = listed.decode("utf-8", "replace").split()
    return {version: tag for tag in tags if (version := parts(tag.removeprefix("v")))}


def changed(repository: Repository) -> list[str]:
    """Return the files of the folder that have uncommitted changes, as paths relative to it."""
    below = f"{repository.below}/" if repository.below else ""
    options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all")
    settings = list(_filters_off(repository))
    listed = answer(repository.top, "status", *options, "--", below or ".", settings=settings)
    entries = filter(None, listed.decode("utf-8", "replace").split("\0"))
    return sorted(entry[3:].removeprefix(below) for entry in entries)


def _filters_off(repository: Repository) -> Iterator[str]:
    """Yield settings that turn off every configured filter, since ``git status`` runs them on changed files."""
    names = answer(repository.top, "config", "--list", "--name-only", "-z").decode("utf-8", "surrogateescape")
    drivers = {name.rpartition(".")[0] for name in names.split("\0") if name.startswith("filter.")}
    for driver in sorted(drivers):
        if "=" in driver:  # -c would cut the name off there
            raise GitError(f"the filter {driver.partition('.')[2]!r} cannot be turned off: its name has a '='")
        yield from (f"{driver}.{key}=" for key in ("clean", "smudge", "process"))
        yield f"{driver}.required=false"
