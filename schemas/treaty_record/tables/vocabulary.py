"""The vocabulary: every term of every closed column, those of the contract and the package's own."""

from .table import Table, key_part, text
from .term import terms

PLOVER = terms(
    AGREE="To agree to, offer or promise cooperation.",
    CONSULT="To meet, visit, mediate or discuss.",
    SUPPORT="To express or show political support.",
    COOPERATE="To cooperate in a material way.",
    AID="To provide material aid, military aid included.",
    ACCUSE="To accuse, or to investigate in public.",
    REJECT="To refuse or to veto.",
    SANCTION="To impose sanctions or reduce relations.",
    MOBILIZE="To mobilise or move forces without using them.",
    ASSAULT="To use force.",
)
"""PLOVER root codes that event types map to, described in our words."""


class Vocabulary(Table):
    """A term of a closed column."""

    column: str = key_part(
        text(
            "Table and column, joined with a dot.",
            pattern=r"^[a-z]+\.[a-z_]+$",
            form="a table and a column joined with a dot",
        )
    )
    term: str = key_part(text("The term."))
    definition: str = text("Definition of the term.")
    unit: str = text("Unit of a measure.", nullable=True)
    plover: str = text(
        "PLOVER root code of an event type.",
        pattern="^[A-Z]+$",
        form="a root code of PLOVER in capitals",
        nullable=True,
    )
    broader: str = text("The core term whose rules a package's own term follows.", nullable=True)
