"""The encoding of a page: declared, evident from its bytes, or guessed."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import webencodings

from .outcome import AS_TEXT, Failure, Page

LOOKED_AT = 4096
"""Bytes that are searched for a page's own declaration; the HTML standard requires it within the first 1,024."""

GUESSED_FROM = 2**20
"""Bytes used to guess an encoding."""

FEW = 0.05
"""Largest share of the characters beyond ASCII that may be unreadable: a slip here and there, not another encoding."""

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DECLARED = re.compile(rb"""<(?:meta\b[^>]*?\bcharset\s*=|\?xml\b[^>]*?\bencoding\s*=)\s*["']?\s*([\w.:-]+)""", re.I)

_SUPERSETS = {"gbk": "gb18030", "x-user-defined": "cp1252"}
"""Encodings to use instead, by Python's names."""

_LATIN = ["cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2", "iso8859_15"]
"""Encodings of alphabets in which letters beyond ASCII are rare and usually isolated."""

_GUESSES = [
    *("gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949", "cp866", "cp874", "koi8_r", "koi8_u"),
    *("mac_cyrillic", "cp1251", "cp1253", "cp1255", "cp1256", "cp1258", *_LATIN),
    *(f"iso8859_{n}" for n in (5, 6, 7, 8)),
]
"""The encodings of the web that guessing considers."""

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True)
class Decoded:
    """A page's text, the encoding it was decoded by, and whether that was guessed, against what the page declares."""

    text: str
    charset: str
    guessed: bool = False
    declared: str | None = None

    def __str__(self) -> str:
        """Return the encoding as it is reported."""
        if not self.guessed:
            return self.charset
        return f"{self.charset} (guessed; the page says {self.declared})" if self.declared else self.charset


def decoded(page: Page) -> Decoded:
    """Return a page's text.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever is declared: no text in another encoding is valid by
    chance. Otherwise it is the first encoding that fits, of those that the server and the page declare, or one that is
    guessed. Raises Failure if none fits.
    """
    certain = [*_marked(page.body), *_named(page)]
    declared = certain[0] if certain else None
    credible = [name for name in certain if name != "cp1252" or _is_sparse(page.body)]
    for name in credible:
        try:
            return Decoded(page.body.decode(name), name)
        except UnicodeDecodeError:
            continue
    if credible and is_readable(text := page.body.decode(credible[0], "replace")):
        return Decoded(text, credible[0])
    guess = guessed(page.body)
    if guess is None:
        says = f"the page is not in {declared}, as it says" if declared else "the page does not name its encoding"
        raise Failure("unreadable", f"{says}, and no other can be determined; {AS_TEXT}")
    return Decoded(page.body.decode(guess, "replace"), guess, guessed=True, declared=declared)


def is_readable(text: str) -> bool:
    """Return whether few of a text's characters beyond ASCII are replacement characters."""
    lost = text.count("\ufffd")
    return not lost or lost <= FEW * sum(not character.isascii() for character in text)


def _marked(data: bytes) -> Iterator[str]:
    """Yield the encodings that are evident from a page's bytes."""
    yield from (name for mark, name in _MARKS.items() if data.startswith(mark))
    if not data.isascii() and _is_utf8(data):
        yield "utf-8"


def _named(page: Page) -> Iterator[str]:
    """Yield the encodings that the server and the page declare."""
    if page.charset and (name := codec(page.charset)):
        yield name
    declared = _DECLARED.search(page.body[:LOOKED_AT])
    if declared and (name := codec(declared[1].decode("ascii", "replace"))):
        yield "utf-8" if name.startswith("utf-16") else name  # UTF-16 would have hidden the declaration


def codec(label: str) -> str | None:
    """Return Python's name for the encoding that browsers use for a label, None if there is none (WHATWG Encoding)."""
    found = webencodings.lookup(label)
    if found is None or found.name == "replacement":
        return None
    name = found.codec_info.name
    return _SUPERSETS.get(name, name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def guessed(data: bytes) -> str | None:
    """Return the most likely encoding of some bytes, None if several with different results fit equally well."""
    from charset_normalizer import from_bytes

    sample = data[:GUESSED_FROM]
    if sample.isascii():
        return "utf-8"
    fitting = list(from_bytes(sample, cp_isolation=_LATIN if _is_sparse(sample) else _GUESSES))
    best = [found for found in fitting if (found.chaos, found.coherence) == (fitting[0].chaos, fitting[0].coherence)]
    return best[0].encoding if len({str(found) for found in best}) == 1 else None


def _is_sparse(data: bytes) -> bool:
    """Return whether few words are entirely non-ASCII, as in Latin alphabets; a row of dashes is not a word."""
    runs = _BEYOND_ASCII.findall(data)
    in_words = sum(len(run) for run in runs if len(set(run)) > 2)
    return in_words <= sum(map(len, runs)) / 3
