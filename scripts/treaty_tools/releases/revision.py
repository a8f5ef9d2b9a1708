"""A package at a commit of a git repository."""

from pathlib import Path

from .extract import ReadFile, extract, refused
from .git import GitError, answer
from .repository import Repository


def unpack(repository: Repository, commit: str, room: Path) -> Path:
    """Write the package of a repository's folder at a commit into an empty folder, and return that folder.

    Raises BadData if it cannot be extracted, GitError if git cannot read it.
    """
    below = repository.below
    if below and not answer(repository.top, "ls-tree", "-d", commit, "--", below):
        raise GitError(f"that commit has no folder {below!r}")
    return extract(_reader(repository, f"{commit}:{repository.below}"), room)


def _reader(repository: Repository, tree: str) -> ReadFile:
    """Return a function that reads files from a folder at a commit; links are not followed."""

    def read(path: str, most: int) -> bytes | None:
        listed = answer(repository.top, "ls-tree", "-l", "-z", tree, "--", path).decode("utf-8", "replace")
        mode, _, blob, size = listed.partition("\t")[0].split() or ("", "", "", "")
        if not mode.startswith("100"):
            return None
        if int(size) > most:
            raise refused(path, f"is larger than {most // 1024 // 1024} MiB")
        return answer(repository.top, "cat-file", "blob", blob)

    return read
