"""treaty build: rebuild the package from its sources."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treaty_record import home
from treaty_record.facts.origins import counted_origins
from treaty_record.publishing import profile
from treaty_record.publishing.descriptor import package
from treaty_record.publishing.dictionary import dictionary
from treaty_record.publishing.source_schema import source_schemas

from .. import rules, sources
from ..derive import derived
from ..derive.links import Tables
from ..package.descriptor import DESCRIPTOR
from ..package.extension import Terms, with_vocabularies
from ..reporting.problem import BadData, Problem
from ..reporting.report import count, report
from ..writing import Draft, writing
from ..writing.files import digest, fault
from ..writing.manifest import listed
from . import about, assemble, carried, vocabulary
from .files import link_above

FOLDER = "scripts/sources"
COMMAND = "treaty build"
MOST = 1_000
"""Errors of one rule in one table that are reported."""


@dataclass(frozen=True)
class Built:
    """A package as the sources make it: its tables, and the content of every file by its path."""

    tables: Tables
    files: dict[str, bytes]
    outdated: dict[str, str]
    """Files that an earlier build made and this one does not, with the SHA-256 that they had then."""


def checked(root: Path) -> tuple[Built, str]:
    """Return what the sources build if it is what is committed; otherwise report every file that is not, and exit.

    Raises BadData with every fault of the sources.
    """
    built = build(root)
    if stale := sorted(differing(root, built)):
        problems = [Problem(path, 1, "", message, "rebuilt") for path, message in stale]
        raise report(problems, "run 'treaty build' and commit what it writes")
    return built, "what is committed is what the sources build"


def rebuild(root: Path) -> tuple[Built, str]:
    """Build a project and bring its files up to date; return what was built, and in words what changed.

    Raises BadData with every fault of the sources.
    """
    with writing(root, COMMAND) as draft:
        built = build(root)
        write(draft, built)
    return built, changes(draft)


def build(root: Path) -> Built:
    """Return what a project's sources make.

    Raises BadData with every fault, each at the file and line where it was typed.
    """
    if link := link_above(root, FOLDER):
        raise BadData([link])
    problems: list[Problem] = []
    own: dict[str, Terms] = {}
    ours = contract_for(root)
    try:
        own = vocabulary.read(root / FOLDER / "vocabulary.toml", f"{FOLDER}/vocabulary.toml", ours["tables"])
    except BadData as error:
        problems += error.problems
    compiled = with_vocabularies(ours, own)
    contract = compiled["tables"]
    typed = sources.read(root / FOLDER, contract, FOLDER)
    problems += typed.problems
    says: dict[str, Any] = {}
    try:
        says = about.read(root / FOLDER / "package.toml", f"{FOLDER}/package.toml")
    except BadData as error:
        problems += error.problems
    kept = carried.Carried()
    try:
        kept = carried.read(root, contract)
    except BadData as error:
        problems += error.problems
    assemble.add_vocabulary(typed, compiled["vocabularies"], f"{FOLDER}/vocabulary.toml")
    tables = derived(assemble.assembled(typed, contract), contract)
    problems += faults(tables, contract, typed, only_cells=bool(problems))
    if not problems:
        problems += carried.faults(kept, tables)
    if problems:
        raise BadData(problems)
    tables = {name: frame.drop("_row", "_bad") for name, frame in tables.items()}
    files = contents({name: carried.with_own_columns(kept, name, frame) for name, frame in tables.items()}, compiled)
    descriptor = carried.described(kept, package(says, contract, tables, files))
    files |= {profile.PATH: as_json(profile.profile(ours["tables"])), **kept.files, DESCRIPTOR: as_json(descriptor)}
    if not kept.ours and (strangers := list(_strangers(root, files))):
        raise BadData(strangers)
    return Built(tables, files | beside_code(root, ours), kept.outdated)


def contract_for(root: Path) -> dict[str, Any]:
    """Return the contract that a project follows; the code's own project compiles it from the models as they are."""
    if not home.is_of(root):
        return home.compiled()
    from treaty_record.publishing.table_schema import compiled

    return compiled()


