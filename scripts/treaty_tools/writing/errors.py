"""Explain in one sentence why files could not be written."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..reporting.terminal import safe

STAGING = ".treaty-staging"
"""Folder inside the target in which a change is prepared; an existing one was left by an interrupted run."""


class NotWritten(click.ClickException):
    """Files could not be written; commands print the message and exit 1."""

    def __init__(self, message: str) -> None:
        """Escape what a terminal would act on, since file names are untrusted."""
        super().__init__(safe(message))


@contextmanager
def in_words(folder: Path, outcome: str) -> Iterator[None]:
    """Turn an error of the file system into a sentence that names the path, the reason, and the outcome."""
    try:
        yield
    except OSError as error:
        raise NotWritten(f"{_place(error, folder)}: {reason(error)}; {outcome}") from error


def reason(error: OSError) -> str:
    """Return why the system refused; some libraries raise OSError with their own message or no error number."""
    if error.errno:
        return os.strerror(error.errno)
    return re.sub(r" \(os error \d+\)$", "", str(error)) or type(error).__name__


def _place(error: OSError, folder: Path) -> str:
    """Return the path that an error is about; a path in the staging folder is reported as the target folder."""
    named = error.filename2 or error.filename
    if not isinstance(named, (str, bytes, Path)):
        return str(folder)
    path = Path(named.decode(errors="replace") if isinstance(named, bytes) else named)
    return str(folder) if STAGING in path.parts else str(path)
