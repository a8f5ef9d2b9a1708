"""Match the publisher of a page to an actor of the register."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..web.page_metadata import Metadata
from .register import Register, Row


@dataclass(frozen=True)
class Publisher:
    """The publisher of an article: its actor, why it is that, and its other articles' only language."""

    actor_id: str | None = None
    why: str = ""
    language: str | None = None


def publisher(register: Register, article_id: str, said: Metadata) -> Publisher:
    """Return the publisher that a page names, or that other articles of its host or with the same prefix have."""
    host, prefix = host_of(said.url), article_id.partition("-")[0]
    ways = (
        (_named(register, said.site), "as the page names it"),
        (_of([row for row in register.articles if host and host == host_of(row.get("url"))]), f"as others of {host}"),
        (_of([row for row in register.articles if row["article_id"].startswith(f"{prefix}-")]), "as others of its id"),
    )
    for actor_id, why in ways:
        if actor_id:
            return Publisher(actor_id, why, _language(register, actor_id))
    return Publisher()


def host_of(url: str | None) -> str:
    """Return the host of an address, without ``www.``."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def slug(article_id: str, said: Metadata) -> str:
    """Return an id for an unknown publisher: its name in Latin letters, its host, or how the article's id begins."""
    plain = unicodedata.normalize("NFKD", said.site or "").encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain if not said.site or len(plain) * 2 >= len(said.site) else "")
    return "-".join(words or re.findall("[a-z0-9]+", host_of(said.url))) or article_id.partition("-")[0]


def _named(register: Register, site: str | None) -> str | None:
    """Return the one actor with a name."""
    if not site:
        return None
    bearers = {name.actor_id for name in register.names if name.name.casefold() == site.casefold()}
    return next(iter(bearers)) if len(bearers) == 1 else None


def _of(articles: list[Row]) -> str | None:
    """Return the one publisher of some articles."""
    known = {row.get("publisher_id") for row in articles} - {None}
    return next(iter(known)) if len(known) == 1 else None


def _language(register: Register, actor_id: str) -> str | None:
    """Return the one language of a publisher's articles."""
    known = {row.get("language") for row in register.articles if row.get("publisher_id") == actor_id} - {None}
    return next(iter(known)) if len(known) == 1 else None
