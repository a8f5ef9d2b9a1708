"""The page of a claim: who says what, in which words it is told, and how it stands to other claims."""

from collections.abc import Iterator

from markupsafe import Markup

from . import evidence, listings, table_cells
from .facts import facts, summary
from .inline import Inline, plain
from .notation import urls
from .paging import Section
from .record import Row
from .rendering import Renderer

RELATED = (("How", "choice"), ("Claim", ""), ("Who", ""), ("Figure", ""), ("Said", ""), ("Why", ""))
TURNED_ROUND = {
    "contradicts": "is contradicted by",
    "supports": "is supported by",
    "updates": "is updated by",
    "repeats": "is repeated by",
    "answers": "is answered by",
    "corrects": "is corrected by",
}

ANSWERED = {"denial": "is denied by", "confirmation": "is confirmed by", "no comment": "gets no comment from"}
"""How a claim is answered, by the kind of the answer."""


def pages(to: Renderer, claim: Row) -> dict[str, str]:
    """Return the pages of a claim."""
    at, key = to.at, claim["claim_id"]
    related = [_related(at, how, other, relation) for how, other, relation in relations(at, key)]
    who = at.link("actors", claim["claimant_id"]) or Markup("Nobody named")
    return to.pages(
        "row.html",
        urls.row("claims", key),
        [
            *evidence.sections(to.cards, "claims", key),
            Section("relations", "How it stands to other claims", related, RELATED),
        ],
        title=plain(claim["statement"]),
        heading=at.text(claim["statement"]),
        what=Markup("Claim: {}, {}").format(who, at.term("claims.kind", claim["kind"])),
        table="claims",
        row_id=key,
        summary=summary(at, claim),
        facts=facts(at, "claims", claim, left_out=("statement",)),
        lead=Markup(""),
    )


def relations(at: Inline, key: str) -> Iterator[tuple[str, Row, Row]]:
    """Yield how a claim stands to each other, told from this claim's side, with the other and the relation."""
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
    told = TURNED_ROUND.get(core, core)
    return ANSWERED.get(at.record.core("claims.kind", kind), told) if core == "answers" else told


def _related(at: Inline, how: str, other: Row, relation: Row) -> Markup:
    return table_cells.tr(
        [
            table_cells.text(at.text(how)),
            table_cells.text(at.link("claims", other["claim_id"]), head=True),
            table_cells.text(at.link("actors", other["claimant_id"]) or Markup("nobody named")),
            listings.figure(at, other),
            table_cells.when(at.date(other["said_on"]), other["said_on_earliest"], other["said_on_latest"]),
            table_cells.text(at.text(relation["note"])),
        ]
    )
