"""The package as one archive, which is a sixth of the size of its tables: its descriptor and its tables."""

import io
import zipfile
from collections.abc import Mapping

from ..writing.file_names import file_stem
from .record import About

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in it, so that the same package gives the same bytes."""
BEST = 9


def name(about: About) -> str:
    """Return the name of a package's archive, with its version."""
    return f"{file_stem('-'.join(filter(None, (about.name or 'package', about.version))))}.zip"


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files by their paths."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=BEST) as archive:
        for path, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path, EPOCH), content, zipfile.ZIP_DEFLATED, BEST)
    return held.getvalue()
