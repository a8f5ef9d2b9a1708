"""The vocabulary: every term of every closed column, made from the models."""

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
    MOBILIZE="To move or raise forces short of using them.",
    ASSAULT="To use force.",
)
"""The root codes of PLOVER that event types map to, in our words."""


class Vocabulary(Table):
    """One term of one closed column."""

    column: str = key_part(
        text(
            "Table and column, joined with a dot.",
            pattern=r"^[a-z]+\.[a-z_]+$",
            form="a table and a column joined with a dot",
        )
    )
    term: str = key_part(text("The term."))
    definition: str = text("What it means.")
    unit: str = text("What a measure counts or weighs.", nullable=True)
    plover: str = text(
        "PLOVER root code of an event type.",
        pattern="^[A-Z]+$",
        form="a root code of PLOVER in capitals",
        nullable=True,
    )
