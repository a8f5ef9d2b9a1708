"""What catalogues want to know of a package: title, address, day, who made it, under which licences."""

from dataclasses import dataclass

from treaty_record.citing.dataset import authors, day

from ..package.licences import Licence, is_address, licences, text
from .exported_package import ExportedPackage

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
    addresses = (text(given.get(key)) for key in ("id", "homepage"))
    keywords = given.get("keywords")
    return About(
        name=package.name,
        title=title,
        description=text(given.get("description")) or title,
        version=text(given.get("version")),
        keywords=[word for word in keywords if text(word)] if isinstance(keywords, list) else [],
        address=next(filter(is_address, addresses), None),
        day=day(given, package.tables["articles"]),
        contributors=authors(given),
        licences=licences(given),
    )


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
