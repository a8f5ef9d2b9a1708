"""What catalogues want to know of a package: title, address, day, who made it, under which licences."""

from dataclasses import dataclass

import polars as pl

from ..package.licences import Licence, entries, is_address, licences, text
from .exported_package import ExportedPackage

DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
NO_DAY = "1980-01-01"
"""The day of a package of which no day is known, if a format requires one: the first that ZIP archives can hold."""


@dataclass(frozen=True)
class About:
    """A package as catalogues see it."""

    name: str
    title: str
    description: str
    version: str | None
    keywords: list[str]
    address: str | None
    """The ``id`` or the ``homepage`` of the descriptor, the first that is a web address."""
    day: str | None
    """The day of the descriptor's ``created``, or else the last on which an article was published or accessed."""
    contributors: list[str]
    licences: list[Licence]


def about(package: ExportedPackage) -> About:
    """Return what a package's descriptor says of it; what a stranger's gives in another form is left out."""
    given = package.descriptor
    title = text(given.get("title")) or package.name
    contributors = (text(entry.get("title")) for entry in entries(given.get("contributors")))
    addresses = (text(given.get(key)) for key in ("id", "homepage"))
    keywords = given.get("keywords")
    return About(
        name=package.name,
        title=title,
        description=text(given.get("description")) or title,
        version=text(given.get("version")),
        keywords=[word for word in keywords if text(word)] if isinstance(keywords, list) else [],
        address=next(filter(is_address, addresses), None),
        day=day(package),
        contributors=[name for name in contributors if name],
        licences=licences(given),
    )


def day(package: ExportedPackage) -> str | None:
    """Return the day of a package, None if no day is known.

    It never comes from the clock, so that the same package is exported as the same bytes. Articles are only as old as
    the package, so that their last day is a lower bound of its own.
    """
    articles = package.tables["articles"]
    created = pl.Series([text(package.descriptor.get("created"))], dtype=pl.String).str.extract(f"^({DAY})")
    for days in (created, *(articles[column] for column in ("published", "accessed"))):
        known = days.filter(days.str.contains(f"^{DAY}$").fill_null(False))
        if len(known):
            return str(known.max())
    return None


def bibtex(about: About) -> str:
    """Return how a package is cited, as BibTeX."""
    told = {
        "author": " and ".join(f"{{{plain(name)}}}" for name in about.contributors),
        "title": plain(about.title),
        "version": about.version,
        "date": about.day,
        "url": about.address,
    }
    return f"@dataset{{{about.name}, " + ", ".join(f"{key} = {{{value}}}" for key, value in told.items() if value) + "}"


def plain(text: str) -> str:
    """Return a text without the characters by which BibTeX groups and commands."""
    return text.translate(dict.fromkeys(map(ord, "{}\\")))
