"""The page of a claim: who says what, which sources report it, and which claims challenge or support it."""

from collections.abc import Iterator

from markupsafe import Markup

from . import evidence, listings, statements, table_cells
from .answer import answer
from .facts import facts
from .inline import Inline, plain
from .notation import urls
from .paging import Section
from .record import Row
from .rendering import Renderer

RELATED = (("How", "choice"), ("Said", "date"), *statements.COLUMNS[1:], ("Why", ""))
CHALLENGING = ("contradicts", "corrects")
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


def pages(to: Renderer, claim: Row) -> dict[str, str]:
    """Return the pages of a claim."""
    at, key = to.at, claim["claim_id"]
    title = at.title("claims", claim)
    return to.pages(
        "row.html",
        urls.row("claims", key),
        list(_sections(to, claim)),
        title=plain(title.striptags()),
        heading=Markup("{}: {}").format(at.who(claim), at.text(claim["statement"])),
        what=Markup("Claim: {}").format(at.term("claims.kind", claim["kind"])),
        table="claims",
        row_id=key,
        answer=answer(at, "claims", claim),
        facts=facts(at, "claims", claim, left_out=("statement", "kind", "claimant_id")),
        lead=Markup(""),
    )


def _sections(to: Renderer, claim: Row) -> Iterator[Section]:
    """Yield who differs and what challenges the claim, who supports it, and what else relates to it."""
    at, key = to.at, claim["claim_id"]
    found = list(relations(at, key))
    challenging = [one for one in found if _challenges(at, claim, *one)]
    others = [one for one in found if one not in challenging]
    against, agreeing = evidence.sections(to.cards, "claims", key)
    yield from against
    yield Section("challenges", "Claims that challenge it", [_related(at, *one) for one in challenging], RELATED)
    yield from agreeing
    yield Section("relations", "Related claims", [_related(at, *one) for one in others], RELATED)


def _challenges(at: Inline, claim: Row, how: str, other: Row, relation: Row) -> bool:
    """Return whether a relation disputes a claim: a contradiction, a correction, a denial that answers it."""
    core = at.record.core("relations.relation", relation["relation"])
    if core == "answers":
        return how == ANSWERED["denial"]
    return core in CHALLENGING and (core == "contradicts" or relation["claim_id"] == other["claim_id"])


def relations(at: Inline, key: str) -> Iterator[tuple[str, Row, Row]]:
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


def _related(at: Inline, how: str, other: Row, relation: Row) -> Markup:
    link = at.link("claims", other["claim_id"])
    return table_cells.tr(
        [
            table_cells.text(at.text(how)),
            listings.said(at, other),
            *statements.cells(at, other, link),
            table_cells.text(at.note(relation["note"])),
        ]
    )
