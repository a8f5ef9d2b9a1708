"""What the site offers to download: whole rows for the filtered views, each measure's figures, other formats."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record.facts.order import claims_in_order
from treaty_record.facts.sources import address
from treaty_record.flat import FIGURES, TIMELINE
from treaty_record.flat.figures import FIELDS, in_words, of_measure
from treaty_record.flat.labels import names
from treaty_record.values.number import numbers_as_text

from ..export import writer
from ..export.exported_package import read
from .notation import urls
from .record import Record
from .script_json import compact

NAME = "treatyRows"
"""The global that the scripts with whole rows add to."""
FOLDER = "downloads"
FORMATS = ("sqlite", "xlsx")
"""Formats that take seconds to make, so that only a site to be published has them."""
IDS = ("claim_id", "claimant_id", "event_id", "medium_id")
ADDED = ("page", "version")
ON_ARTICLES = ("article_title", "article_title_gloss", "article_published", "article_language", "article_url")
"""Columns on the first article to read, which is named by its key, its publisher and a link to its words."""


def whole_rows(record: Record, base: str = "") -> dict[str, pl.DataFrame]:
    """Return the rows of the four tables with pages as they are downloaded: with ids, names, counts and addresses."""
    tables = record.tables
    claims = claims_in_order(in_words(tables, tables["claims"]))
    described = [field.name for field in FIELDS if field.name not in IDS]
    publisher = names(tables, "publisher_id", "publisher")
    articles = tables["articles"].with_columns(url=address(tables)).join(publisher, on="publisher_id", how="left")
    frames = {
        "events": TIMELINE(tables),
        "claims": claims.select(*IDS, *described),
        "actors": tables["actors"],
        "articles": articles,
    }
    return {table: _addressed(frame, table, base, record.about.version) for table, frame in frames.items()}


def _addressed(frame: pl.DataFrame, table: str, base: str, version: str) -> pl.DataFrame:
    """Return rows with the address of their page and the version of the package."""
    pages = [f"{base}{urls.row(table, key)}" for key in frame.to_series()]
    return frame.drop(ON_ARTICLES, strict=False).with_columns(
        pl.Series("page", pages, dtype=pl.String), version=pl.lit(version or None, pl.String)
    )


def scripts(record: Record, base: str = "") -> Iterator[tuple[str, str]]:
    """Yield a script for each table with pages, which the button for the CSV of a view loads.

    The address of a row's page and the version are added by the script, since all rows would repeat them.
    """
    shared = f'"base":{compact(base)},"version":{compact(record.about.version)}'
    for table, frame in whole_rows(record, base).items():
        cells = numbers_as_text(frame.drop(ADDED)).with_columns(pl.all().cast(pl.String))
        keys = [urls.row(table, key) for key in frame.to_series()]
        rows = ",\n".join(
            f"{compact(key)}:{compact(row)}" for key, row in zip(keys, cells.fill_null("").iter_rows(), strict=True)
        )
        columns = f'"columns":{compact([*cells.columns, *ADDED])}'
        head = f'"use strict";\nwindow.{NAME}={{...window.{NAME},{table}:{{{columns},{shared},"rows":{{\n'
        yield f"{FOLDER}/{table}.js", f"{head}{rows}\n}}}}}};\n"


def figures(record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield the figures of each measure as CSV and JSON, as ``treaty_record.figures`` returns them."""
    every = FIGURES(record.tables)
    for measure in record.under["claims", "measure"]:
        stem = urls.measure(measure).removesuffix(".html")
        found = of_measure(every, measure)
        yield f"{stem}.csv", numbers_as_text(found).write_csv().encode()
        yield f"{stem}.json", _described(record, measure, found).encode()


def _described(record: Record, measure: str, frame: pl.DataFrame) -> str:
    """Return the figures of a measure as JSON, with what the columns are."""
    term = record.terms.get(("claims.measure", measure), {})
    whole: dict[str, Any] = {
        "dataset": record.about.title,
        "version": record.about.version,
        "measure": measure,
        "definition": term.get("definition"),
        "unit": term.get("unit"),
        "columns": {field.name: field.description for field in FIELDS},
    }
    return f'{compact(whole)[:-1]},"rows":{frame.write_json()}}}\n'


def formats(package: Path) -> Iterator[bytes]:
    """Yield the package in each of ``FORMATS``, as ``treaty export`` writes it."""
    found = read(package)
    with tempfile.TemporaryDirectory() as room:
        for name in FORMATS:
            yield writer(name)(found, Path(room)).read_bytes()


def beside(address: str) -> Mapping[str, str]:
    """Return the files with the data of a page, by what they are called; only pages of measures have any."""
    if not address.startswith("figures/"):
        return {}
    stem = address.rpartition("/")[2].removesuffix(".html")
    return {"CSV": f"{stem}.csv", "JSON": f"{stem}.json"}
