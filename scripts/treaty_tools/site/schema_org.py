"""The data set and its claims in the words of schema.org, as JSON-LD."""

from collections.abc import Iterable, Mapping
from typing import Any

from treaty_record.citing.dataset import dataset as cited

from ..package.licences import licences
from .notation import urls
from .record import Record, Row

CONTEXT = "https://schema.org"
APPEARANCES = 5
"""Articles in which a claim appears that its page names to machines."""
TYPES = {"csv": "text/csv", "json": "application/json", "sqlite": "application/vnd.sqlite3", "zip": "application/zip"}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 5_000
"""Characters of a description that catalogues of data sets take."""


def dataset(record: Record, base: str, files: Iterable[str]) -> dict[str, Any]:
    """Return the data set with the files that hold it."""
    about, descriptor = record.about, record.package.descriptor
    whole = cited(descriptor, record.tables["articles"])
    found = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": about.title,
        "description": (about.description or about.title)[:LONGEST],
        "url": base,
        "version": about.version,
        "license": [licence.url or licence.name for licence in licences(descriptor)],
        "creator": [{"@type": "Organization", "name": name} for name in whole.authors],
        "keywords": descriptor.get("keywords") or [],
        "dateModified": whole.day,
        "isAccessibleForFree": True,
        "distribution": [_download(base, path) for path in files],
    }
    return {name: value for name, value in found.items() if value}


def _download(base: str, path: str) -> dict[str, str]:
    ending = path.rpartition(".")[2]
    kind = WORKBOOK if ending == "xlsx" else TYPES.get(ending, "application/octet-stream")
    return {"@type": "DataDownload", "contentUrl": f"{base}{path}", "encodingFormat": kind}


def claim(record: Record, base: str, key: str) -> dict[str, Any]:
    """Return a claim: who makes it, when, and where it appears. Whether it is true, the record does not say."""
    row = record.rows["claims"][key]
    found = {
        "@context": CONTEXT,
        "@type": "Claim",
        "@id": f"{base}{urls.row('claims', key)}",
        "text": row["statement"],
        "author": _actor(record.rows["actors"].get(row["claimant_id"] or "")),
        "datePublished": _day(row["said_on"]),
        "appearance": [_article(record, article) for article in _appearances(record, key)],
        "isPartOf": {"@type": "Dataset", "name": record.about.title, "url": base},
    }
    return {name: value for name, value in found.items() if value}


def _appearances(record: Record, key: str) -> list[Row]:
    """Return the first articles that support a claim and have an address."""
    cited = record.cited("claims", key)
    found = {c.article["article_id"]: c.article for c in cited if c.side == "supporting" and c.counted}
    return [article for article in found.values() if article["url"]][:APPEARANCES]


def _article(record: Record, article: Row) -> dict[str, Any]:
    found = {
        "@type": "Article",
        "headline": article["title"],
        "url": article["url"],
        "datePublished": _day(article["published"]),
        "inLanguage": article["language"],
        "publisher": _actor(record.publisher(article)),
    }
    return {name: value for name, value in found.items() if value}


def _actor(actor: Mapping[str, Any] | None) -> dict[str, str] | None:
    if not actor:
        return None
    return {"@type": "Person" if actor["kind"] == "person" else "Organization", "name": actor["name"]}


def _day(text: str | None) -> str | None:
    """Return a date if it is a plain one; schema.org has no open or uncertain dates."""
    plain = text and all(character.isdigit() or character == "-" for character in text)
    return text if plain else None
