"""treaty build: rebuild the package from its sources."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from treaty_record.contract import Contract
from treaty_record.extension import with_vocabularies, without_terms
from treaty_record.facts.origins import article_origins
from treaty_record.facts.sources import counts_as_source
from treaty_record.publishing import descriptor, profile
from treaty_record.publishing.dictionary import dictionary
from treaty_record.publishing.source_schema import source_schemas
from treaty_record.values.number import numbers_as_text

from .. import sources
from ..derive import derived
from ..derive.links import Tables
from ..package.descriptor import DESCRIPTOR
from ..package.package import Package
from ..package.parts import in_files
from ..package.project import SOURCES
from ..reporting.problem import BadData, Problem
from ..reporting.text import count, report
from ..writing import Draft, writing
from ..writing.files import digest, fault
from ..writing.manifest import listed
from . import about, assemble, carried, declared, reported, vocabulary
from .carried import Carried
from .contract_file import beside_code, contract_for
from .files import link_above
from .json_text import as_json

COMMAND = "treaty build"
T = TypeVar("T")


@dataclass(frozen=True)
class Built:
    """A package as the sources make it, and the content of every file by its path."""

    package: Package
    files: dict[str, bytes]
    outdated: dict[str, str]
    """Files that an earlier build wrote and this one does not, with their SHA-256 at that time."""

    @property
    def tables(self) -> Tables:
        """The tables, without columns of the package's own."""
        return self.package.data


def checked(root: Path) -> tuple[Built, str]:
    """Return the package if the committed files are what the sources build; otherwise report the others and exit.

    Raises BadData with every error in the sources.
    """
    built = build(root)
    if stale := sorted(differing(root, built)):
        problems = [Problem(path, 1, "", message, "rebuilt") for path, message in stale]
        raise report(problems, "run 'treaty build' and commit the result")
    return built, "the committed files are what the sources build"


def rebuild(root: Path) -> tuple[Built, str]:
    """Build a project and update its files; return the package, and a summary of what changed.

    Raises BadData with every error in the sources.
    """
    with writing(root, COMMAND) as draft:
        built = build(root)
        write(draft, built)
    return built, changes(draft)


def build(root: Path) -> Built:
    """Return the package that a project's sources build.

    Raises BadData with every error, each at its file and line in the sources.
    """
    if link := link_above(root, SOURCES):
        raise BadData([link])
    problems: list[Problem] = []
    ours = contract_for(root)
    unread: set[str] = set()
    own = vocabulary.read(*_source(root, "vocabulary.toml"), ours)
    problems += own.problems
    file = _read(lambda: about.read_file(*_source(root, "package.toml")), problems, unread, "package")
    says = (_read(lambda: about.properties(file), problems, unread, "package") or {}) if file else {}
    added = declared.read(file, ours)
    problems += added.problems
    contract = declared.with_declared(without_terms(with_vocabularies(ours, own.terms), own.unknown), added)
    typed = sources.read(root / SOURCES, contract, SOURCES, added.unknown if file else None)
    problems += typed.problems
    kept = _read(lambda: carried.read(root, contract), problems, unread) or Carried()
    unread |= {name for name, read in (("vocabulary", own), ("declared", added)) if read.problems}
    typed.unread |= unread
    assemble.add_vocabulary(typed, contract.vocabularies, f"{SOURCES}/vocabulary.toml")
    package = _assembled(root, typed, contract, says)
    found = reported.report(package, typed)
    if problems := [*problems, *found.problems] or list(carried.faults(kept, package.tables)):
        raise BadData(problems, found.unchecked)
    csv_files = csv_of(package, kept)
    described = carried.described(kept, descriptor.package(says, contract, package.data, csv_files))
    package = replace(package, descriptor=described)
    files = {**csv_files, **kept.files, **contents(package, ours)}
    if not kept.ours and (strangers := list(_strangers(root, files))):
        raise BadData(strangers)
    return Built(package, files | beside_code(root, ours), kept.outdated)


def _source(root: Path, name: str) -> tuple[Path, str]:
    """Return the path of a source file, and the path that messages give."""
    return root / SOURCES / name, f"{SOURCES}/{name}"


def _read(read: Callable[[], T], problems: list[Problem], unread: set[str], name: str = "") -> T | None:
    """Return what is read, or None after adding the errors to ``problems`` and the name to ``unread``."""
    try:
        return read()
    except BadData as error:
        problems += error.problems
        unread.add(name)
        return None


