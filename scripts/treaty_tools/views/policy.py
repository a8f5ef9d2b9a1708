"""The quotation policy of a package: which articles may be quoted, and how much of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from treaty_record.values.limits import LARGEST_SHARE, LONGEST_QUOTE

from .checked_package import CheckedPackage


@dataclass(frozen=True)
class Policy:
    """Which articles may be quoted, and how much of them."""

    articles: tuple[str, ...] | None = None
    """None for all; the titles of all articles may be quoted."""
    longest: int = LONGEST_QUOTE
    """Code points of one quote."""
    share: float = LARGEST_SHARE
    """Part of a text that its quotes and pins may have together."""
    texts_held: bool = True
    """Whether texts are at hand, in which quotes have a place and pins can be found."""


def policy(package: CheckedPackage) -> Policy:
    """Return the quotation policy of a package; what it does not state, or not as it should, is as by default."""
    stated = package.package.descriptor.get("quotation")
    stated = stated if isinstance(stated, Mapping) else {}
    articles, longest, share = (stated.get(name) for name in ("articles", "longest", "share"))
    return Policy(
        tuple(map(str, articles)) if isinstance(articles, list) else None,
        longest if isinstance(longest, int) else LONGEST_QUOTE,
        share if isinstance(share, int | float) else LARGEST_SHARE,
        texts_held=stated.get("texts") != "not held",
    )
