"""Write keys, strings and comments of TOML files."""

from ..reporting.terminal import one_line, safe

_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}


def string(text: str) -> str:
    """Return a text as a TOML string, in single quotes if it would need escapes and can do without them."""
    if not {'"', "\\"}.isdisjoint(text) and "'" not in text and not any(map(_is_control, text)):
        return f"'{text}'"
    return '"' + "".join(map(_character, text)) + '"'


def comment(text: str) -> str:
    """Return a text as a comment on one line, in which nothing changes the direction of reading."""
    return f"# {one_line(safe(text))}"


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return f"\\u{ord(character):04x}" if _is_control(character) else character


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character < "\xa0"
