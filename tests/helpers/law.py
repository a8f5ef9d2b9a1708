"""The law: what ``treaty validate`` passes, everything else accepts, or refuses in one sentence that says why."""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import get_args

import click
import polars as pl

import treaty_record
from tests.helpers.packages import edit, keys, renew, text
from treaty_record.formats import Format
from treaty_tools.derive.links import Tables
from treaty_tools.explain import describe, measure, show
from treaty_tools.export import FORMATS, writer
from treaty_tools.export.exported_package import read
from treaty_tools.package.reading import read_tables
from treaty_tools.releases import read_release
from treaty_tools.releases.difference import compare
from treaty_tools.releases.difference.forms import Form, in_form
from treaty_tools.site import build, record

LIMIT = re.compile(".*(SQLite|Excel).*: export to another format")
"""What a package is told that is valid and more than a format can hold."""

Door = Callable[[Path, Path], object]
"""What takes the package in a folder, and may write into another folder."""


def doors() -> dict[str, Door]:
    """Return everything that takes a package, by name."""
    return {
        **{f"load as {form}": partial(loaded, form) for form in get_args(Format)},
        "questions": lambda package, _: asked(package),
        **{f"export to {form}": partial(exported, form) for form in FORMATS},
        "describe": lambda package, _: list(describe.page(read_tables(package))),
        "show": lambda package, _: shown(read_tables(package)),
        "diff": differs,
        "site": lambda package, _: list(build.files(record.read(package), package)),
    }


def breaches(package: Path, scratch: Path, taken: Iterable[str] | None = None) -> Iterator[str]:
    """Yield what does not accept a valid package, and does not refuse it in one sentence either; all doors if None."""
    for name, door in doors().items():
        if taken is None or name in taken:
            yield from (f"{name}: {breach}" for breach in breach_of(door, package, scratch))


def breach_of(door: Door, package: Path, scratch: Path) -> Iterator[str]:
    """Yield how one door neither accepts a valid package nor refuses it in one sentence, for a limit of a format."""
    try:
        door(package, scratch)
    except click.ClickException as refused:
        if not LIMIT.fullmatch(refused.message):
            yield f"refuses with {refused.message!r}"
    except Exception as error:
        yield f"{type(error).__name__}: {error}"


def loaded(form: Format, package: Path, scratch: Path) -> None:
    """Load every table, which has to hold what was validated."""
    checked = read_tables(package)
    if form == "duckdb":
        with closing(treaty_record.load(package=package, as_="duckdb")) as database:
            for name, frame in checked.items():
                assert len(database.table(f'"{name}"').fetchall()) == len(frame), name
        return
    tables = treaty_record.load(package=package, as_=form)
    assert tables.keys() == checked.keys()
    for name, frame in checked.items():
        found = pl.DataFrame(tables[name])
        assert found.equals(frame), f"{form} of {name}"


def asked(package: Path) -> None:
    """Ask every question of a package."""
    for question in (treaty_record.timeline, treaty_record.contradictions):
        question(package=package)
    for measured in treaty_record.figures(package=package)["measure"].unique():
        treaty_record.reported_range(measured, package=package)
    for whom in ("origins", "claimants"):
        treaty_record.who_cites_whom(whom, package=package)


def exported(form: str, folder: Path, scratch: Path) -> None:
    """Export a package; what is a package again has to be valid, and to hold the same."""
    package, out = read(folder), scratch / form
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    made = writer(form)(package, out)
    if form in ("csv", "parquet"):
        again = treaty_record.load(package=made)
        for name, frame in package.with_flat.tables.items():
            assert again[name].equals(frame), name


def shown(tables: Tables) -> None:
    """Show every row, and every measure."""
    for table, frame in tables.items():
        for key in show.key_of(frame) if table not in ("citations", "vocabulary") else ():
            list(show.page(tables, *show.find_row(tables, f"{table}/{key}")))
    for named in tables["claims"]["measure"].drop_nulls().unique():
        list(measure.page(tables, named))


def differs(package: Path, scratch: Path) -> None:
    """Compare a package with itself, in which nothing differs, and with a copy in which one cell does."""
    old = read_release(str(package), "OLD", package)
    assert not json.loads(in_form("json", compare(old, old), None))["tables"]
    if not (package / "data/events.csv").is_file():
        return
    copy = scratch / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(package, copy)
    edit(copy, "events", keys(text(copy, "events"), "events")[0], note="Changed.")
    renew(copy)
    new = read_release(str(copy), "NEW", package)
    for form in get_args(Form):
        assert in_form(form, compare(old, new), None)
