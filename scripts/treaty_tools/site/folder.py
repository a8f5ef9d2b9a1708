"""Write the site into a folder, where it replaces the one made before and leaves everything else alone."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from ..package.descriptor import DESCRIPTOR
from ..writing import manifest, writing
from ..writing.files import digest

COMMAND = "treaty site"
MARKER = ".treaty-site"
"""The manifest of a site: the file by which a folder is known as one."""
PAGES = ("*.html", "actors/*.html", "articles/*.html", "claims/*.html", "events/*.html", "figures/*.html")
"""Where pages are; sites of before there were manifests are known by them."""
POLICY = b"""content="default-src 'none'; script-src 'self'; style-src 'self'"""
"""What every page of a site has near its beginning."""


def check(out: Path, *, take_over: bool = False) -> None:
    """Refuse a folder that is neither empty nor a site.

    Raises click.UsageError then.
    """
    if out.exists() and not out.is_dir():
        raise click.UsageError(f"{out} is not a folder: name one that is empty, or a site made before")
    if not take_over and not manifest.is_empty(out) and not (out / MARKER).is_file():
        raise click.UsageError(f"{out} holds other files and no site: name another folder, or use --take-over")


def write(out: Path, files: Iterable[tuple[str, bytes]], *, take_over: bool = False) -> int:
    """Write a site's files in the place of those made before; return how many they are.

    If it fails, the site that was there stays. Raises click.UsageError if the folder holds other files.
    """
    with writing(out, COMMAND) as draft:
        check(out, take_over=take_over)
        for path, content in files:
            draft.add(path, content)
        many = len(draft.files)
        manifest.replace(draft, made(out, draft.files), MARKER, {}, take_over=take_over)
    return many


def made(out: Path, files: Iterable[str]) -> manifest.Made:
    """Return the files of the site in a folder; ``files`` are those of the site that replaces it."""
    listed = manifest.read(out / MARKER)
    if listed == {}:  # made before there were manifests
        return {**dict.fromkeys([*files, MARKER]), **dict(_unlisted(out))}
    return {**listed, MARKER: None} if listed else {}


def _unlisted(out: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of a site without a manifest, with their SHA-256, as far as their content tells."""
    for pattern in PAGES:
        for path in out.glob(pattern):
            if path.is_file() and not path.is_symlink() and POLICY in path.read_bytes()[:1000]:
                yield path.relative_to(out).as_posix(), digest(path) or ""
    try:
        resources = json.loads((out / "package" / DESCRIPTOR).read_bytes())["resources"]
        yield from ((f"package/{r['path']}", str(r["hash"]).removeprefix("sha256:")) for r in resources)
    except (OSError, ValueError, LookupError, TypeError):
        return
