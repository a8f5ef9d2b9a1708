"""Print untrusted text: nothing in it can control a terminal, change the reading direction or command a CI log."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterable

import click

from .progress import hidden

Line = tuple[str, str]
"""A text to print, and its style: ``bold``, ``red``, ``dim``, ``bold red`` or nothing."""

ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

_UNSEEN = "\ufdd0-\ufdef\ufeff\ufffe\uffff\U000e0000-\U000e007f"
_NEVER = f"\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff{_UNSEEN}"
UNSAFE = f"[\x00-\x1f\u2066-\u2069{_NEVER}]"
_UNSAFE = re.compile(UNSAFE)
_UNSAFE_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f\u2066\u2067{_NEVER}]")
"""What is escaped in printed lines: line feeds, tabs and our own isolates (U+2068, U+2069) may stay."""
_COMMAND = re.compile(r"(?m)^[^\S\n]*:(?=:)")
_OLD_COMMAND = re.compile(r"#(?=#\[)")
"""GitHub's runner runs a line that begins with ``::``, or that has ``##[`` anywhere, as a workflow command."""
_INERT_MARK = r"\\x23"
_NOT_PLAIN_ASCII = re.compile(r"[^\n\x20-\x7e]|#(?=#\[)")
_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_RIGHT_TO_LEFT = ("R", "AL", "AN")
_SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}


def safe(text: str) -> str:
    r"""Return a text with control characters and changes of direction written out: ``\x1b``."""
    return text if text.isprintable() else _UNSAFE.sub(_written_out, text)


def echo(text: str, *, err: bool = False, end: str = "\n") -> None:
    """Print lines of text on standard output, or standard error, with unsafe characters escaped in each."""
    _put(inert(text) + end, err=err)


def echo_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print each text as one line, whatever line breaks are in it."""
    echo("".join(f"{one_line(line)}\n" for line in lines), err=err, end="")


def echo_styled(lines: Iterable[Iterable[Line]], *, err: bool = False) -> None:
    """Print lines made of styled parts, in colours if the terminal takes them."""
    made = ("".join(styled(inert(one_line(text)), style) for text, style in parts) for parts in lines)
    _put("".join(f"{line}\n" for line in made), err=err)


def echo_commands(lines: Iterable[str]) -> None:
    """Print workflow commands for GitHub, which reads UTF-8: in ASCII unless standard output is UTF-8."""
    text = "".join(f"{_OLD_COMMAND.sub(_INERT_MARK, _UNSAFE.sub(_written_out, line))}\n" for line in lines)
    _put(text if _encoding(err=False) == "utf-8" else text.encode("ascii", "backslashreplace").decode("ascii"))


def one_line(text: str) -> str:
    """Return a text as one line, its line breaks written out."""
    return text.replace("\n", r"\n")


def inert(text: str) -> str:
    """Return lines of text in which nothing is run by a terminal or by GitHub's runner."""
    shown = _UNSAFE_IN_LINES.sub(_written_out, text)
    if "::" in shown:
        shown = _COMMAND.sub(lambda match: match[0][:-1] + r"\x3a", shown)
    return _OLD_COMMAND.sub(_INERT_MARK, shown) if "##[" in shown else shown


def is_shown_as_is(text: str) -> bool:
    """Return whether standard output shows every character of a text, with nothing written out."""
    try:
        text.encode(_encoding(err=False))
    except UnicodeEncodeError:
        return False
    return safe(text) == text and "##[" not in text


def json_inert(text: str) -> str:
    """Return JSON in plain ASCII, with everything else, and the start of an old workflow command, escaped."""
    return _NOT_PLAIN_ASCII.sub(_as_json, text)


def styled(text: str, style: str) -> str:
    """Return a text with the codes that show it in a style."""
    codes = ";".join(_CODES[word] for word in style.split())
    return f"\x1b[{codes}m{text}\x1b[0m" if codes else text


def isolated(text: str) -> str:
    """Return a text made safe, isolated from its surroundings if it has right-to-left characters."""
    shown = safe(text)
    if shown.isascii():
        return shown
    runs_left = any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in shown)
    return f"{ISOLATE}{shown}{POP_ISOLATE}" if runs_left else shown


def named(character: str) -> str:
    """Return a character by code point and name: ``U+09BE BENGALI VOWEL SIGN AA``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


def _put(text: str, *, err: bool = False) -> None:
    """Write text to a stream, with characters that its encoding lacks escaped, and styles only if they are wanted."""
    encoding = _encoding(err=err)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    with hidden():
        click.echo(text, err=err, nl=False, color=_coloured())


def _encoding(*, err: bool) -> str:
    """Return the encoding of a standard stream: UTF-8 if there is no stream."""
    return (getattr(sys.stderr if err else sys.stdout, "encoding", None) or "utf-8").lower()


def _coloured() -> bool | None:
    """Return whether the environment turns colours on or off; None leaves it to the stream."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") in ("dumb", "unknown"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def _written_out(match: re.Match[str]) -> str:
    """Return one character as Python writes it in a string."""
    character = match[0]
    code = ord(character)
    written = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return _SHORT.get(character, written)


def _as_json(match: re.Match[str]) -> str:
    """Return one character as JSON escapes it, in two halves beyond the Basic Multilingual Plane."""
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
