"""Pins: the first and last few words of a passage, by which it is found again in the text of its article.

A pin matches from the first ``begins`` to the first ``ends`` after it, ignoring case, as the text fragments of browsers
do (https://wicg.github.io/scroll-to-text-fragment/).
"""

import re
import unicodedata
from urllib.parse import quote

LONGEST_PIN = 40
"""Code points that ``begins`` or ``ends`` may have."""
MOST_WORDS = 5
"""Words that ``begins`` or ``ends`` may have; as few as are unique, three as a rule."""
LONGEST_UNSPACED = 20
"""Code points of a pin in a script without spaces between words."""
LARGEST_PINNED_SHARE = 0.4
"""Part of an article's text that all its pins together may have."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
"""Scripts written without spaces between words: Thai, Lao, Burmese, Khmer, kana and Han."""
_JOINERS = "\u00ad\u200c\u200d\u2060"
"""Invisible characters that do not end a word: soft hyphen, joiners and word joiner."""
_BLANKS = " \n"
_ENDS_OF_WORDS = " \n.,"
"""The commonest characters between words, known without a look at their category."""


def is_unspaced(text: str) -> bool:
    """Tell whether a text is in a script without spaces between words."""
    return bool(_UNSPACED.search(text))


def joins(before: str, after: str) -> bool:
    """Tell whether two characters belong to one word, so that a pin must not be cut between them."""
    if after in _ENDS_OF_WORDS or (before in _ENDS_OF_WORDS and after.isalnum()):
        return False
    return _is_of_word(after) and (_is_of_word(before) or unicodedata.category(after)[0] == "M")


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character in _JOINERS or unicodedata.category(character)[0] == "M"


def is_cut(text: str, at: int) -> bool:
    """Tell whether a cut at an offset would split a word; browsers find whole words only."""
    return 0 < at < len(text) and joins(text[at - 1], text[at])


def fault(pin: str) -> str | None:
    """Return what is wrong with a pin by itself, None if nothing is."""
    words = len(pin.split())
    if len(pin) <= LONGEST_UNSPACED and words <= MOST_WORDS and "\n" not in pin and "\r" not in pin:
        return None
    if "\n" in pin or "\r" in pin:
        return "has a line break; a pin lies within one line of the text: take words from one paragraph"
    if len(pin) > LONGEST_PIN:
        return f"has {len(pin)} code points; a pin has at most {LONGEST_PIN}: shorten it"
    if is_unspaced(pin) and len(pin) > LONGEST_UNSPACED:
        return f"has {len(pin)} code points; in a script without spaces a pin has at most {LONGEST_UNSPACED}"
    if words > MOST_WORDS:
        return f"has {words} words; a pin has at most {MOST_WORDS}: take as few as are unique in the text"
    return None


def span(text: str, begins: str, ends: str | None) -> tuple[int, int] | None:
    """Return where a pinned passage starts and ends in a text, None if it is not there.

    Case is ignored. Letters whose lower case has another length (such as İ) match only as they are written.
    """
    folded = fold(text)
    start = find(folded, fold(begins))
    if start < 0:
        return None
    end = start + len(begins)
    if not ends:
        return start, end
    last = find(folded, fold(ends), end)
    return None if last < 0 else (start, last + len(ends))


def find(folded: str, words: str, start: int = 0) -> int:
    """Return where folded words first occur as whole words from an offset on, -1 if nowhere."""
    at = folded.find(words, start) if words else -1
    while at >= 0 and not _is_between_blanks(folded, at, at + len(words)):
        if not (is_cut(folded, at) or is_cut(folded, at + len(words))):
            break
        at = folded.find(words, at + 1)
    return at


def _is_between_blanks(text: str, start: int, end: int) -> bool:
    """Tell whether a range is seen at once to be of whole words: from a letter or digit after a blank to a blank."""
    return text[start - 1 : start] in _BLANKS and text[start].isalnum() and text[end : end + 1] in _ENDS_OF_WORDS


def fold(text: str) -> str:
    """Return a text in lower case, each character still at its offset."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(low if len(low := c.lower()) == 1 else c for c in text)


def fragment(begins: str, ends: str | None) -> str:
    """Return the text fragment that leads a browser to a pinned passage: ``:~:text=begins,ends``."""
    return ":~:text=" + ",".join(_encoded(words) for words in (begins, ends) if words)


def _encoded(words: str) -> str:
    """Return words percent-encoded for a text fragment, in which ``,``, ``-`` and ``&`` have a meaning."""
    return quote(words, safe="").replace("-", "%2D")


def link(url: str, begins: str, ends: str | None, text: str | None = None) -> str:
    """Return the address of a page that opens at a pinned passage; a fragment of the address itself is kept.

    If the text is given, and the pins do not occur in it as whole words, no browser finds them: the address is plain.
    """
    if text is not None and span(text, begins, ends) is None:
        return url
    return f"{url}{'' if '#' in url else '#'}{fragment(begins, ends)}"
