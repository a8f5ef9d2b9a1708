"""Terms: the values that a closed column may hold, each with its definition."""

from collections.abc import Mapping
from typing import NamedTuple


class Term(NamedTuple):
    """One term of a closed column."""

    definition: str
    unit: str | None = None
    """Unit of a measure."""
    plover: str | None = None
    """The root code of PLOVER (Political Language Ontology for Verifiable Event Records) for an event type."""


Terms = Mapping[str, Term]


def terms(**definitions: str) -> Terms:
    """Return terms that have only a definition; ``_`` in a name stands for a blank."""
    return {name.replace("_", " "): Term(text) for name, text in definitions.items()}


BASES_OF_KNOWLEDGE = terms(
    stated="The text says so.",
    inferred="The curator inferred it from other evidence, such as a weekday or shared wording.",
)
"""How a fact about an article is known."""
