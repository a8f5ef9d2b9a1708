"""Extract an article's text from its page, in the form that offsets refer to."""

import html
import logging
import re
import unicodedata
from dataclasses import dataclass

from ..quotes import texts
from . import mhtml
from .bot_checks import is_bot_check
from .charset import Decoded, decoded, is_readable
from .file_kinds import HTML_ONLY, foreign_kind
from .outcome import AS_TEXT, Failure, Page

PLAIN = "text/plain"
PAGES = ("text/html", "application/xhtml+xml", None)

LARGEST = 8 * 2**20
"""Maximum size of a page, in bytes."""

MOST_TAGS = 100_000
"""Maximum number of tags; extraction takes up to a second for ten thousand, and news pages have about a thousand."""

MOST_MARKS = 50_000
"""Maximum number of combining marks; the extractor composes them in time quadratic in their number."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|zwnj|zwj|lrm|rlm|shy);")
_STAND_INS = range(0x12000, 0x12300)
"""Cuneiform letters, which hardly any page contains."""


@dataclass(frozen=True)
class PageText:
    """An article's text, the encoding of its page, and how many characters could not be decoded."""

    body: str
    charset: str
    lost: int


def page_text(page: Page) -> PageText:
    """Return the article's text from a page.

    Raises Failure if the page is not text, is too large, shows a bot check, or contains no article.
    """
    page, read = decoded_page(page)
    body = as_lines(read.text if page.media_type == PLAIN else article(read.text))
    return PageText(body, str(read), body.count("\ufffd"))


def decoded_page(page: Page) -> tuple[Page, Decoded]:
    """Return the page itself, if it is in a web archive, and its text with the markup.

    Raises Failure if the page is not text or is too large.
    """
    if mhtml.is_mhtml(page.body):
        page = mhtml.page(page.body)
    _refuse_other_kinds(page)
    if len(page.body) > LARGEST:
        raise Failure("too large", f"the page is larger than {LARGEST // 2**20} MiB; {HTML_ONLY}, or {AS_TEXT}")
    return page, decoded(page)


def _refuse_other_kinds(page: Page) -> None:
    if kind := foreign_kind(page.body):
        raise Failure("not a web page", kind)
    if page.media_type not in (*PAGES, PLAIN):
        raise Failure("not a web page", f"{page.media_type}; {AS_TEXT}")


def as_lines(text: str) -> str:
    """Return a text with one paragraph per line. Raises Failure if it cannot be cited."""
    clean = texts.with_line_feeds(text.replace("\ufeff", ""))  # at the start it would be read as a byte order mark
    lines = (line.rstrip() for line in clean.split("\n"))
    try:
        body = texts.bounded_nfc("\n".join(line for line in lines if _is_seen(line)))
    except texts.PiledMarks as piled:
        raise Failure("unreadable", f"the text {piled}") from None
    if not body:
        raise Failure("empty", "the page has no article text")
    if not is_readable(body):
        lost = f"{body.count(chr(0xFFFD)):,} of {len(body):,} characters"
        raise Failure("unreadable", f"{lost} are U+FFFD, lost before or in the page; {AS_TEXT}")
    return f"{body}\n"


def article(page: str) -> str:
    """Return the article's text from an HTML page. Raises Failure if the page is too complex or a bot check."""
    if page.count("<") > MOST_TAGS:
        raise Failure("too large", f"the page has more than {MOST_TAGS:,} tags; {AS_TEXT}")
    if _marks(html.unescape(page)) > MOST_MARKS:
        raise Failure("too large", f"the page has more than {MOST_MARKS:,} combining marks; {AS_TEXT}")
    text = extract(page)
    if is_bot_check(page, text):
        raise Failure(
            "bot check",
            "the page checks for bots or needs JavaScript; open the address in a browser, wait for the article, "
            "save the page as 'HTML only' and pass it with --page",
        )
    return text


def _marks(page: str) -> int:
    return sum(page.count(character) for character in set(page) if unicodedata.combining(character))


def extract(page: str) -> str:
    """Return the article's text from an HTML page, one paragraph per line, without menus, comments and the like.

    The extractor drops invisible characters, including joiners, without which words of Persian, Bangla or Hindi
    change; they are temporarily replaced by letters that the page does not contain.
    """
    from trafilatura import extract as extracted

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # the result shows what it complains about
    whole = _ENTITY.sub(_unseen_character, page)
    unseen = sorted(filter(_would_be_lost, set(whole)))
    free = (chr(code) for code in _STAND_INS if chr(code) not in whole)
    stand_ins = list(zip(unseen, free, strict=False))
    hidden = whole.translate({ord(character): letter for character, letter in stand_ins})
    text = extracted(hidden, include_comments=False) or ""
    return text.translate({ord(letter): character for character, letter in stand_ins})


def _unseen_character(entity: re.Match[str]) -> str:
    """Return the character of an entity if it is invisible, otherwise the entity unchanged."""
    character = html.unescape(entity[0])
    return character if len(character) == 1 and _would_be_lost(character) else entity[0]


def _would_be_lost(character: str) -> bool:
    """Return whether a character is a joiner or otherwise invisible, but not a control character."""
    return not (character.isprintable() or character.isspace()) and unicodedata.category(character) not in ("Cc", "Cs")


def _is_seen(line: str) -> bool:
    """Return whether a line contains a visible character."""
    return any(not (character.isspace() or unicodedata.category(character) == "Cf") for character in line)
