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
    broader: str | None = None
    """The core term whose rules a package's own term follows, in a column that a package may add terms to."""


Terms = Mapping[str, Term]


def terms(**definitions: str) -> Terms:
    """Return terms that have only a definition; ``_`` in a name stands for a blank."""
    return {name.replace("_", " "): Term(text) for name, text in definitions.items()}


ORIGIN_BASES = terms(
    stated="The text credits it: the first publisher that it names, not the last link of a chain.",
    own="The publisher's own reporting, interview or document; the origin is the publisher or its house.",
    inferred="The curator inferred it from shared wording.",
    inherited="That of the text it translates, copies or rewrites, named in copy_of.",
    unknown="It is not known; never counted as an independent origin.",
)
"""How the origin of an article or a passage is known."""
