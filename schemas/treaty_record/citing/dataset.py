"""How a data set as a whole is cited: title, authors, version, day and address, from its descriptor."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from .reference import Reference

DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def dataset(descriptor: Mapping[str, Any], articles: pl.DataFrame) -> Reference:
    """Return the citation of a package; what a descriptor has in another form than the standard's is left out."""
    name = _text(descriptor.get("name")) or "dataset"
    addresses = (_text(descriptor.get(key)) for key in ("id", "homepage"))
    return Reference(
        authors=authors(descriptor),
        dataset=_text(descriptor.get("title")) or name,
        version=_text(descriptor.get("version")),
        day=day(descriptor, articles) or "",
        address=next((address for address in addresses if address.startswith(("https://", "http://"))), ""),
        name=name,
    )


def authors(descriptor: Mapping[str, Any]) -> list[str]:
    """Return the names of a package's contributors."""
    given = descriptor.get("contributors")
    entries = [entry for entry in given if isinstance(entry, dict)] if isinstance(given, list) else []
    return [name for entry in entries if (name := _text(entry.get("title")))]


def day(descriptor: Mapping[str, Any], articles: pl.DataFrame) -> str | None:
    """Return the day of a package, None if no day is known.

    It is the day of ``created``, or else the last on which an article was published or accessed, which is a lower
    bound. It never comes from the clock, so that the same package gives the same bytes.
    """
    created = pl.Series([_text(descriptor.get("created"))], dtype=pl.String).str.extract(f"^({DAY})")
    for days in (created, *(articles[column] for column in ("published", "accessed"))):
        known = days.filter(days.str.contains(f"^{DAY}$").fill_null(False))
        if len(known):
            return str(known.max())
    return None


def _text(given: object) -> str:
    return given if isinstance(given, str) else ""
