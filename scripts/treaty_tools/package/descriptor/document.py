"""Read a descriptor as strict JSON, rejecting control characters and unpaired surrogates."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treaty_record.home import DESCRIPTOR

from ...reporting.problem import BadData, Problem, unreadable
from . import positions
from .fault import At, Fault, shown

LARGEST_DESCRIPTOR = 16 * 1024 * 1024
"""Maximum size of a descriptor, in bytes: parsed as JSON, it may take thirty times as much memory."""
MOST_LEVELS = 64
"""Maximum nesting depth of objects and lists."""
LONGEST_NAME = 80
"""Maximum length of a name that messages use to identify a location."""

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NO_LINE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MAYBE_ODD = re.compile(r"\\(?:[bfnrt]|u00[01789]|ud[89a-f])|[\x7f-\x9f]", re.IGNORECASE)
"""Matches any JSON that may contain one of these characters in a text."""
ONE_LINE = ("name", "title", "label", "value", "path", "version", "email")
"""Properties whose text may not contain line breaks or tabs either."""


@dataclass(frozen=True)
class Document:
    """A descriptor, as parsed JSON and as its source text."""

    value: dict[str, Any]
    text: str

    @property
    def resources(self) -> list[dict[str, Any]]:
        """Return the resources that are objects."""
        found: list[dict[str, Any]] = self.value["resources"]
        return found

    def odd_texts(self) -> Iterator[Fault]:
        """Yield the texts and keys that hold control characters or halves of surrogate pairs."""
        return odd_texts(self.value) if _MAYBE_ODD.search(self.text) else iter(())

    def problems(self, faults: Iterable[Fault]) -> list[Problem]:
        """Return faults as problems with their line numbers."""
        listed = list(faults)
        if not listed:
            return []
        lines = positions.lines_of(self.text, {fault.at for fault in listed})
        return [
            Problem(DESCRIPTOR, lines[fault.at], fault.place or place(self.value, fault.at), fault.message, fault.rule)
            for fault in listed
        ]


def read(path: Path) -> Document:
    """Return the descriptor in a file.

    Raises BadData if the file is missing, is not strict JSON, or has no list of resources.
    """
    text = _text(path)
    try:
        value = json.loads(text, parse_constant=_no_number, parse_float=_number, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise no_package(f"is not JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise no_package("is nested too deep") from None
    except _Twice as error:
        line = positions.line_of_second(text)
        raise no_package(f"is not JSON: the key {shown(error.args[0])} occurs twice in one object", line) from None
    except ValueError:  # Python parses numbers of at most 4300 digits
        raise no_package("is not JSON: it has a number of thousands of digits") from None
    found = value.get("resources") if isinstance(value, dict) else None
    if not isinstance(found, list) or not all(isinstance(resource, dict) for resource in found):
        raise no_package("has no list of resources")
    if _is_deep(value):
        raise no_package("is nested too deep")
    return Document(value, text)


def _text(path: Path) -> str:
    """Return the text of a descriptor's file."""
    if path.is_symlink():
        raise no_package("is a link, which is not followed")
    if not path.is_file():
        raise no_package("is no regular file" if path.exists() else "is not there")
    if path.stat().st_size > LARGEST_DESCRIPTOR:
        raise no_package(f"is larger than {LARGEST_DESCRIPTOR // 1024 // 1024} MiB")
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise BadData([unreadable(DESCRIPTOR, error, "descriptor")]) from None
    except UnicodeDecodeError:
        raise no_package("is not UTF-8") from None


class _Twice(Exception):  # noqa: N818 -- never leaves this module
    """A key occurs twice in one object."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, rejecting duplicate keys, for which parsers differ in the value they keep."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice(Counter(key for key, _ in pairs).most_common(1)[0][0])
    return found


def _no_number(name: str) -> None:
    raise no_package(f"is not JSON: {name} is no number")


def _is_deep(value: object) -> bool:
    """Return whether a value nests objects and lists too deeply."""
    level = [value]
    for _ in range(MOST_LEVELS + 1):
        level = [
            inner
            for found in level
            if isinstance(found, dict | list)
            for inner in (found.values() if isinstance(found, dict) else found)
        ]
    return bool(level)


def _number(written: str) -> float:
    """Return a number that has a fraction or an exponent."""
    number = float(written)
    if math.isinf(number):
        raise no_package(f"is not JSON that can be read: {shown(written)[1:-1]} is larger than any number")
    return number


def no_package(message: str, line: int = 1) -> BadData:
    """Return the error for a file that is not a descriptor at all."""
    return BadData([Problem(DESCRIPTOR, line, "", message, "descriptor")])


def values(value: object) -> Iterator[tuple[At, object]]:
    """Yield every value within a JSON value, with its path of keys and indices."""
    left: list[tuple[At, object]] = [((), value)]
    while left:
        at, found = left.pop()
        yield at, found
        if len(at) > MOST_LEVELS:
            continue
        if isinstance(found, dict):
            left += [((*at, key), inner) for key, inner in found.items()]
        elif isinstance(found, list):
            left += [((*at, index), inner) for index, inner in enumerate(found)]


def odd_texts(value: object) -> Iterator[Fault]:
    """Yield the texts and keys that hold control characters or halves of surrogate pairs."""
    for at, found in values(value):
        key = at[-1] if at else ""
        if isinstance(key, str) and (match := _NO_LINE.search(key)):
            yield Fault(at, f"the key {shown(key)} has {_called(match[0])}; remove it", "descriptor")
        if not isinstance(found, str):
            continue
        unwanted = _NO_LINE if key in ONE_LINE else _NO_TEXT
        if match := unwanted.search(found):
            yield Fault(at, f"{shown(found)} has {_called(match[0])}; remove it", "descriptor")


def _called(character: str) -> str:
    """Return the name of an unwanted character."""
    code = ord(character)
    kind = "half of a surrogate pair" if code >= 0xD800 else "a control character"
    return f"{kind}, U+{code:04X}"


def place(value: dict[str, Any], at: At) -> str:
    """Return a path as messages show it: ``actors.name.constraints.pattern``, ``licenses[0].title``."""
    match at:
        case ("resources", int(index), *rest):
            resource = value["resources"][index]
            return joined(_named(resource) or f"resources[{index}]", *_within(resource, rest))
    return joined(*at)


def _within(resource: dict[str, Any], at: list[str | int]) -> list[str | int]:
    """Return the path of a value within a resource, with columns by name."""
    match at:
        case ["schema", "fields", int(index), *rest]:
            return [_named(resource["schema"]["fields"][index]) or f"fields[{index}]", *rest]
        case ["schema", _, *_]:
            return at[1:]
    return at


def _named(found: object) -> str:
    """Return an object's name, empty if it cannot be shown in a path."""
    name = found.get("name") if isinstance(found, dict) else None
    return name if isinstance(name, str) and name.isprintable() and len(name) <= LONGEST_NAME else ""


def joined(*keys: str | int) -> str:
    """Return keys joined by dots, and indices in brackets."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")
