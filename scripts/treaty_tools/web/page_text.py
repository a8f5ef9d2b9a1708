"""The text of an article out of its page, in the coordinate space that offsets count in."""

import html
import logging
import re
import unicodedata
from dataclasses import dataclass

from .. import texts
from .charset import decoded
from .outcome import Failure, Page

PLAIN = "text/plain"
PAGES = ("text/html", "application/xhtml+xml", None)

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|zwnj|zwj|lrm|rlm|shy);")
_STAND_INS = range(0x12000, 0x12300)
"""Letters (cuneiform) that pages hardly have."""


@dataclass(frozen=True)
class PageText:
    """An article's text, the encoding that its page was read in, and how many characters could not be read."""

    body: str
    charset: str
    lost: int


def page_text(page: Page) -> PageText:
    """Return the article's text in a page.

    Raises Failure where the page is none of text, or has none in it.
    """
    if page.media_type not in (*PAGES, PLAIN):
        raise Failure("garbled", f"is {page.media_type}, no page of text")
    read, charset, lost = decoded(page)
    extracted = read if page.media_type == PLAIN else extract(read)
    text = texts.with_line_feeds(extracted.replace("\ufeff", ""))  # at the beginning it would be taken for a mark
    lines = (line.rstrip() for line in text.split("\n"))
    body = texts.nfc("\n".join(line for line in lines if _is_seen(line)))
    if not body:
        raise Failure("empty", "has no text of an article in it")
    return PageText(f"{body}\n", charset, lost)


def extract(page: str) -> str:
    """Return the article's text in a page of HTML, a paragraph a line, without menus, comments and the like.

    The extractor takes characters that cannot be seen for rubbish, joiners too, without which words of Persian, Bangla
    or Hindi are others; letters that the page does not have stand in for them meanwhile.
    """
    from trafilatura import extract as extracted

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it complains of, the result shows
    whole = _ENTITY.sub(_unseen_character, page)
    unseen = sorted(filter(_would_be_lost, set(whole)))
    free = (chr(code) for code in _STAND_INS if chr(code) not in whole)
    stand_ins = list(zip(unseen, free, strict=False))
    hidden = whole.translate({ord(character): letter for character, letter in stand_ins})
    text = extracted(hidden, include_comments=False) or ""
    return text.translate({ord(letter): character for character, letter in stand_ins})


def _unseen_character(entity: re.Match[str]) -> str:
    """Return what an entity stands for where that cannot be seen; another entity stays as it is."""
    character = html.unescape(entity[0])
    return character if len(character) == 1 and _would_be_lost(character) else entity[0]


def _would_be_lost(character: str) -> bool:
    """Tell whether a character is a joiner, or another that cannot be seen, but no control character."""
    return not (character.isprintable() or character.isspace()) and unicodedata.category(character) not in ("Cc", "Cs")


def _is_seen(line: str) -> bool:
    """Tell whether there is anything to see on a line."""
    return any(not (character.isspace() or unicodedata.category(character) == "Cf") for character in line)
