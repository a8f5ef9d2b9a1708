"""Run git without running anything that a repository configures: no hook, filter, helper, transport or pager."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from ..reporting.terminal import safe

SECONDS = 300
"""Timeout of one call of git."""
LONGEST_REASON = 600
"""Characters of git's own error message that are shown."""
KEPT = (
    *("PATH", "HOME", "XDG_CONFIG_HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA"),
    *("PROGRAMDATA", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "SUDO_UID"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"),
)
"""Variables that git needs to start, and to find the user's own settings (safe.directory is one of them)."""
ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": ":",  # an empty list, which no protocol.*.allow of a repository overrides
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",  # since git 2.39.4; older ones fail at GIT_ALLOW_PROTOCOL
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
SETTINGS = (
    "core.fsmonitor=",
    f"core.hooksPath={os.devnull}",
    "core.pager=cat",
    "diff.external=",
    "diff.ignoreSubmodules=all",  # git runs another git in each submodule, with that one's settings
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
)
"""Settings that override those of a repository."""

PARTIAL = "This clone is partial (git clone --filter), and nothing is fetched here: use a whole clone"


class GitError(Exception):
    """Raised if git fails; the message says why in one sentence, in git's own words if it has any."""


def answer(folder: Path, *arguments: str, settings: Sequence[str] = ()) -> bytes:
    """Return what git prints in a folder.

    Raises GitError if it fails.
    """
    done = ask(folder, *arguments, settings=settings)
    if done.returncode != 0:
        raise GitError(reason(done))
    return done.stdout


def ask(folder: Path, *arguments: str, settings: Sequence[str] = ()) -> subprocess.CompletedProcess[bytes]:
    """Return the completed process of git in a folder; git looks for its repository in that folder only.

    Raises GitError if git cannot be run.
    """
    given = (option for setting in (*SETTINGS, *settings) for option in ("-c", setting))
    command = [str(program()), "--no-pager", *given, "-C", str(folder), *arguments]
    ceiling = {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    kept = {name: value for name, value in os.environ.items() if name.upper() in KEPT}
    try:
        return subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=kept | ENVIRONMENT | ceiling,
            timeout=SECONDS,
        )
    except OSError as error:
        raise GitError(f"git cannot be started: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git took longer than {SECONDS} seconds") from None


def program() -> Path:
    """Return the path of git. Only absolute folders of PATH are searched, never the current one.

    Raises GitError if git is not installed.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        found = Path(folder, name)
        if found.is_absolute() and found.is_file() and os.access(found, os.X_OK):
            return found
    raise GitError("git is not installed, or not on PATH")


def reason(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return why git failed, in its own words, as one line."""
    lines = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines()]
    words = [line.removeprefix("fatal: ") for line in lines if line and not line.startswith(("warning:", "hint:"))]
    sentences = (words[i] if words[i][-1] in ".:;,!?" else f"{words[i]}." for i in range(len(words)))
    message = safe(" ".join(sentences)).removesuffix(".")[:LONGEST_REASON]
    if not message:
        return f"git failed with status {done.returncode}"
    return f"git: {message}. {PARTIAL}" if "promisor remote" in message else f"git: {message}"
