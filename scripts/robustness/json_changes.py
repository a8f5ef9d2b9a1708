"""Change a valid descriptor: values, keys, types, depth and size, within JSON and in the text that is written of it."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from random import Random
from typing import Any

from mutations import WORDS, changed_bytes, word

Way = tuple[Any, ...]
"""The keys that lead to a value within JSON."""
Ways = list[list[Way]]
"""The ways to all values, by their depth."""

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**53, 2**64, 10**400, 1.5, 1e308, float("nan"), float("inf"), [], {}, [[]], [{}]),
    *({"": ""}, ["a"], "string", "integer", "date", "number", "any", ["string"], {"name": "x"}, "actors", ["actor_id"]),
    *({"resource": "actors", "fields": "actor_id"}, {"resource": "", "fields": []}, ["", ""], ["a", "a"], [None]),
)

KEYS = (
    *("constraints", "type", "name", "path", "schema", "fields", "primaryKey", "foreignKeys", "missingValues", "hash"),
    *("bytes", "rows", "derived", "categories", "enum", "format", "dialect", "encoding", "title", "description"),
    *("data", "reference", "resource", "licenses", "version", "keywords", "contributors", "profile", "$schema"),
    *("sources", "uniqueKeys", "fieldsMatch", "trueValues", "falseValues", "mediatype", "compression", "created"),
    *("homepage", "image", "id", "categoriesOrdered", "decimalChar", "groupChar", "bareNumber", "example", "form"),
)
TYPES = (
    *("string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth", "duration", "any"),
    *("object", "array", "list", "geopoint", "geojson", "String", "text", "", "string "),
)
FORMATS = ("default", "any", "email", "uri", "binary", "uuid", "%Y-%m-%d", "%", "%q", "lat,lon", "")
CONSTRAINTS: Mapping[str, tuple[Any, ...]] = {
    "required": (True, False, "true", 1, None),
    "unique": (True, False, "no", []),
    "pattern": ("", "(", "a{999}{999}", "(a+)+$", "\\p{L}", "(?P<x>a)\\1", "[[:alpha:]]", "^$", "\\ud800", "a" * 9999),
    "enum": ([], [1], ["a", "a"], [None], [[]], "a", {"a": 1}, ["x"] * 3000),
    "minimum": (0, "0", "2024-01-01", 10**400, -(2**63) - 1, "x", None, 1.5, True),
    "maximum": (0, "9", "2024-13-01", 2**64, float("nan"), [], "1e999"),
    "exclusiveMinimum": (0, "0"),
    "exclusiveMaximum": (1, "1"),
    "minLength": (0, -1, 2**70, 1.5, "3"),
    "maxLength": (0, -1, 10**400, True),
    "jsonSchema": ({}, {"$ref": "#"}, True),
    "minimun": (1,),
}
DEEP = ("[", "]"), ('{"a":', "}"), ('[{"":', "}]")
DEPTHS = (3, 20, 60, 63, 64, 65, 66, 130, 1000, 50_000)
NUMBERS = (
    *(
        "1e999",
        "-1e999",
        "1E400",
        "0.1e-999",
        "-0",
        "-0.0",
        "1.0",
        "1e2",
        "9" * 4301,
        "-" + "9" * 300,
        "0." + "1" * 999,
    ),
    *("01", "1.", ".5", "+1", "0x1", "NaN", "-Infinity", "1_0", "true1", "nul", "'a'", '"\\ud800"', '"\\u0000"'),
)
PLACEHOLDER = "\ue000 value"
"""Stands, as a string, for what is put into the text because no value of Python's is written so."""


def ways(value: Any) -> Ways:
    """Return the way to each value within JSON, by depth."""
    return [list(found) for _, found in groupby(sorted(_places(value), key=len), len)]


def _places(value: Any, way: Way = ()) -> Iterator[Way]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield (*way, key)
        yield from _places(below, (*way, key))


def changed_json(dice: Random, text: str, ways: Ways) -> bytes:
    """Return the text of JSON in which a few values are changed, at every depth as often; some get other bytes too."""
    made = json.loads(text)
    for _ in range(dice.choice([1, 1, 1, 2, 3, 5])):
        _change(dice, made, dice.choice(dice.choice(ways)))
    written = json.dumps(made, ensure_ascii=dice.random() < 0.8, indent=dice.choice([None, None, 1]))
    content = _in_text(dice, written).encode("utf-8", "surrogatepass")
    return changed_bytes(dice, content) if dice.random() < 0.15 else content


