"""A descriptor as it is read: strict JSON, without text that no program should be given."""

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
"""Bytes that are read of a descriptor: parsed as JSON, they may take thirty times as many."""
MOST_LEVELS = 64
"""Objects and lists that may lie in one another."""
LONGEST_NAME = 80
"""Characters of a name by which messages name a place."""

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NO_LINE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MAYBE_ODD = re.compile(r"\\(?:[bfnrt]|u00[01789]|ud[89a-f])|[\x7f-\x9f]", re.IGNORECASE)
"""What JSON has to contain if one of these characters is in one of its texts."""
ONE_LINE = ("name", "title", "label", "value", "path", "version", "email")
"""Properties whose text has no line breaks and tabs either."""


@dataclass(frozen=True)
class Document:
    """A descriptor that is JSON, as it was parsed and as it was written."""

    value: dict[str, Any]
    text: str

    @property
    def resources(self) -> list[dict[str, Any]]:
        """Return the resources, which are objects."""
        found: list[dict[str, Any]] = self.value["resources"]
        return found

    def odd_texts(self) -> Iterator[Fault]:
        """Yield the texts and keys that hold control characters or halves of surrogate pairs."""
        return odd_texts(self.value) if _MAYBE_ODD.search(self.text) else iter(())

    def problems(self, faults: Iterable[Fault]) -> list[Problem]:
        """Return faults as problems, at their lines."""
        listed = list(faults)
        if not listed:
            return []
        lines = positions.lines_of(self.text, {fault.at for fault in listed})
        return [
            Problem(DESCRIPTOR, lines[fault.at], fault.place or place(self.value, fault.at), fault.message, fault.rule)
            for fault in listed
        ]


def read(path: Path) -> Document:
    """Return the descriptor that a file holds.

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
    except ValueError:  # Python reads numbers of at most 4300 digits
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
    """Return an object whose keys are unique: of two values, readers would see either."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice(Counter(key for key, _ in pairs).most_common(1)[0][0])
    return found


def _no_number(name: str) -> None:
    raise no_package(f"is not JSON: {name} is no number")


def _is_deep(value: object) -> bool:
    """Tell whether more objects and lists lie in one another than may."""
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
    """Return a number that is no whole number, or is written with an exponent."""
    number = float(written)
    if math.isinf(number):
        raise no_package(f"is not JSON that can be read: {shown(written)[1:-1]} is larger than any number")
    return number


def no_package(message: str, line: int = 1) -> BadData:
    """Return the error of a file that is not a descriptor at all."""
    return BadData([Problem(DESCRIPTOR, line, "", message, "descriptor")])


def values(value: object) -> Iterator[tuple[At, object]]:
    """Yield every value within a JSON value, with the keys and indices that lead there."""
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
    """Return what an unwanted character is called."""
    code = ord(character)
    kind = "half of a surrogate pair" if code >= 0xD800 else "a control character"
    return f"{kind}, U+{code:04X}"


def place(value: dict[str, Any], at: At) -> str:
    """Return how messages name a place: ``actors.name.constraints.pattern``, ``licenses[0].title``."""
    match at:
        case ("resources", int(index), *rest):
            resource = value["resources"][index]
            return joined(_named(resource) or f"resources[{index}]", *_within(resource, rest))
    return joined(*at)


def _within(resource: dict[str, Any], at: list[str | int]) -> list[str | int]:
    """Return the place of a value within a resource, columns by their names."""
    match at:
        case ["schema", "fields", int(index), *rest]:
            return [_named(resource["schema"]["fields"][index]) or f"fields[{index}]", *rest]
        case ["schema", _, *_]:
            return at[1:]
    return at


def _named(found: object) -> str:
    """Return the name that an object has, empty if it is no text to be shown in a place."""
    name = found.get("name") if isinstance(found, dict) else None
    return name if isinstance(name, str) and name.isprintable() and len(name) <= LONGEST_NAME else ""


def joined(*keys: str | int) -> str:
    """Return keys joined by dots, and indices in brackets."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")
