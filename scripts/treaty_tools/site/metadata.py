"""What search engines, social networks and feed readers read of a page: they need the address of the published site."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from markupsafe import Markup

from treaty_record.citing.reference import Reference

from ..explain.support import support
from . import schema_org
from .inline import plain
from .notation import urls
from .record import Record
from .script_json import in_page

LONGEST = 300
"""Characters of a description; search engines show half of that."""
COUNTED = ("events", "claims")


def head(
    record: Record, base: str, address: str, cited: Reference, feeds: Iterable[str], files: Iterable[str]
) -> Markup:
    """Return the elements of a page's head: its description, and on a published site what others read of it."""
    table, _, key = cited.row.partition("/")
    said = description(record, table, key, cited)
    found = [Markup('<meta name="description" content="{}">').format(said)]
    if base:
        found += _published(record, base, address, cited, said)
        found += [
            Markup('<link rel="alternate" type="application/atom+xml" href="{}{}">').format(base, f) for f in feeds
        ]
        data = _linked(record, base, address, table, key, files)
        if data:
            found.append(Markup('<script type="application/ld+json">{}</script>').format(Markup(in_page(data))))
    return Markup("\n").join(found)


def description(record: Record, table: str, key: str, cited: Reference) -> str:
    """Return what a page is about, in a sentence or two."""
    about = record.about
    if table in COUNTED and key in record.rows[table]:
        counted = support(record.rows[table][key])
        text = f"{cited.title}. {counted[:1].upper()}{counted[1:]}."
    else:
        text = f"{cited.title}. {about.title}" if cited.title else about.description or about.title
    said = plain(" ".join(text.split()))
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rsplit(' ', 1)[0]}…"


def _published(record: Record, base: str, address: str, cited: Reference, said: str) -> Iterator[Markup]:
    url = f"{base}{'' if address == urls.HOME else address}"
    yield Markup('<link rel="canonical" href="{}">').format(url)
    properties = {
        "og:type": "website" if address == urls.HOME else "article",
        "og:site_name": plain(record.about.title),
        "og:title": plain(cited.title or record.about.title),
        "og:description": said,
        "og:url": url,
    }
    yield from (Markup('<meta property="{}" content="{}">').format(name, text) for name, text in properties.items())
    yield Markup('<meta name="twitter:card" content="summary">')


def _linked(
    record: Record, base: str, address: str, table: str, key: str, files: Iterable[str]
) -> Mapping[str, Any] | None:
    """Return what a page is, for machines: the start is the data set, the page of a claim the claim."""
    if address == urls.HOME:
        return schema_org.dataset(record, base, files)
    if table == "claims" and key in record.rows["claims"] and address == urls.row("claims", key):
        return schema_org.claim(record, base, key)
    return None


def sitemap(base: str, addresses: Iterable[str], day: str) -> bytes:
    """Return the list of pages that search engines read."""
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    pages = ("" if address == urls.HOME else address for address in addresses)
    lines = "".join(f"<url><loc>{escape(base + page)}</loc>{changed}</url>\n" for page in pages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{lines}</urlset>\n'.encode()


def robots(base: str) -> bytes:
    """Return what robots may read: everything; it names the sitemap."""
    return f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode()
