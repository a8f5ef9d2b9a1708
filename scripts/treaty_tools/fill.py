"""Type into an article's source file what its text tells: starts of quotes, hash and length."""

import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from . import searching, texts, toml_file
from .terminal import safe
from .texts import Text
from .toml_file import TomlFile

SOURCES = "scripts/sources"

_QUOTE = re.compile(r"""([ \t]*(?:[^={}]*\.[ \t]*)?)(?:quote|"quote"|'quote')[ \t]*=""")
_ARTICLE = re.compile(r"""[ \t]*\[[ \t]*["']?article["']?[ \t]*\]""")


class Insertion(NamedTuple):
    """Words to be typed as a line of their own, above a line of the file, the first being line 1."""

    line: int
    typed: str


class Fault(NamedTuple):
    """What a person has to look at, at a line of the file."""

    line: int
    message: str


class Unfilled(Exception):  # noqa: N818 -- named for what it tells the curator
    """Raised where there is no source file to fill."""


def project(start: Path) -> Path:
    """Return the nearest folder that has sources, from a folder upwards."""
    for folder in (start, *start.parents):
        if (folder / SOURCES).is_dir():
            return folder
    raise Unfilled(safe(f"no {SOURCES} in {start} or above it; say where with --root"))


def fill(root: Path, article_id: str, folder: Path) -> list[str]:
    """Type what is missing into an article's source file; return what a person has to mend.

    Only lines are inserted, and the file is replaced whole. Raises Unfilled where there is no such
    file, BadData where it is no TOML, TextError where the text is no text.
    """
    shown = f"{SOURCES}/articles/{article_id}.toml"
    path = root / shown
    if not path.exists():
        raise Unfilled(safe(f"no {shown} in {root}"))
    source = toml_file.read(path, shown)
    content = path.read_bytes()
    steps = list(plan(source, content.decode().splitlines(), texts.read(folder, article_id)))
    insertions = [step for step in steps if isinstance(step, Insertion)]
    if insertions:
        replace(path, inserted(content, insertions))
    return [safe(f"{shown}:{step.line}: {step.message}") for step in sorted(steps) if isinstance(step, Fault)]
