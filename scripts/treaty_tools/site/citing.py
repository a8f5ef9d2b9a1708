"""How each page is cited: a text that is always there, from whose parts a script makes BibTeX, RIS and CSL-JSON."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from markupsafe import Markup

from treaty_record.citing.dataset import dataset
from treaty_record.citing.reference import Reference
from treaty_record.citing.rows import reference, source
from treaty_record.citing.styles import STYLES
from treaty_record.facts.sources import is_source

from .inline import Inline, plain
from .notation import urls
from .record import Record
from .script_json import compact

FILES = {"bibtex": "cite/dataset.bib", "ris": "cite/dataset.ris", "csl-json": "cite/dataset.json"}
"""The citation of the data set in each style, a file each."""


class Citations:
    """Cites the pages of a site that is published at ``base``, or anywhere if that is empty."""

    def __init__(self, record: Record, base: str = "") -> None:
        """Read how the data set is cited."""
        self.record, self.base = record, base
        self.whole = dataset(record.package.descriptor, record.tables["articles"])
        self._counts = cache(lambda kind: is_source(record.tables, {"kind": kind}))  # few kinds, thousands of rows

    def of_row(self, table: str, key: str) -> Reference:
        """Return the citation of a row that has a page."""
        rows = self.record.rows
        cells = rows[table][key]
        article = rows["articles"].get(cells.get("article_id") or "", {}) if table != "articles" else cells
        counted = bool(article) and self._counts(article["kind"])
        found = source(article, self.record.publisher(article) if article else None, counted=counted)
        claimant = rows["actors"].get(cells.get("claimant_id") or "")
        return self._at(urls.row(table, key), reference(self.whole, f"{table}/{key}", cells, claimant, found))

    def of_page(self, address: str, title: str) -> Reference:
        """Return the citation of a page that shows many rows; the first page is cited as the data set."""
        if address == urls.HOME:
            return self._at("", self.whole)
        return self._at(address, replace(self.whole, title=plain(title)))

    def _at(self, address: str, found: Reference) -> Reference:
        return replace(found, address=f"{self.base}{address}") if self.base else found

    def files(self) -> dict[str, str]:
        """Return the files that cite the data set, by path."""
        whole = self._at("", self.whole)
        return {path: STYLES[style](whole) for style, path in FILES.items()}

    def of(self, address: str, told: Mapping[str, Any]) -> Reference:
        """Return the citation of a page, given what its template is filled with."""
        table, key = told.get("table"), told.get("row_id")
        if isinstance(table, str) and key in self.record.rows.get(table, {}):
            return self.of_row(table, str(key))
        return self.of_page(address, str(told.get("title", "")))


FOLDED = Markup('<details class="cite"><summary>Cite or link</summary><p class="citation">{}.</p></details>')
OF_ALL = ("author", "issued", "dataset", "version")
"""Parts that all citations share, which the script has once."""
GLOBAL = "treatyDataset"


def shown(at: Inline, found: Reference) -> Markup:
    """Return a citation, folded; the parts that are its own are marked for the script."""
    part = Markup('<span data-cite="{}">{}</span>')
    pieces = (
        part.format(p.field, at.text(p.text)) if p.field and p.field not in OF_ALL else at.text(p.text)
        for p in found.pieces()
    )
    return FOLDED.format(Markup("").join(pieces))


def script(citations: Citations) -> str:
    """Return the statement that gives the script what all citations share."""
    shared = {piece.field: piece.text for piece in citations.whole.pieces() if piece.field in OF_ALL}
    return f'"use strict";\nwindow.{GLOBAL}={compact({"key": citations.whole.key, **shared})};\n'
