"""What search engines, social networks and feed readers read of a page: they need the address of the published site."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
META = Markup('<meta property="{}" content="{}">')
FEED = Markup('<link rel="alternate" type="application/atom+xml" href="{}{}">')


@dataclass(frozen=True)
class Page:
    """A page as others read of it."""

    address: str
    cited: Reference
    feeds: Sequence[str] = ()
    """Files of the feeds that follow it."""
    files: Sequence[str] = ()
    """Files with all data."""
    picture: str = ""
    """The address of its chart as a picture."""


def head(record: Record, base: str, page: Page) -> Markup:
    """Return the elements of a page's head that others read, if the site is published."""
    found: list[Markup] = []
    if base:
        found.append(Markup('<meta name="description" content="{}">').format(description(record, page.cited)))
        found += _card(record, base, page)
        found += [FEED.format(base, path) for path in page.feeds]
        if data := _linked(record, base, page):
            found.append(Markup('<script type="application/ld+json">{}</script>').format(Markup(in_page(data))))
    return Markup("\n").join(found)


def description(record: Record, cited: Reference) -> str:
    """Return what a page is about, in a sentence or two."""
    about, (table, _, key) = record.about, cited.row.partition("/")
    if table in COUNTED and key in record.rows[table]:
        counted = support(record.rows[table][key])
        text = f"{cited.title}. {counted[:1].upper()}{counted[1:]}."
    else:
        text = f"{cited.title}. {about.title}" if cited.title else about.description or about.title
    said = plain(" ".join(text.split()))
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rsplit(' ', 1)[0]}…"


def _card(record: Record, base: str, page: Page) -> Iterator[Markup]:
    """Yield a page's own address, and what social networks show of it besides its description."""
    start = page.address == urls.HOME
    url = base if start else f"{base}{page.address}"
    properties = {
        "og:type": "website" if start else "article",
        "og:site_name": plain(record.about.short),
        "og:title": plain(page.cited.title or record.about.title),
        "og:url": url,
        "og:image": page.picture,
    }
    yield Markup('<link rel="canonical" href="{}">').format(url)
    yield from (META.format(name, text) for name, text in properties.items() if text)
    yield Markup('<meta name="twitter:card" content="{}">').format("summary_large_image" if page.picture else "summary")


def _linked(record: Record, base: str, page: Page) -> Mapping[str, Any] | None:
    """Return what a page is, for machines: the start is the data set, the page of a claim the claim."""
    table, _, key = page.cited.row.partition("/")
    if page.address == urls.HOME:
        return schema_org.dataset(record, base, page.files)
    return schema_org.claim(record, base, key) if table == "claims" else None


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
