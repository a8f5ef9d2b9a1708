"""Prevent two processes from writing in one folder at the same time."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNSUPPORTED = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
"""Errors of file systems without locks, such as some network shares; nothing is locked on those."""

if sys.platform == "win32":
    import time

    @contextmanager
    def locked(folder: Path) -> Iterator[None]:
        """Wait until no other process writes in a folder, and lock it."""
        while True:
            try:  # O_TEMPORARY: the system deletes the file when this process ends in any way
                descriptor = os.open(folder / ".treaty-lock", os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)
                break
            except (FileExistsError, PermissionError):
                if not (folder / ".treaty-lock").exists():
                    raise
                time.sleep(0.1)
        try:
            yield
        finally:
            os.close(descriptor)
else:
    import fcntl

    @contextmanager
    def locked(folder: Path) -> Iterator[None]:
        """Wait until no other process writes in a folder, and lock it.

        The lock is on the folder itself, so that it leaves no file behind; the system releases it when the process
        ends, however it ends.
        """
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            except OSError as error:
                if error.errno not in UNSUPPORTED:
                    raise
            yield
        finally:
            os.close(descriptor)