def beside_code(root: Path, contract: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the file beside the code that holds the contract, which only the code's own project has."""
    return {home.CONTRACT: as_json(contract)} if home.is_of(root) else {}


def _strangers(root: Path, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield the files that a build would replace although no build made them."""
    for path, content in files.items():
        if (root / path).is_file() and (root / path).read_bytes() != content:
            message = "is there, and 'treaty build' did not make it: move it elsewhere"
            yield Problem(path, 1, "", message, "rebuilt")


def faults(
    tables: Tables, contract: Mapping[str, Any], typed: sources.Sources, *, only_cells: bool
) -> Iterator[Problem]:
    """Yield the faults of built tables where they were typed.

    Where files could not be read whole, only cells are checked, since what is missing would be missed everywhere. Of
    one rule in one table, the first ``MOST`` errors are reported.
    """
    last = rules.CELLS if only_cells else rules.MEANING
    for rule, found in rules.faults(rules.Package(tables, contract), last):
        if only_cells and rule.id == "required":
            continue
        more = len(found.faults) - MOST
        for row, column, message in found.faults.head(MOST).iter_rows():
            place = typed.places[found.table][row]
            yield Problem(place.path, place.of(column), column, message, rule.id)
        if more > 0:
            message = f"{more:,} more cells of {found.table} break this rule: correct those reported and build again"
            yield Problem(FOLDER, 1, "", message, rule.id)


def contents(tables: Tables, compiled: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of data/, by path."""
    contract = compiled["tables"]
    rows = {name: len(frame) for name, frame in tables.items()}
    return {
        **{f"data/{name}.csv": frame.write_csv().encode() for name, frame in tables.items()},
        "data/README.md": dictionary(contract, rows).encode(),
        **{f"data/schemas/{kind}.schema.json": as_json(s) for kind, s in source_schemas(contract).items()},
    }


def as_json(value: object) -> bytes:
    """Return a value as the JSON that we commit."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def differing(root: Path, built: Built) -> Iterator[tuple[str, str]]:
    """Yield each file that is not as built, with what is the matter."""
    faults: set[str] = set()
    for path, content in built.files.items():
        if found := fault(root, path):
            if found not in faults:  # one link may be in the way of many files
                yield path, found
            faults.add(found)
        elif not (root / path).exists():
            yield path, "is missing"
        elif (root / path).read_bytes() != content:
            yield path, "is not what the sources build"
    for path, sha256 in built.outdated.items():
        if digest(root / path) == sha256:
            yield path, "is no longer built from the sources"


def write(draft: Draft, built: Built) -> None:
    """Bring a package up to date, the descriptor last, and remove what an earlier build made and this one does not."""
    for path, sha256 in built.outdated.items():
        if not fault(draft.root, path) and digest(draft.root / path) == sha256:
            draft.remove(path)
    for path in sorted(built.files, key=lambda path: (path == DESCRIPTOR, path)):
        draft.add(path, built.files[path])
    draft.commit()


def changes(draft: Draft) -> str:
    """Return in words how many files changed, and which were removed."""
    removed = [path for path, change in draft.changes.items() if change.new is None]
    also = f", {listed(removed)} removed" if removed else ""
    return f"{count(len(draft.changes), 'file')} changed{also}" if draft.changes else "nothing changed"


def left_alone(root: Path, built: Built) -> Iterator[str]:
    """Yield a remark on the files below data/ that are not built, if there are any."""
    folders = os.walk(root / "data")
    found = ((Path(folder) / name).relative_to(root).as_posix() for folder, _, names in folders for name in names)
    if others := [path for path in found if path not in built.files and ".git" not in Path(path).parts]:
        yield f"not built from the sources, and left alone: {listed(others)}"


def summary(tables: Tables) -> Iterator[str]:
    """Yield what a package holds, in lines."""
    articles = tables["articles"]
    disputed = [f"{count(int(tables[t]['disputed'].sum()), t.rstrip('s'))}" for t in ("events", "claims")]
    origins = counted_origins(articles)["origin"].drop_nulls().n_unique()
    width = max(map(len, tables))
    yield "rows:"
    yield from (f"  {name:<{width}} {len(frame):>7}" for name, frame in tables.items())
    languages = count(articles["language"].n_unique(), "language")
    yield f"{count(len(articles), 'article')} in {languages}, from {count(origins, 'independent origin')}"
    yield f"disputed: {' and '.join(disputed)}"
