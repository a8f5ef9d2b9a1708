"""Read vocabulary.toml: a project's own terms, where the contract has none or lets a project add some."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from treaty_record.contract import Column, Contract
from treaty_record.tables.term import Term, Terms

from ..reporting.problem import BadData, Problem
from . import toml_file
from .toml_file import Keys
from .typed import kind_of, nearest

MEANING = ("definition", "unit", "plover", "broader")
"""Keys of a term."""
Fault = tuple[Keys, str, str]
"""The keys that lead to an error, its message and its rule."""


@dataclass(frozen=True)
class Vocabulary:
    """A project's own terms by column, and the errors in their file.

    A term with an error is among them too, so that the cells that hold it are not reported as well.
    """

    terms: dict[str, Terms] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unknown: frozenset[str] = frozenset()
    """Columns whose terms could not be read, so that no cell can be compared with them."""


def columns(contract: Contract) -> dict[str, Column]:
    """Return the columns that a project may define terms for, by ``table.column``."""
    found = {f"{table}.{column.name}": column for table, column in contract.columns()}
    return {place: column for place, column in sorted(found.items()) if column.own_terms or column.extendable}


def read(path: Path, shown: str, contract: Contract) -> Vocabulary:
    """Return a project's own terms, none if there is no such file."""
    if not (path.exists() or path.is_symlink()):
        return Vocabulary()
    try:
        file = toml_file.read(path, shown)
    except BadData as error:
        return Vocabulary(problems=list(error.problems), unknown=frozenset(columns(contract)))
    known = columns(contract)
    faults = [fault for place, terms in file.data.items() for fault in _faults(place, terms, known)]
    problems = [Problem(shown, file.line(*keys), str(keys[-1]), message, rule) for keys, message, rule in faults]
    sound = {place: terms for place, terms in file.data.items() if place in known and terms and isinstance(terms, dict)}
    own = {place: _own(terms, known[place]) for place, terms in sound.items()}
    meant = {place if place in known else near for place in file.data for near in get_close_matches(place, known, n=1)}
    return Vocabulary(own, problems, frozenset(meant - own.keys()))


def _own(terms: Mapping[str, object], column: Column) -> Terms:
    """Return the terms of a column that a project defines."""
    return {term: _term(meaning) for term, meaning in terms.items() if term not in column.enum}


def _term(meaning: object) -> Term:
    """Return a term with as much of its meaning as is valid."""
    told = meaning if isinstance(meaning, dict) else {}
    texts = {key: told[key] for key in MEANING if isinstance(told.get(key), str) and told[key]}
    return Term(**{"definition": "Not defined.", **texts})


def _faults(place: str, terms: object, known: Mapping[str, Column]) -> Iterator[Fault]:
    """Yield the errors in a column's terms."""
    if place not in known:
        yield (place,), f"is not a column that can have its own terms{nearest(place, list(known))}", "source-key"
    elif not isinstance(terms, dict):
        yield (place,), f"must be a table of terms, not {kind_of(terms)}", "source-type"
    elif not terms:
        yield (place,), "has no terms; define some below it, or remove the table", "source-type"
    else:
        for term, meaning in terms.items():
            yield from _term_faults((place, term), meaning, known[place])


def _term_faults(keys: Keys, meaning: object, column: Column) -> Iterator[Fault]:
    """Yield the errors of one term."""
    if keys[-1] in column.enum:
        yield keys, f"is a core term of {keys[0]}, which cannot be defined again; choose another name", "source-key"
    elif not isinstance(meaning, dict) or "definition" not in meaning:
        yield keys, 'has no definition; write { definition = "..." }', "source-type"
    else:
        for key, text in meaning.items():
            yield from _key_faults((*keys, key), text)
        if isinstance(meaning.get("broader", ""), str):
            yield from _broader_faults(keys, meaning, column)


def _key_faults(keys: Keys, text: object) -> Iterator[Fault]:
    """Yield the error of one key of a term."""
    if keys[-1] not in MEANING:
        yield keys, f"is not a key of a term{nearest(str(keys[-1]), list(MEANING))}", "source-key"
    elif not isinstance(text, str):
        yield keys, f"must be text in quotes, not {kind_of(text)}", "source-type"
    elif not text:
        yield keys, "is empty; remove the key", "source-type"


def _broader_faults(keys: Keys, meaning: Mapping[str, object], column: Column) -> Iterator[Fault]:
    """Yield the error in the core term that a term follows: only columns with core terms need one, and have one."""
    core, broader = list(map(str, column.enum)), meaning.get("broader")
    if column.own_terms and broader:
        yield (*keys, "broader"), f"is not a key of a term of {keys[0]}, which has no core terms", "source-key"
    elif column.extendable and broader is None:
        yield keys, f"has no broader term; name the one whose rules it follows: {', '.join(core)}", "source-type"
    elif column.extendable and broader and broader not in core:
        yield (*keys, "broader"), f"{broader!r} is not a core term{nearest(str(broader), core)}", "source-type"
