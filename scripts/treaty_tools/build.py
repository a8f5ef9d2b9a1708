"""treaty build: rebuild the package from its sources."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from treaty_record import home, profile
from treaty_record.descriptor import package
from treaty_record.dictionary import dictionary
from treaty_record.facts.origins import independent_origins
from treaty_record.facts.sources import counts_as_source
from treaty_record.source_schema import source_schemas

from . import assemble, checks, sources
from .checks.rule import read_rule
from .derive import derived
from .derive.links import Tables
from .extension import Terms, with_vocabularies
from .problem import BadData, Problem
from .project import find_root, root_option
from .report import count, report
from .sources import about, vocabulary
from .terminal import echo
from .whole_file import LEFTOVER, write_through

read_rule(
    "rebuilt",
    5,
    "The committed package is byte for byte what the sources build.",
    "Nobody can then change the data without the sources that say why; 'treaty build --check' checks it.",
)

FOLDER = "scripts/sources"


@dataclass(frozen=True)
class Built:
    """A package as the sources make it: its tables, and the content of every file by its path."""

    tables: Tables
    files: dict[str, bytes]


@click.command("build")
@click.option("--check", is_flag=True, help="Change nothing; say whether what is committed is what the sources build.")
@root_option
def command(check: bool, root: Path | None) -> None:
    """Rebuild data/ and datapackage.json from scripts/sources/, or say what is wrong and change nothing."""
    root = root or find_root(FOLDER)
    try:
        built = build(root)
    except BadData as error:
        raise report(error.problems, f"nothing was written: mend these in {FOLDER}/") from None
    stale = sorted(differing(root, built.files))
    if check:
        if stale:
            problems = [Problem(path, 1, "", message, "rebuilt") for path, message in stale]
            raise report(problems, "run 'treaty build' and commit what it writes")
        echo("what is committed is what the sources build")
    else:
        write(root, built.files, [path for path, _ in stale])
        echo(f"{count(len(stale), 'file')} changed" if stale else "nothing changed")
    echo("\n".join(summary(built.tables)))


def build(root: Path) -> Built:
    """Return what a project's sources make.

    Raises BadData with every fault, each at the file and line where it was typed.
    """
    problems: list[Problem] = []
    own: dict[str, Terms] = {}
    try:
        own = vocabulary.read(root / FOLDER / "vocabulary.toml", f"{FOLDER}/vocabulary.toml", home.contract())
    except BadData as error:
        problems += error.problems
    compiled = with_vocabularies(home.compiled(), own)
    contract = compiled["tables"]
    typed = sources.read(root / FOLDER, contract, FOLDER)
    problems += typed.problems
    says: dict[str, Any] = {}
    try:
        says = about.read(root / FOLDER / "package.toml", f"{FOLDER}/package.toml")
    except BadData as error:
        problems += error.problems
    assemble.add_vocabulary(typed, compiled["vocabularies"], f"{FOLDER}/vocabulary.toml")
    tables = derived(assemble.assembled(typed, contract), contract)
    problems += faults(tables, contract, typed, only_cells=bool(problems))
    if problems:
        raise BadData(problems)
    tables = {name: frame.drop("_row", "_bad") for name, frame in tables.items()}
    files = contents(tables, compiled)
    descriptor = package(says, contract, tables, files)
    return Built(tables, files | {"datapackage.json": as_json(descriptor)})


def faults(
    tables: Tables, contract: Mapping[str, Any], typed: sources.Sources, *, only_cells: bool
) -> Iterator[Problem]:
    """Yield the faults of built tables where they were typed.

    Where files could not be read whole, only cells are checked, since what is missing would be missed everywhere.
    """
    last = checks.CELLS if only_cells else checks.MEANING
    for rule, found in checks.faults(checks.Package(tables, contract), last):
        if only_cells and rule.id == "required":
            continue
        for row, column, message in found.faults.iter_rows():
            place = typed.places[found.table][row]
            yield Problem(place.path, place.of(column), column, message, rule.id)


def contents(tables: Tables, compiled: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of data/, by path."""
    contract = compiled["tables"]
    rows = {name: len(frame) for name, frame in tables.items()}
    return {
        **{f"data/{name}.csv": frame.write_csv().encode() for name, frame in tables.items()},
        "data/README.md": dictionary(contract, rows).encode(),
        "data/schemas/contract.json": as_json(compiled),
        profile.PATH: as_json(profile.profile(home.contract())),
        **{f"data/schemas/{kind}.schema.json": as_json(s) for kind, s in source_schemas(contract).items()},
    }


def as_json(value: object) -> bytes:
    """Return a value as the JSON that we commit."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def differing(root: Path, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield each file that is not as built, with what is the matter."""
    for path, content in files.items():
        there = root / path
        if not there.is_file():
            yield path, "is missing"
        elif there.read_bytes() != content:
            yield path, "is not what the sources build"
    for there in (root / f"datapackage.json{LEFTOVER}", *(root / "data").rglob("*")):
        path = there.relative_to(root).as_posix()
        if there.is_file() and path not in files:
            yield path, "is not built from the sources"


def write(root: Path, files: Mapping[str, bytes], changed: list[str]) -> None:
    """Bring the changed files of a package up to date, each whole, the descriptor last.

    All are written beside their places first, so that a full disk changes nothing; a build interrupted later is
    noticed by the descriptor's hashes, and mended by the next.
    """
    made = sorted((path for path in changed if path in files), key=lambda path: (path == "datapackage.json", path))
    for path in made:
        write_through(root / (path + LEFTOVER), files[path])
    for path in set(changed) - set(files) - {path + LEFTOVER for path in made}:
        (root / path).unlink()
    for path in made:
        (root / (path + LEFTOVER)).replace(root / path)


def summary(tables: Tables) -> Iterator[str]:
    """Yield what a package holds, in lines."""
    articles = tables["articles"]
    disputed = [f"{count(int(tables[t]['disputed'].sum()), t.rstrip('s'))}" for t in ("events", "claims")]
    origins = independent_origins(articles.filter(counts_as_source()))["origin"].n_unique()
    width = max(map(len, tables))
    yield "rows:"
    yield from (f"  {name:<{width}} {len(frame):>7}" for name, frame in tables.items())
    languages = count(articles["language"].n_unique(), "language")
    yield f"{count(len(articles), 'article')} in {languages}, from {count(origins, 'independent origin')}"
    yield f"disputed: {' and '.join(disputed)}"
