"""The sides that speak: the countries of the claimants with most claims, and everybody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ..notation import words
from .marks import Look

MOST = 5
SHAPES = ("circle", "square", "up", "diamond", "down", "wide", "star")
"""The shape of each side, of those without a country, and of what nobody named says."""
OTHERS, NOBODY = "Others", "Nobody named"


@dataclass(frozen=True)
class Sides:
    """The sides of a package, in the order of the legend."""

    looks: Sequence[Look]
    """The look of each side, then those of all others and of nobody named."""
    known: Mapping[str, int]
    """The place of a country, or of a claimant if no claimant of the package has a country."""

    def look(self, claimant: str | None, country: str | None) -> Look:
        """Return the look of a claimant's side."""
        if claimant is None:
            return self.looks[-1]
        return self.looks[self.known.get(country or "", self.known.get(claimant, len(self.looks) - 2))]


def sides_of(tables: Mapping[str, pl.DataFrame]) -> Sides:
    """Return the sides of a package."""
    claims = with_claimants(tables, tables["claims"])
    by_country = claims["claimant_country"].null_count() < len(claims)
    column = "claimant_country" if by_country else "claimant"
    counted = claims.drop_nulls(column).group_by(side=column).len().sort(["len", "side"], descending=[True, False])
    names = counted["side"].head(MOST).to_list()
    looks = [Look(n, SHAPES[n], words.country(name) if by_country else name) for n, name in enumerate(names)]
    rest = [Look(MOST + n, SHAPES[MOST + n], label) for n, label in enumerate((OTHERS, NOBODY))]
    return Sides([*looks, *rest], {name: place for place, name in enumerate(names)})


def with_claimants(tables: Mapping[str, pl.DataFrame], claims: pl.DataFrame) -> pl.DataFrame:
    """Return claims with the columns claimant, the name, and claimant_country."""
    actors = tables["actors"].unique("actor_id", keep="first")
    named = actors.select(claimant_id="actor_id", claimant="name", claimant_country="country")
    return claims.join(named, on="claimant_id", how="left", maintain_order="left")
