"""Read CLDR's data on a language: names, orders and symbols, unprocessed.

Babel's files are read directly and Babel is pinned: its `localedata.load` and `Locale` share a cache in which aliases
are resolved in place, so that the names of a language's months depend on which languages were loaded before it.
"""

import pickle
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from babel.core import Locale, UnknownLocaleError, get_global
from babel.localedata import locale_identifiers, resolve_locale_filename

Raw: TypeAlias = Mapping[Any, Any]


@lru_cache(maxsize=1_000)
def locale_name(language: str) -> str:
    """Return the name of CLDR's locale for a BCP 47 tag, its nearest parent, or ``root``."""
    subtags = language.replace("_", "-").split("-")[:8]
    for length in range(len(subtags) if subtags[0] != "und" else 0, 0, -1):
        try:
            locale = Locale.parse("-".join(subtags[:length]), sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
        return _nearest_available(str(locale))
    return "root"


def base(language: str) -> str:
    """Return the language of CLDR's locale for a tag: ``zh`` for ``zh-Hant-TW``."""
    return locale_name(language).split("_")[0]


def chain(language: str) -> tuple[Raw, ...]:
    """Return the data of a language's locale and of its parents, the most specific first, root left out."""
    return tuple(_data(name) for name in _ancestry(locale_name(language)))


def sections(language: str, *path: str) -> Iterator[Raw]:
    """Yield the mappings at a path in a language's data, the most specific first."""
    for data in chain(language):
        if own := _at(data, path):
            yield own


def merged(language: str, *path: str) -> dict[Any, Any]:
    """Return the mapping at a path with what a language inherits from its parents."""
    whole: dict[Any, Any] = {}
    for section in reversed(list(sections(language, *path))):
        whole |= section
    return whole


def regional(language: str, *path: str) -> Iterator[Raw]:
    """Yield the mappings at a path that the locales of a language's regions, in the same script, have of their own."""
    script = _script(locale_name(language))
    for name in sorted(_available()):
        if name.split("_")[0] == base(language) and _script(name) == script and (own := _at(_data(name), path)):
            yield own


def root(*path: str) -> Raw:
    """Return the mapping at a path in CLDR's root, which languages without data of their own use."""
    return _at(_data("root"), path)


def nfc(text: str) -> str:
    """Return a text of CLDR in NFC, as quotes are."""
    return unicodedata.normalize("NFC", text)


def _script(name: str) -> str:
    return next((part for part in name.split("_")[1:] if len(part) == 4), "")


def _at(data: Raw, path: tuple[str, ...]) -> Raw:
    found: Any = data
    for key in path:
        found = mapping(found).get(key)
    return mapping(found)


def _nearest_available(name: str) -> str:
    while name not in _available():
        name, _, last = name.rpartition("_")
        if not last or not name:
            return "root"
    return name


@lru_cache(maxsize=1)
def _available() -> frozenset[str]:
    return frozenset(locale_identifiers())


def _ancestry(name: str) -> Iterator[str]:
    exceptions = get_global("parent_exceptions")
    while name != "root":
        if name in _available():
            yield name
        name = exceptions.get(name) or name.rpartition("_")[0] or "root"


@lru_cache(maxsize=200)
def _data(name: str) -> Raw:
    with Path(resolve_locale_filename(name)).open("rb") as file:
        data: Raw = pickle.load(file)
    return data


def mapping(found: Any) -> Raw:
    """Return a language's own data: a mapping, or its changes to an alias."""
    if isinstance(found, tuple):
        found = found[1]
    return found if isinstance(found, Mapping) else {}
