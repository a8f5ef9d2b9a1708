"""Put files in their places, all or none."""

from collections.abc import Mapping
from pathlib import Path

from ..whole_file import LEFTOVER, write_through


def place(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder, the last of them last; where one cannot be, all are left as they were."""
    before = {path: (root / path).read_bytes() if (root / path).is_file() else None for path in files}
    placed: list[str] = []
    try:
        for path, content in files.items():
            write_through(root / (path + LEFTOVER), content)
        for path in files:
            (root / (path + LEFTOVER)).replace(root / path)
            placed.append(path)
    except BaseException:
        for path in placed:
            _restore(root / path, before[path])
        raise
    finally:
        for path in files:
            (root / (path + LEFTOVER)).unlink(missing_ok=True)


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)
