"""Write keys, strings and comments of TOML files."""

from ..reporting.terminal import one_line, safe

_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}


def string(text: str) -> str:
    """Return a text as a TOML string; only what a string cannot hold is escaped."""
    return '"' + "".join(map(_character, text)) + '"'


def comment(text: str) -> str:
    """Return a text as a comment on one line, in which nothing changes the direction of reading."""
    return f"# {one_line(safe(text))}"


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    is_control = character < " " or "\x7f" <= character < "\xa0"
    return f"\\u{ord(character):04x}" if is_control else character
