"""Write a file whole or not at all."""

import os
import shutil
import tempfile
from pathlib import Path

LEFTOVER = ".treaty-new"
"""Suffix of a file on its way to its place; one that is still there was left by an interrupted build."""


def write_through(path: Path, content: bytes) -> None:
    """Write a file, and the folders it is in, down to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file, or make it: whoever looks sees the old one or the new one, and never a part."""
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(descriptor)
    try:
        write_through(Path(beside), content)
        if path.exists():
            shutil.copymode(path, beside)
        else:
            Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
