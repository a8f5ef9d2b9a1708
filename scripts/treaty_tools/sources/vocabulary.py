"""Read vocabulary.toml: a project's own terms, which replace the contract's."""

from collections.abc import Iterator
from pathlib import Path

from treaty_record.contract import Contract
from treaty_record.tables.term import Term, Terms

from ..reporting.problem import BadData, Problem
from . import toml_file
from .toml_file import Keys
from .typed import kind_of, nearest

MEANING = ("definition", "unit", "plover")
"""Keys of a term."""


def read(path: Path, shown: str, contract: Contract) -> dict[str, Terms]:
    """Return a project's own terms by column, none if there is no such file.

    Raises BadData if a column cannot have other terms, or a term has no definition.
    """
    if not (path.exists() or path.is_symlink()):
        return {}
    file = toml_file.read(path, shown)
    known = {f"{table}.{column.name}" for table, column in contract.columns() if column.extendable}
    problems = [
        Problem(shown, file.line(*keys), str(keys[-1]), message, rule)
        for column, terms in file.data.items()
        for keys, message, rule in _faults(column, terms, known)
    ]
    if problems:
        raise BadData(problems)
    return {column: {term: Term(**meaning) for term, meaning in terms.items()} for column, terms in file.data.items()}


def _faults(column: str, terms: object, known: set[str]) -> Iterator[tuple[Keys, str, str]]:
    """Yield the keys, message and rule of each error in a column's terms."""
    if column not in known:
        message = "is not a column that can have its own terms; expected one of"
        yield (column,), f"{message} {', '.join(sorted(known))}", "source-key"
    elif not isinstance(terms, dict):
        yield (column,), f"must be a table of terms, not {kind_of(terms)}", "source-type"
    elif not terms:
        yield (column,), "has no terms; remove the table", "source-type"
    else:
        for term, meaning in terms.items():
            yield from _term_faults((column, term), meaning)


def _term_faults(keys: Keys, meaning: object) -> Iterator[tuple[Keys, str, str]]:
    """Yield the errors of one term."""
    if not isinstance(meaning, dict) or "definition" not in meaning:
        yield keys, 'has no definition; write { definition = "..." }', "source-type"
        return
    for key, text in meaning.items():
        if key not in MEANING:
            yield (*keys, key), f"is not a key of a term{nearest(key, list(MEANING))}", "source-key"
        elif not isinstance(text, str):
            yield (*keys, key), f"must be text in quotes, not {kind_of(text)}", "source-type"
        elif not text:
            yield (*keys, key), "is empty; remove the key", "source-type"