def _assembled(root: Path, typed: sources.Sources, contract: Contract, says: Mapping[str, Any]) -> Package:
    """Return the package of the sources' rows, with derived columns and what package.toml says of it."""
    tables = derived(assemble.with_days_said(assemble.assembled(typed, contract)), contract)
    parts = {name: in_files(f"data/{name}.csv") for name in tables}
    return Package(contract, tables, parts, descriptor=says, folder=root)


def _strangers(root: Path, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield the files that a build would replace although no build wrote them."""
    for path, content in files.items():
        if (root / path).is_file() and (root / path).read_bytes() != content:
            message = "already exists and was not written by 'treaty build'; move it elsewhere"
            yield Problem(path, 1, "", message, "rebuilt")


def csv_of(package: Package, kept: Carried) -> dict[str, bytes]:
    """Return the CSV files of a package by path, with the columns that it has of its own."""
    whole = {name: carried.with_own_columns(kept, name, frame) for name, frame in package.data.items()}
    return {package.path(name): numbers_as_text(frame).write_csv().encode() for name, frame in whole.items()}


def contents(package: Package, ours: Contract) -> dict[str, bytes]:
    """Return the files of a package beside its tables; its profile follows ``ours``, which has no terms of its own."""
    rows = {name: len(frame) for name, frame in package.tables.items()}
    schemas = source_schemas(package.contract)
    return {
        "data/README.md": dictionary(package.contract, rows).encode(),
        **{f"data/schemas/{kind}.schema.json": as_json(schema) for kind, schema in schemas.items()},
        profile.PATH: as_json(profile.profile(ours)),
        DESCRIPTOR: as_json(package.descriptor),
    }


def differing(root: Path, built: Built) -> Iterator[tuple[str, str]]:
    """Yield each file that differs from what was built, with the reason."""
    faults: set[str] = set()
    for path, content in built.files.items():
        if found := fault(root, path):
            if found not in faults:  # one link may affect many files
                yield path, found
            faults.add(found)
        elif not (root / path).exists():
            yield path, "is missing"
        elif (root / path).read_bytes() != content:
            yield path, "differs from what the sources build"
    for path, sha256 in built.outdated.items():
        if digest(root / path) == sha256:
            yield path, "is no longer built from the sources"


def write(draft: Draft, built: Built) -> None:
    """Update a package, its descriptor last, and remove files that an earlier build wrote and this one does not."""
    for path, sha256 in built.outdated.items():
        if not fault(draft.root, path) and digest(draft.root / path) == sha256:
            draft.remove(path)
    for path in sorted(built.files, key=lambda path: (path == DESCRIPTOR, path)):
        draft.add(path, built.files[path])
    draft.commit()


def changes(draft: Draft) -> str:
    """Return how many files changed and which were removed, as text."""
    removed = [path for path, change in draft.changes.items() if change.new is None]
    also = f", {listed(removed)} removed" if removed else ""
    return f"{count(len(draft.changes), 'file')} changed{also}" if draft.changes else "nothing changed"


def left_alone(root: Path, built: Built) -> Iterator[str]:
    """Yield a note on files below data/ that are not built from the sources, if there are any."""
    folders = os.walk(root / "data")
    found = ((Path(folder) / name).relative_to(root).as_posix() for folder, _, names in folders for name in names)
    if others := [path for path in found if path not in built.files and ".git" not in Path(path).parts]:
        yield f"not built from the sources, left unchanged: {listed(others)}"


def summary(tables: Tables) -> Iterator[str]:
    """Yield lines that summarise a package."""
    articles = tables["articles"]
    origins = articles.join(article_origins(tables), on="article_id").filter(counts_as_source(tables))["origin"]
    disputed = [f"{count(int(tables[t]['disputed'].sum()), t.rstrip('s'))}" for t in ("events", "claims")]
    width = max(map(len, tables))
    yield "rows:"
    yield from (f"  {name:<{width}} {len(frame):>7}" for name, frame in tables.items())
    languages = count(articles["language"].n_unique(), "language")
    known = count(origins.drop_nulls().n_unique(), "independent origin")
    unknown = f"{count(origins.null_count(), 'article')} of unknown origin"
    yield f"{count(len(articles), 'article')} in {languages}, from {known} and {unknown}"
    yield f"disputed: {' and '.join(disputed)}"