def _change(dice: Random, inside: Any, way: Way) -> None:
    """Change what a way leads to, unless an earlier change has taken it away."""
    *above, last = way
    try:
        for key in above:
            inside = inside[key]
        dice.choice(CHANGES)(dice, inside, last)
    except (IndexError, KeyError, TypeError, ValueError, AttributeError):
        return


def _replaced(dice: Random, inside: Any, key: Any) -> None:
    inside[key] = dice.choice([*VALUES, dice.choice(WORDS), dice.choice(TYPES), PLACEHOLDER])


def _deleted(_: Random, inside: Any, key: Any) -> None:
    del inside[key]


def _of_another_type(dice: Random, inside: Any, key: Any) -> None:
    """Write a value as another type of JSON: a list of one, the values of an object, a number as text."""
    match inside[key]:
        case bool() | None:
            inside[key] = dice.choice([str(inside[key]), str(inside[key]).lower(), int(bool(inside[key]))])
        case int() | float():
            inside[key] = str(inside[key])
        case dict():
            inside[key] = dice.choice([list(inside[key].values()), list(inside[key]), [inside[key]]])
        case list():
            inside[key] = {str(number): value for number, value in enumerate(inside[key])}
        case _:
            inside[key] = dice.choice([[inside[key]], {inside[key]: inside[key]}, len(inside[key])])


def _repeated(dice: Random, inside: Any, key: Any) -> None:
    """Repeat an item of a list, or all of them; or write a value under a key of its neighbours as well."""
    if isinstance(inside, list):
        times = dice.choice([1, 1, 1, 2, 300])
        inside[key:key] = [dice.choice(inside) for _ in range(times)]
    else:
        inside[dice.choice([*inside, *KEYS])] = inside[key]


def _renamed(dice: Random, inside: Any, key: Any) -> None:
    """Give a key another spelling or another name; of a list, exchange two items."""
    if isinstance(inside, list):
        other = dice.randrange(len(inside))
        inside[key], inside[other] = inside[other], inside[key]
        return
    spelt = [key.upper(), f"{key}s", key.rstrip("s"), f" {key}", f"{key}\u200b", key.replace("e", "\u0435"), key[:-1]]
    inside[dice.choice([*spelt, *KEYS, dice.choice(WORDS)])] = inside.pop(key)


def _added(dice: Random, inside: Any, _: Any) -> None:
    inside[dice.choice([*KEYS, dice.choice(WORDS)])] = dice.choice([*VALUES, dice.choice(WORDS), PLACEHOLDER])


def _constrained(dice: Random, inside: Any, _: Any) -> None:
    """Give a field, or whatever an object is, another type, format or constraint."""
    for name in dice.sample(list(CONSTRAINTS), dice.randint(1, 3)):
        inside.setdefault("constraints", {})[name] = dice.choice(CONSTRAINTS[name])
    if dice.random() < 0.5:
        inside["type"] = dice.choice(TYPES)
    if dice.random() < 0.2:
        inside["format"] = dice.choice(FORMATS)


def _of_its_own(dice: Random, inside: Any, key: Any) -> None:
    """Add a column or a table that only this package has, with odd properties."""
    own = {"name": dice.choice(["own", "own_2", "rows", "", *WORDS[:20]]), "type": dice.choice(TYPES)}
    _constrained(dice, own, key)
    inside = inside[key] if isinstance(inside[key], list) else inside
    inside.append(own if dice.random() < 0.7 else {**own, "path": "data/own.csv", "schema": {"fields": [own]}})


CHANGES: tuple[Callable[[Random, Any, Any], None], ...] = (
    *(_replaced, _replaced, _replaced, _deleted, _deleted, _of_another_type, _of_another_type, _repeated, _renamed),
    *(_renamed, _added, _added, _constrained, _constrained, _of_its_own),
)


def _in_text(dice: Random, text: str) -> str:
    """Put into the text what JSON writers do not write: odd numbers, deep nesting, keys that occur twice."""
    if PLACEHOLDER not in text and dice.random() < 0.1:
        at = dice.choice([at for at, letter in enumerate(text) if letter in "{,"])
        text = f'{text[: at + 1]}"{dice.choice(KEYS)}": {json.dumps(PLACEHOLDER)}, {text[at + 1 :]}'
    for written in (json.dumps(PLACEHOLDER), json.dumps(PLACEHOLDER, ensure_ascii=False)):
        while written in text:
            text = text.replace(written, _odd(dice), 1)
    return text


def _odd(dice: Random) -> str:
    if dice.random() < 0.5:
        return dice.choice(NUMBERS)
    (opened, closed), depth = dice.choice(DEEP), dice.choice(DEPTHS)
    return opened * depth + json.dumps(word(dice)) + closed * dice.choice([depth] * 9 + [depth - 1])
