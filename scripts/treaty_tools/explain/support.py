"""The support of an event or a claim in words, the same in every text and on every page."""

from collections.abc import Mapping
from typing import Any

from ..reporting.text import count

UNKNOWN = "origin not known"
"""What is shown of an origin that nobody has found out."""
HEARD = "newsrooms that heard it, not confirmations"
"""What the independent origins of a claim count."""


def support(row: Mapping[str, Any]) -> str:
    """Return how many articles support or announce an event or a claim, and from how many independent origins."""
    parts = [f"supported by {count(row['n_articles'], 'article')}: {origins(row)}"]
    if row["n_unknown_origin"]:
        parts[0] += f", {count(row['n_unknown_origin'], 'article')} of unknown origin"
    if row["n_announcing"]:
        parts.append(f"announced by {count(row['n_announcing'], 'article')} (not counted)")
    if row.get("n_claimants"):
        parts.append(f"{count(row['n_claimants'], 'claimant')} {'says' if row['n_claimants'] == 1 else 'say'} so")
    return "; ".join(parts)


def origins(row: Mapping[str, Any]) -> str:
    """Return the number of a row's independent origins, for a claim with what that counts."""
    counted = count(row["n_origins"], "independent origin")
    return f"{counted} ({HEARD})" if "claim_id" in row else counted
