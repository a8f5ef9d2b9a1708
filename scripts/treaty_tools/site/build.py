"""All files of the site, in the order in which they are made."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from treaty_record.home import DESCRIPTOR, descriptor_of

from ..package.package import Package
from . import (
    actor_pages,
    archive,
    article_pages,
    change_pages,
    changed_positions,
    citing,
    claim_pages,
    contradictions,
    downloads,
    drawn,
    event_pages,
    evidence,
    lists,
    met_pages,
    other_pages,
    own_tables,
    places,
    retired_pages,
    search,
    who_says_so,
)
from .published import Published
from .record import Record, Row
from .rendering import Renderer

HERE = Path(__file__).parent
ASSETS = ("icon.svg", "tables.js", "matching.js", "spelling.js", "search.js", "charts.js")
SHARE = "share.js"
STYLES = ("style.css", "charts.css")
"""Joined into one file, so that a page loads one."""
Pages = Mapping[str, str]


def files(record: Record, package: Path, published: Published | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site by its path."""
    to = published or Published(record)
    citations = citing.Citations(record, to.base)
    carried = {to.archive: archive.packed(package_files(record.package, package))}
    passages: dict[str, str] = {}
    addresses: list[str] = []
    charts = drawn.Charts(record, to.base, bitmaps=to.full)
    for pages in all_pages(record, carried, passages, charts, to):
        addresses += (address for address in pages if address != other_pages.NOT_FOUND)
        yield from _encoded(pages.items())
    yield from charts.files()
    yield from _encoded(search.scripts(record, lambda passage: evidence.passage_address(passages, passage)))
    yield from _encoded(citations.files().items())
    yield from _encoded(downloads.scripts(record, to.base))
    yield from downloads.figures(record)
    yield from to.files(addresses, citations.whole.day)
    if to.full:
        yield from zip(to.formats.values(), downloads.formats(package), strict=True)
    yield from ((name, (HERE / name).read_bytes()) for name in ASSETS)
    yield SHARE, citing.script(citations).encode() + (HERE / SHARE).read_bytes()
    yield STYLES[0], b"".join((HERE / name).read_bytes() for name in STYLES)
    yield from carried.items()


def _encoded(files: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    yield from ((path, text.encode()) for path, text in files)


def package_files(package: Package, path: Path) -> dict[str, bytes]:
    """Return a package's own files: its descriptor, which ``path`` or its folder leads to, and those of its tables."""
    descriptor = descriptor_of(path)
    paths = (each for parts in package.parts.values() for each in parts.paths)
    return {DESCRIPTOR: descriptor.read_bytes(), **{each: (package.folder / each).read_bytes() for each in paths}}


def all_pages(
    record: Record, carried: Mapping[str, bytes], passages: dict[str, str], charts: drawn.Charts, published: Published
) -> Iterator[Pages]:
    """Yield every page by its address; articles first, since others lead to their passages, noted in ``passages``."""
    top, rows = Renderer(record, "", passages, published), Renderer(record, "../", passages, published)
    yield from _row_pages(record, rows)
    yield from retired_pages.pages(rows)
    yield from lists.figure_pages(rows, charts.figures)
    yield lists.timeline(top, charts.timeline())
    yield lists.reported(top, charts.reported())
    for listed in (lists.claims, lists.actors, lists.sources, lists.origins):
        yield listed(top)
    if record.has_figures:
        yield lists.figures(top)
    yield from own_tables.pages(top)
    yield who_says_so.pages(top, charts.who_says_so())
    if record.has_reversals:
        yield changed_positions.pages(top)
    for made in (contradictions.pages, met_pages.pages, places.pages, retired_pages.listed):
        yield made(top)
    yield from (other_pages.about(top), other_pages.search(top))
    if published.changes:
        yield change_pages.page(top, published.changes)
    if published.base:
        yield other_pages.not_found(Renderer(record, published.base, passages, published))
    yield other_pages.start(top, carried, charts)


def _row_pages(record: Record, to: Renderer) -> Iterator[Pages]:
    """Yield the pages of every article, event, claim and actor."""
    sharing = _sharing(record)
    for key, article in record.rows["articles"].items():
        yield article_pages.pages(to, article, sharing.get(record.origins[key] or "", []))
    yield from _each(record, "events", lambda row: event_pages.pages(to, row))
    yield from _each(record, "claims", lambda row: claim_pages.pages(to, row))
    yield from _each(record, "actors", lambda row: actor_pages.pages(to, row, sharing.get(row["actor_id"], [])))


def _each(record: Record, table: str, made: Callable[[Row], Pages]) -> Iterator[Pages]:
    yield from map(made, record.rows[table].values())


def _sharing(record: Record) -> Mapping[str, list[Row]]:
    """Return the articles of each independent origin, in order."""
    found: dict[str, list[Row]] = defaultdict(list)
    for key, article in record.rows["articles"].items():
        if origin := record.origins[key]:
            found[origin].append(article)
    return found
