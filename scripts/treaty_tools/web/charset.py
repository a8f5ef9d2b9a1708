"""The characters of a page: in which encoding it is, and what that makes of its bytes."""

import codecs
import re
from collections.abc import Iterator

from .outcome import Page

LOOKED_AT = 4096
"""Bytes in which a page's own word on its encoding is looked for; the standard for HTML gives it 1024."""

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DECLARED = re.compile(rb"""<(?:meta\b[^>]*?\bcharset\s*=|\?xml\b[^>]*?\bencoding\s*=)\s*["']?\s*([\w.:-]+)""", re.I)

_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
"""The supersets that browsers read for encodings that pages name, by Python's names (WHATWG Encoding Standard)."""

_OF_THE_WEB = {
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949"),
    *("cp866", "cp874", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"),
    *(f"cp125{n}" for n in range(9)),
    *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
}
"""The encodings that browsers read; Python knows many more, not all of them for texts, and UTF-7."""

_LABELS = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-cp1251": "cp1251",
    "x-user-defined": "cp1252",
    "windows-874": "cp874",
}
"""Names of encodings that the web knows and Python does not."""


def decoded(page: Page) -> tuple[str, str, int]:
    """Return a page's text, the encoding it was read in, and how many characters could not be read.

    What is UTF-8 throughout and not plain ASCII is that, whatever is said of it: no other encoding's text is so by
    chance. Else it is the first that fits of those that the server and the page name; where none is named, one guessed.
    """
    names = list(dict.fromkeys(_candidates(page)))
    for name in names:
        try:
            return page.body.decode(name), name, 0
        except UnicodeDecodeError:
            continue
    text = page.body.decode(names[0], "replace")
    return text, names[0], text.count("\ufffd")


def _candidates(page: Page) -> Iterator[str]:
    """Yield the encodings that a page may be in, the most trustworthy first; one at least."""
    yield from (name for mark, name in _MARKS.items() if page.body.startswith(mark))
    if not page.body.isascii() and _is_utf8(page.body):
        yield "utf-8"
    named = list(_named(page))
    yield from named or [_guessed(page.body) or "utf-8"]


def _named(page: Page) -> Iterator[str]:
    """Yield the encodings that the server and the page name, if they are some."""
    if page.charset and (name := codec(page.charset)):
        yield name
    declared = _DECLARED.search(page.body[:LOOKED_AT])
    if declared and (name := codec(declared[1].decode("ascii"))):
        yield "utf-8" if name.startswith("utf-16") else name  # in UTF-16 its word could not have been read


def codec(label: str) -> str | None:
    """Return the name of Python's codec for what a page calls its encoding, None for what is none of the web."""
    label = label.strip().lower()
    try:
        found = codecs.lookup(_LABELS.get(label, label)).name
    except (LookupError, ValueError):
        return None
    meant = _MEANT.get(found, found)
    return meant if meant in _OF_THE_WEB else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(data: bytes) -> str | None:
    """Return the encoding that a page without a word on it seems to be in."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 2**20]).best()
    return best.encoding if best else None
