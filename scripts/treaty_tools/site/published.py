"""How a site is published: at which address, with which further files, and since which earlier release."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from markupsafe import Markup

from treaty_record.citing.reference import Reference

from ..writing.file_names import file_stem
from . import archive, downloads, feeds, metadata
from .changes import Changes
from .citing import Citations
from .notation import urls
from .record import Record

LITE = "https://lite.datasette.io/?url="
"""Opens an SQLite file of the web in a browser, without a server."""
LABELS = {"sqlite": "SQLite", "xlsx": "Excel"}


@dataclass(frozen=True)
class Published:
    """What a site that is published has besides its pages."""

    record: Record
    base: str = ""
    """The address at which it is published, ending in a slash; empty if that is not known."""
    full: bool = False
    """Whether it has the data as SQLite and Excel, too."""
    changes: Changes | None = None
    """What changed since an earlier release, if one is given."""

    @property
    def citation(self) -> str:
        """Return how the data set is cited."""
        return Citations(self.record, self.base).of_page(urls.HOME, "").text()

    @property
    def archive(self) -> str:
        """Return the file with the whole package."""
        return f"{downloads.FOLDER}/{archive.name(self.record.about)}"

    @cached_property
    def formats(self) -> dict[str, str]:
        """Return the further files with all data, by format."""
        stem = file_stem(self.record.about.name)
        return {name: f"{downloads.FOLDER}/{stem}.{name}" for name in downloads.FORMATS} if self.full else {}

    def offered(self) -> Iterator[tuple[str, str]]:
        """Yield what leads to all data in further formats, and its address."""
        for name, path in self.formats.items():
            yield LABELS[name], path
        if self.base and "sqlite" in self.formats:
            address = quote(f"{self.base}{self.formats['sqlite']}", safe="")
            yield "Query it with SQL in the browser (Datasette Lite)", f"{LITE}{address}"

    @cached_property
    def feeds(self) -> frozenset[str]:
        """Return the files of the feeds; they name addresses, so that only a published site has any."""
        if not self.changes or not self.base:
            return frozenset()
        return frozenset(feed.path for feed in feeds.feeds(self.record, self.changes))

    def head(self, address: str, cited: Reference, *, pictured: bool = False) -> Markup:
        """Return what the head of a page has for others to read."""
        wanted = (feeds.ALL, feeds.path_of(address))
        followed = [path for path in wanted if path in self.feeds]
        files = [self.archive, *self.formats.values()]
        picture = f"{self.base}{address.removesuffix('.html')}.png" if pictured and self.base and self.full else ""
        return metadata.head(self.record, self.base, metadata.Page(address, cited, followed, files, picture))

    def files(self, addresses: list[str], day: str) -> Iterator[tuple[str, bytes]]:
        """Yield the files that search engines and feed readers look for."""
        if self.base:
            yield "sitemap.xml", metadata.sitemap(self.base, addresses, day)
            yield "robots.txt", metadata.robots(self.base)
            if self.changes:
                yield from feeds.files(self.record, self.changes, self.base, day)
