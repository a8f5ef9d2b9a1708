"""Terms: what a closed column may say, each with a sentence that defines it."""

from collections.abc import Mapping
from typing import NamedTuple


class Term(NamedTuple):
    """One term of a closed column."""

    definition: str
    unit: str | None = None
    """What a measure counts or weighs."""
    plover: str | None = None
    """The root code of PLOVER (Political Language Ontology for Verifiable Event Records) for an event type."""


Terms = Mapping[str, Term]


def terms(**definitions: str) -> Terms:
    """Return terms that need no more than a definition; ``_`` in a name stands for a blank."""
    return {name.replace("_", " "): Term(text) for name, text in definitions.items()}


BASES_OF_KNOWLEDGE = terms(
    stated="The text says so itself.",
    inferred="The curator concluded it from other signs, such as a day of the week or shared wording.",
)
"""How a fact about an article is known."""
