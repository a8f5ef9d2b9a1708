"""Show strangers' text on a terminal: no control character gets through, no direction leaks out."""

import re
import unicodedata

import click

Line = tuple[str, str]
"""A line to print, and its style: ``bold``, ``red``, ``dim`` or nothing."""

ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNSAFE_IN_LINES = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066\u2067\ud800-\udfff]")
"""What is escaped in printed lines: tabs and our own isolates (U+2068, U+2069) may stay."""
_RIGHT_TO_LEFT = ("R", "AL", "AN")
_SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}


def safe(text: str) -> str:
    r"""Return a text with control characters and changes of direction written out: ``\x1b``."""
    return text if text.isprintable() else _UNSAFE.sub(_written_out, text)


def echo(text: str, *, err: bool = False, end: str = "\n") -> None:
    """Print lines of text on standard output, or standard error, with unsafe characters escaped in each."""
    click.echo("\n".join(map(safe_line, text.split("\n"))) + end, err=err, nl=False)


def safe_line(line: str) -> str:
    """Return a line to print with unsafe characters escaped; our own isolates stay."""
    return _UNSAFE_IN_LINES.sub(_written_out, line)


def isolated(text: str) -> str:
    """Return a text made safe, held apart from what is around it where it runs right to left."""
    shown = safe(text)
    runs_left = any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in shown)
    return f"{ISOLATE}{shown}{POP_ISOLATE}" if runs_left else shown


def named(character: str) -> str:
    """Return a character by code point and name: ``U+09BE BENGALI VOWEL SIGN AA``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


def _written_out(match: re.Match[str]) -> str:
    """Return one character as Python writes it in a string."""
    character = match[0]
    code = ord(character)
    return _SHORT.get(character, f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
