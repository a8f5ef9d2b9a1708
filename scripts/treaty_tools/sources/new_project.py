"""treaty init: start a package of cited events about another subject."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ..reporting.text import count
from ..writing import STAGING, Draft
from .build import build
from .requirement import requirement

COMMAND = "treaty init"
TEMPLATE = Path(__file__).parent / "template"
NAME = "$name"
"""The placeholder for the package's name in the template."""
TOOLS, CHECK = "$tools", "$check"
"""The placeholders for what pip installs: all tools, or those that check a package."""
FRESH = {".git", ".gitignore", "LICENSE", "LICENSE.md", "LICENSE.txt", "README.md"}
"""Files that the clone of a new repository may contain; they are kept and the template's are left out."""


def package_name(folder: Path) -> str:
    """Return the name of a folder, the default name of a package."""
    return folder.resolve().name.lower()


def project(name: str) -> tuple[dict[str, bytes], int]:
    """Return the files of a new project built from the template, and its number of tables."""
    files = template(name)
    with TemporaryDirectory(prefix="treaty-") as room:
        shutil.copytree(TEMPLATE / "scripts", Path(room) / "scripts")
        for path in files:
            if path.startswith("scripts/"):
                (Path(room) / path).write_bytes(files[path])
        built = build(Path(room))
    return files | built.files, len(built.tables)


def template(name: str) -> dict[str, bytes]:
    """Return the files of the template for a new project, by path."""
    files = sorted(path for path in TEMPLATE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    words = {NAME: name, TOOLS: requirement("tools"), CHECK: requirement("check")}
    return {path.relative_to(TEMPLATE).as_posix(): filled(path.read_bytes(), words) for path in files}


def filled(content: bytes, words: Mapping[str, str]) -> bytes:
    """Return a file of the template with its placeholders replaced."""
    for placeholder, word in words.items():
        content = content.replace(placeholder.encode(), word.encode())
    return content


def add(draft: Draft, files: Mapping[str, bytes]) -> list[str]:
    """Add the files of a new project that do not exist yet; return the names of those that do and are kept.

    Raises click.UsageError if any exists, unless the folder is the clone of a new repository.
    """
    there = {entry.name for entry in draft.root.iterdir() if entry.name != STAGING}
    taken = [path for path in files if (draft.root / path).exists() or (draft.root / path).is_symlink()]
    if taken and not there <= FRESH:
        shown = ", ".join(taken[:5]) + (f" and {count(len(taken) - 5, 'other file')}" if len(taken) > 5 else "")
        raise click.UsageError(f"{draft.root} already has {shown}: name another folder")
    for path, content in files.items():
        if path not in taken:
            draft.add(path, content)
    return taken
