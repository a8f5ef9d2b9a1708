"""What catalogues want to know of a package: title, address, day, who made it, under which licences."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from .package import Package

DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


@dataclass(frozen=True)
class Licence:
    """A licence as the descriptor gives it: an SPDX identifier or the like, what it covers, where it is to be read."""

    name: str
    title: str
    path: str | None

    @property
    def url(self) -> str | None:
        """Return its address, where it is on the web."""
        return self.path if is_address(self.path) else None


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
    """The day of the descriptor's ``created``, or else the last on which an article was published: it is no older."""
    contributors: list[str]
    licences: list[Licence]


def about(package: Package) -> About:
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
        licences=[licence for entry in entries(given.get("licenses")) for licence in known(entry)],
    )


def known(entry: dict[str, object]) -> Iterator[Licence]:
    """Yield a licence where it has a name or a path, as Data Package v2 wants it."""
    name, path = text(entry.get("name")), text(entry.get("path"))
    called = name or path
    if called:
        yield Licence(called, text(entry.get("title")) or called, path)


def day(package: Package) -> str | None:
    """Return the day of a package, None where it is not known."""
    created = text(package.descriptor.get("created")) or ""
    days = pl.Series([created]).str.extract(f"^({DAY})").drop_nulls()
    if days.is_empty():
        published = package.tables["articles"]["published"]
        days = published.filter(published.str.contains(f"^{DAY}$").fill_null(False))
    return str(days.max()) if len(days) else None


def entries(given: object) -> list[dict[str, object]]:
    """Return the objects of a list."""
    return [entry for entry in given if isinstance(entry, dict)] if isinstance(given, list) else []


def text(given: object) -> str | None:
    """Return a text that is one."""
    return given if isinstance(given, str) and given else None


def is_address(given: str | None) -> bool:
    """Tell whether something is a web address."""
    return given is not None and given.startswith(("https://", "http://")) and not any(map(str.isspace, given))


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
