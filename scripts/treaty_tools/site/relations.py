"""How claims relate to each other, and which claims challenge a claim or an event."""

from collections.abc import Iterator

from .inline import Inline
from .record import Row

Related = tuple[str, Row, Row]
"""How a claim relates to another, the other claim, and the relation."""
TURNED_ROUND = {
    "contradicts": "is contradicted by",
    "supports": "is supported by",
    "updates": "is updated by",
    "repeats": "is repeated by",
    "answers": "is answered by",
    "corrects": "is corrected by",
}

ANSWERED = {"denial": "is denied by", "confirmation": "is confirmed by", "no comment": "is not commented on in"}
"""How a claim is answered, by the kind of the answer."""


def relations(at: Inline, key: str) -> Iterator[Related]:
    """Yield how a claim relates to each other, seen from this claim, with the other and the relation."""
    claims = at.record.rows["claims"]
    for relation in at.record.children("relations", "claim_id", key):
        if other := claims.get(relation["other_claim_id"]):
            yield relation["relation"], other, relation
    for relation in at.record.children("relations", "other_claim_id", key):
        if other := claims.get(relation["claim_id"]):
            yield _turned_round(at, relation["relation"], other["kind"]), other, relation


def _turned_round(at: Inline, relation: str, kind: str) -> str:
    """Return a relation as it is told from its other side; an answer by what it says."""
    core = at.record.core("relations.relation", relation)
    turned = TURNED_ROUND.get(core, core)
    return ANSWERED.get(at.record.core("claims.kind", kind), turned) if core == "answers" else turned


def challenging(at: Inline, claim: Row) -> list[Related]:
    """Return the relations that dispute a claim: contradictions, its corrections, and the denials that answer it."""
    return [related for related in relations(at, claim["claim_id"]) if _challenges(at, *related)]


def _challenges(at: Inline, how: str, other: Row, relation: Row) -> bool:
    core = at.record.core("relations.relation", relation["relation"])
    if core == "answers":
        return how == ANSWERED["denial"]
    return core == "contradicts" or (core == "corrects" and relation["claim_id"] == other["claim_id"])


def challenged(at: Inline, claim: Row) -> list[Row]:
    """Return the claims that a claim itself disputes, by denying or correcting them."""
    related = [(other, relation) for _, other, relation in relations(at, claim["claim_id"])]
    return [other for other, relation in related if _disputes(at, claim, relation)]


def _disputes(at: Inline, claim: Row, relation: Row) -> bool:
    core = at.record.core("relations.relation", relation["relation"])
    denies = core == "answers" and at.record.core("claims.kind", claim["kind"]) == "denial"
    return relation["claim_id"] == claim["claim_id"] and (denies or core == "corrects")


def denials(at: Inline, event_id: str) -> list[Row]:
    """Return the claims that deny an event."""
    claims = at.record.children("claims", "event_id", event_id)
    return [claim for claim in claims if at.record.core("claims.kind", claim["kind"]) == "denial"]
