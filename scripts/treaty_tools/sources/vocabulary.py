"""Read vocabulary.toml: the terms that a project of another subject has in place of ours."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..extension import Terms
from ..problem import BadData, Problem
from . import toml_file

MEANING = ("definition", "unit", "plover")
"""Keys of a term's table."""


def read(path: Path, shown: str, contract: Mapping[str, Any]) -> dict[str, Terms]:
    """Return a project's own terms by column, none where the file is not there.

    Raises BadData where a column cannot have other terms, or a term has no definition.
    """
    if not path.exists():
        return {}
    file = toml_file.read(path, shown)
    known = {
        f"{table}.{field['name']}"
        for table, entry in contract.items()
        for field in entry["schema"]["fields"]
        if field.get("extendable")
    }
    problems = []
    for column, terms in file.data.items():
        if column not in known or not isinstance(terms, dict) or not terms:
            message = f"is no column with terms of its own: these are {', '.join(sorted(known))}"
            problems.append(Problem(shown, file.line(column), column, message, "source-key"))
            continue
        problems += [
            Problem(shown, file.line(column, term), term, fault, "source-type")
            for term, meaning in terms.items()
            if (fault := _fault(meaning))
        ]
    if problems:
        raise BadData(problems)
    return {
        column: {term: {key: meaning.get(key) for key in MEANING} for term, meaning in terms.items()}
        for column, terms in file.data.items()
    }


def _fault(meaning: object) -> str | None:
    """Return what is wrong with a term's table."""
    if not isinstance(meaning, dict) or not isinstance(meaning.get("definition"), str):
        return 'needs a definition: write { definition = "..." }'
    if unknown := meaning.keys() - set(MEANING):
        return f"has {min(unknown)}, which is not a key of a term: it has {', '.join(MEANING)}"
    if not all(isinstance(text, str) for text in meaning.values()):
        return "has a value that is no text in quotes"
    return None
