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
from .relations import challenging, relations
from .rendering import Renderer

RELATED = (("How", "choice"), ("Said", "date"), *statements.COLUMNS[1:], ("Why", ""))


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
    against_it = challenging(at, claim)
    others = [one for one in relations(at, key) if one not in against_it]
    against, agreeing = evidence.sections(to.cards, "claims", key)
    yield from against
    yield Section("challenges", "Claims that challenge it", [_related(at, *one) for one in against_it], RELATED)
    yield from agreeing
    yield Section("relations", "Related claims", [_related(at, *one) for one in others], RELATED)


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
