"""Errors in a descriptor, and their locations in it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

At: TypeAlias = tuple[str | int, ...]
"""The path of keys and indices to a value in a JSON document."""


LONG = 80
"""Maximum number of characters of a value that messages show."""


@dataclass(frozen=True)
class Fault:
    """One error in a descriptor: where it is, and which rule it breaks."""

    at: At
    message: str
    rule: str
    place: str = ""
    """How messages name the location, if not derived from ``at``."""


@dataclass(frozen=True)
class Kind:
    """The valid values of a property, in words and as a predicate."""

    expected: str
    holds: Callable[[Any], bool]


def is_text(value: object) -> bool:
    """Return whether a value is text."""
    return isinstance(value, str)


def is_texts(value: object) -> bool:
    """Return whether a value is a list of texts."""
    return isinstance(value, list) and all(map(is_text, value))


TEXT = Kind("text", is_text)
TEXTS = Kind("a list of texts", is_texts)
OBJECT = Kind("an object", lambda value: isinstance(value, dict))
TRUTH = Kind("true or false", lambda value: isinstance(value, bool))


def one_of(*values: str) -> Kind:
    """Return the kind of a property whose value is one of some texts."""
    return Kind(" or ".join(map(shown, values)), lambda value: isinstance(value, str) and value in values)


def same(one: object, other: object) -> bool:
    """Return whether two JSON values are equal; unlike in Python, 1 does not equal true."""
    if type(one) is type(other) and type(one) in (str, bool, int, type(None)):
        return one == other
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def wrong_kinds(found: dict[str, Any], kinds: dict[str, Kind], at: At, rule: str) -> Iterator[Fault]:
    """Yield the properties of an object that have invalid values."""
    for name, kind in kinds.items():
        if name in found and not kind.holds(found[name]):
            yield Fault((*at, name), unexpected(found[name], kind.expected), rule)


def unexpected(given: object, expected: str) -> str:
    """Return the message for a value that differs from what is expected."""
    return f"{shown(given)} is not supported; expected {expected}"


def shown(value: object, longest: int = LONG) -> str:
    """Return a value for a message, shortened if it is long."""
    if isinstance(value, list):
        few = [item for item in value[:5] if not isinstance(item, list | dict)]
        more = ", …" if len(value) > len(few) else ""
        text = f"[{', '.join(shown(item, 20) for item in few)}{more}]" if few or not value else "a list"
    elif isinstance(value, dict):
        text = "an object"
    elif isinstance(value, str):
        text = repr(value if len(value) <= longest else value[:longest] + "…")
    else:
        text = json.dumps(value)
    return text if isinstance(value, str | list) or len(text) <= longest else text[:longest] + "…"


def differs(given: object, wanted: object) -> str:
    """Return the message for a value that differs from the contract's; long texts from their first difference on."""
    if isinstance(given, str) and isinstance(wanted, str) and len(wanted) > LONG:
        start = next((n for n, pair in enumerate(zip(given, wanted, strict=False)) if pair[0] != pair[1]), len(given))
        parts = shown(given[start:], LONG // 2), shown(wanted[start:], LONG // 2)
        return f"differs from the contract from character {start + 1} on: has {parts[0]}, the contract {parts[1]}"
    return f"{shown(given)} differs from the contract, which has {shown(wanted)}"


def plain(name: str) -> str:
    """Return a property's name normalised for comparing spellings: without case, hyphens, underscores and plural."""
    return "".join(filter(str.isalnum, name)).lower().rstrip("s")


def misspelt(found: Iterable[str], known: Iterable[str], at: At, rule: str) -> Iterator[Fault]:
    """Yield properties that are misspellings of known ones, and so would be ignored."""
    listed = tuple(known)
    for name in found:
        if name not in listed and (meant := _meant(listed).get(plain(name))):
            yield Fault((*at, name), f"is not a property; did you mean {meant!r}?", rule)


@lru_cache(100)
def _meant(known: tuple[str, ...]) -> dict[str, str]:
    """Return properties by their normalised names."""
    return {plain(name): name for name in known}
