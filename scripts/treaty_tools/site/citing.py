"""How each page is cited: a text that is always there, from whose parts a script makes BibTeX, RIS and CSL-JSON."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from treaty_record.citing.dataset import dataset
from treaty_record.citing.reference import Reference
from treaty_record.citing.rows import reference, source
from treaty_record.citing.styles import STYLES

from .inline import Inline, plain
from .notation import urls
from .record import Record

FILES = {"bibtex": "cite/dataset.bib", "ris": "cite/dataset.ris", "csl-json": "cite/dataset.json"}
"""The citation of the data set in each style, a file each."""


class Citations:
    """Cites the pages of a site that is published at ``base``, or anywhere if that is empty."""

    def __init__(self, record: Record, base: str = "") -> None:
        """Read how the data set is cited."""
        self.record, self.base = record, base
        self.whole = dataset(record.package.descriptor, record.tables["articles"])

    def of_row(self, table: str, key: str) -> Reference:
        """Return the citation of a row that has a page."""
        rows = self.record.rows
        cells = rows[table][key]
        article = rows["articles"].get(cells.get("article_id") or "", {}) if table != "articles" else cells
        found = source(article, self.record.publisher(article) if article else None)
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


def shown(at: Inline, citations: Citations, address: str, told: Mapping[str, Any]) -> Markup:
    """Return the citation of a page, folded, as HTML."""
    known = told.get("table") in citations.record.rows and told.get("row_id") in citations.record.rows[told["table"]]
    found = (
        citations.of_row(told["table"], told["row_id"])
        if known
        else citations.of_page(address, str(told.get("title", "")))
    )
    pieces = Markup("").join(
        Markup('<span data-cite="{}">{}</span>').format(piece.field, at.text(piece.text)) if piece.field else piece.text
        for piece in found.pieces()
    )
    marks = Markup(' data-key="{}"').format(found.key)
    return Markup(
        '<details class="cite"{}><summary>Cite or link</summary><p class="citation">{}.</p></details>'
    ).format(marks, pieces)
