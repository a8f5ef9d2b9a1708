"""Relations: how claims stand to each other."""

from .table import Table, key, reference, term, text
from .term import terms

RELATIONS = terms(
    contradicts="They exclude each other, or give for one thing figures that nobody would give together.",
    supports="It gives the other more weight without repeating it.",
    updates="The same claimant, or one who stands in its place, says later how things stand by then.",
    repeats="It says again what the other says, naming it or not; the later repeats the earlier.",
    answers="It responds to the other: confirms, denies, or says nothing of it.",
    corrects="It puts right what the other has wrong.",
)


class Relation(Table):
    """How one claim stands to another."""

    relation_id: str = key("Stable identifier: the two claims, joined with a dot.", parts=2)
    claim_id: str = reference("claims", "The claim that stands in the relation.")
    relation: str = term(RELATIONS, "How it stands to the other.")
    other_claim_id: str = reference("claims", "The claim it stands in relation to.")
    note: str = text("Why it stands so.", nullable=True)
    article_id: str = reference("articles", "The article to read first: the claim's.", derived=True)
