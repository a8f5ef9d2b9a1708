"""Relations: how claims relate to each other."""

from .table import Table, key, reference, term, text
from .term import terms

RELATIONS = terms(
    contradicts="They exclude each other, or give incompatible figures for the same thing.",
    supports="It strengthens the other claim without repeating it.",
    updates="The same claimant, or one speaking for it, later gives the newer state of affairs.",
    repeats="It repeats an earlier claim, with or without naming it.",
    answers="It responds to the other claim: confirms it, denies it or declines to comment.",
    corrects="It corrects a mistake in the other claim.",
)


class Relation(Table):
    """How one claim relates to another."""

    relation_id: str = key("Stable identifier: the ids of the two claims, joined with a dot.", parts=2)
    claim_id: str = reference("claims", "The claim that has the relation.")
    relation: str = term(RELATIONS, "Kind of relation.", extendable=True)
    other_claim_id: str = reference("claims", "The claim that it relates to.")
    note: str = text("Why the claims are related in this way.", nullable=True)
    article_id: str = reference("articles", "The first article to read: that of the claim.", derived=True)
