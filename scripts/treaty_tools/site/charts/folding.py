"""The claims of one measure: copies folded into what they copy, and those without a figure that answer them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from treaty_record.facts.order import claims_in_order
from treaty_record.facts.witnesses import row_origins
from treaty_record.flat.labels import names

Tables = Mapping[str, pl.DataFrame]
Claim = Mapping[str, Any]
"""A row of claims, with ``claimant``, the name, and ``origins``, its independent origins in order."""

_TIES = {"updates": "updates", "contradicts": "contradicts", "corrects": "contradicts"}
_ANSWERS = {"denial": "denies", "no comment": "no comment"}


@dataclass(frozen=True)
class Folded:
    """A claim and its copies: claims that repeat it, or have its claimant, its figure and its only origin."""

    claim: Claim
    copies: tuple[Claim, ...]


@dataclass(frozen=True)
class Tie:
    """How a claim stands to an earlier one: ``updates``, ``contradicts``, ``denies`` or ``no comment``."""

    claim_id: str
    other_id: str
    kind: str


def with_sources(tables: Tables, claims: pl.DataFrame) -> list[Claim]:
    """Return claims in the order in which they were made, with claimant and independent origins."""
    heard = row_origins(tables, "claims").group_by(claim_id="row_id", maintain_order=True).agg(origins="origin")
    named = claims.join(names(tables, "claimant_id", "claimant"), on="claimant_id", how="left")
    joined = named.join(heard, on="claim_id", how="left").with_columns(pl.col("origins").fill_null([]))
    return list(claims_in_order(joined).iter_rows(named=True))


def folded(claims: Iterable[Claim], relations: pl.DataFrame) -> list[Folded]:
    """Return the claims of a measure in their order, each with its copies."""
    known = {claim["claim_id"]: claim for claim in claims}
    repeats = relations.filter(relation="repeats").select("claim_id", "other_claim_id")
    firsts = _firsts(known, {claim: other for claim, other in repeats.iter_rows() if other in known})
    copies: dict[str, list[Claim]] = {first: [] for first in firsts.values()}
    for claim_id, first in firsts.items():
        if claim_id != first:
            copies[first].append(known[claim_id])
    return [Folded(known[first], tuple(copies[first])) for first in known if first in copies]


def _firsts(known: Mapping[str, Claim], repeats: Mapping[str, str]) -> dict[str, str]:
    """Return for each claim the one of which it is a copy, itself where it is none."""
    alone: dict[tuple[str, ...], str] = {}
    steps = {}
    for claim_id, claim in known.items():
        same = (claim["claimant_id"], claim["figure"], *claim["origins"])
        single = claim["claimant_id"] is not None and len(claim["origins"]) == 1
        steps[claim_id] = repeats.get(claim_id) or (alone.setdefault(same, claim_id) if single else claim_id)
    return {claim_id: _end(claim_id, steps) for claim_id in steps}


def _end(claim_id: str, steps: Mapping[str, str]) -> str:
    """Return where a chain of copies ends; of claims that repeat each other in a ring, the least."""
    seen = [claim_id]
    while (claim_id := steps[claim_id]) not in seen:
        seen.append(claim_id)
    return min(seen[seen.index(claim_id) :])


def ties(tables: Tables, shown: Mapping[str, str]) -> Iterator[Tie]:
    """Yield how claims stand to those shown; ``shown`` maps a claim to the one into which it is folded."""
    kinds = dict(tables["claims"].filter(pl.col("kind").is_in(list(_ANSWERS))).select("claim_id", "kind").iter_rows())
    relations = tables["relations"].filter(pl.col("other_claim_id").is_in(list(shown)))
    for claim_id, relation, other in relations.select("claim_id", "relation", "other_claim_id").iter_rows():
        first = shown.get(claim_id, claim_id)
        kind = _ANSWERS.get(kinds.get(claim_id, "")) if relation == "answers" else _TIES.get(relation)
        if kind and first != shown[other]:
            yield Tie(first, shown[other], kind)
