"""Mend texts: NFC in every one, and blanks in those that are in our own words."""

import re
import tomllib
from collections.abc import Iterator

import tree_sitter

from ..quotes.diagnosis import normal_differences
from ..quotes.texts import nfc
from ..sources.toml_file import Keys
from ..sources.toml_lines import string
from .edit import Edit

OURS = ("gloss", "title_gloss", "note", "statement", "reason", "definition", "description")
"""Keys of texts in our own words; the words of articles, titles and names are kept as they are."""
OURS_IN = {"events": ("title",), "package": ("title",), "articles": ("skipped",)}
"""Further keys of such texts in some kinds of files."""

MOST_NAMED = 3
"""Changed characters that a message names."""

_RUN = re.compile(r"[ \t]{2,}|\t")


def mended(kind: str, keys: Keys, value: str) -> str:
    """Return a text as it should be."""
    normal = nfc(value)
    return _RUN.sub(" ", normal).strip() if is_ours(kind, keys) else normal


def is_ours(kind: str, keys: Keys) -> bool:
    """Tell whether a text is in our own words, by the kind of its file and the keys that lead to it."""
    named = [key for key in keys if isinstance(key, str)]
    others = OURS_IN.get(kind, ())
    return named[-1:] != [] and (named[-1] in (*OURS, *others) or ("skipped" in named[:-1] and "skipped" in others))


def text_edit(kind: str, keys: Keys, node: tree_sitter.Node) -> Edit | None:
    """Return the change of a text, None if it is as it should be."""
    raw = (node.text or b"").decode()
    value = _value(raw)
    new = mended(kind, keys, value)
    if new == value:
        return None
    key = next((key for key in reversed(keys) if isinstance(key, str)), "")
    line = node.start_point.row + 1
    return Edit(node.start_byte, node.end_byte, _typed(raw, new).encode(), line, key, "; ".join(_said(value, new)))


def _value(raw: str) -> str:
    value = tomllib.loads(f"x = {raw}")["x"]
    return str(value)


def _typed(raw: str, new: str) -> str:
    """Return a text in the quotation marks that it had, if it can be written between them."""
    mark = next(mark for mark in ('"""', "'''", '"', "'") if raw.startswith(mark))
    same = f"{mark}{new}{mark}"
    try:
        if _value(same) == new:
            return same
    except tomllib.TOMLDecodeError:
        pass
    return string(new)


def _said(value: str, new: str) -> Iterator[str]:
    """Yield what was changed in a text."""
    normal = nfc(value)
    if normal != value:
        yield f"normalised to NFC: it {'; '.join(normal_differences(value)[:MOST_NAMED])}"
    if new != normal:
        yield "removed doubled blanks and blanks at its ends"
