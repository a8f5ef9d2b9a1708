"""Atom feeds of what changed since an earlier release: of all rows, of each actor and of each measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from .changes import ADDRESS, Change, Changes, address, of_actor, of_measure
from .inline import plain
from .notation import urls
from .record import Record

ATOM = "http://www.w3.org/2005/Atom"
ALL = "feeds/changes.xml"
NO_DAY = "1980-01-01"
"""The day of a package that gives none; a feed requires one, and the clock would change the bytes."""


@dataclass(frozen=True)
class Feed:
    """A feed: its file, its title, the page that it follows, and the changes in it."""

    path: str
    title: str
    page: str
    changes: Sequence[Change]


def path_of(page: str) -> str:
    """Return the file of the feed that follows the page of an actor or a measure."""
    return f"feeds/{page.removesuffix('.html')}.xml"


def feeds(record: Record, found: Changes) -> Iterator[Feed]:
    """Yield the feed of all changes, and of each actor and measure with any."""
    about = record.about
    yield Feed(ALL, f"{about.short}: what changed", ADDRESS, found.rows)
    for actor, some in of_actor(record, found.rows).items():
        page = urls.row("actors", actor)
        yield Feed(path_of(page), f"{record.rows['actors'][actor]['name']} in {about.short}", page, some)
    for measure, some in of_measure(record, found.rows).items():
        term = record.terms.get(("claims.measure", measure), {})
        title = f"{str(term.get('definition') or measure).rstrip('.')}: {about.short}"
        yield Feed(path_of(urls.measure(measure)), title, urls.measure(measure), some)


def files(record: Record, found: Changes, base: str, day: str) -> Iterator[tuple[str, bytes]]:
    """Yield each feed as a file."""
    for feed in feeds(record, found):
        yield feed.path, atom(record, feed, base, day or NO_DAY)


def atom(record: Record, feed: Feed, base: str, day: str) -> bytes:
    """Return a feed as Atom (RFC 4287)."""
    root = ElementTree.Element("feed", xmlns=ATOM)
    updated = f"{day}T00:00:00Z"
    _add(root, "title", feed.title)
    _add(root, "id", f"{base}{feed.path}")
    ElementTree.SubElement(root, "link", rel="self", href=f"{base}{feed.path}")
    ElementTree.SubElement(root, "link", rel="alternate", href=f"{base}{feed.page}")
    _add(root, "updated", updated)
    _add(ElementTree.SubElement(root, "author"), "name", record.about.title)
    for change in feed.changes:
        _entry(root, record, change, base, updated)
    ElementTree.indent(root, " ")
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _entry(root: ElementTree.Element, record: Record, change: Change, base: str, updated: str) -> None:
    """Add a change to a feed; its id is that of the row in this version, so that a later change is another entry."""
    entry = ElementTree.SubElement(root, "entry")
    row = f"{change.table}/{change.row_id}"
    _add(entry, "title", f"{change.kind.capitalize()}: {called(record, change)}")
    _add(entry, "id", f"{base}{row}?version={record.about.version}")
    ElementTree.SubElement(entry, "link", rel="alternate", href=f"{base}{address(change)}")
    _add(entry, "updated", updated)
    _add(entry, "summary", change.detail or row)


def called(record: Record, change: Change) -> str:
    """Return what a changed row is called."""
    cells = record.rows[change.table].get(change.row_id, {})
    claimant = record.rows["actors"].get(cells.get("claimant_id") or "", {}).get("name")
    name = next(filter(None, (cells.get(column) for column in ("title", "statement", "name"))), change.row_id)
    return f"{claimant}: {name}" if claimant else str(name)


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = plain(text)
