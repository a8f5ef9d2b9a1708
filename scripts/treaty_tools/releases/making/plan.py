"""Plan a release completely before anything is written."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from treaty_record import home
from treaty_record.publishing import profile
from treaty_record.publishing.source_schema import source_schemas
from treaty_record.reading import paths

from ...package.descriptor import DESCRIPTOR, path_fault, resources
from ...package.project import SOURCES
from ...package.reading import read_package
from ...reporting.problem import BadData, Problem
from ...rules.findings import findings
from ...sources.build import Built, build, differing
from ...sources.contract_file import beside_code, contract_for
from ...sources.json_text import as_json
from ...writing import NotWritten
from ...writing.files import fault
from .. import archive, read_release, repository
from ..difference import Difference, Release, compare
from ..difference.as_markdown import as_markdown
from ..git import GitError
from ..validation import ALONE, found_in, running
from .changelog import released, unreleased
from .stamping import CHANGELOG, PACKAGE, SETTINGS, Stamp, stamped

INCLUDED = ("CITATION.cff", "LICENSE", "LICENSE-DATA.md", "README.md")
"""Files that are packed with the data if they exist."""
DIST = "dist"
SUMS = f"{DIST}/SHA256SUMS"
SHOWN = 10
"""Maximum number of rows that the changelog names for each table and kind of change."""


@dataclass(frozen=True)
class Plan:
    """The files that a release writes, in order, and how it differs from the last one, if any."""

    files: dict[str, bytes]
    since: Difference | None


def planned(root: Path, stamp: Stamp) -> Plan:
    """Return the plan of a release of a project.

    Raises BadData with every error in the data, click.UsageError if the changelog is not ready.
    """
    _refuse_links(root)
    _refuse_sums(root / SUMS)
    changelog = _changelog(root)
    if changelog is not None:
        with _changelog_errors():
            unreleased(changelog, stamp.version)  # first, since everything else is slow
    texts = stamped(root, stamp)
    last = last_release(root)
    old = read_release(last, "the last release", root) if last else None
    with TemporaryDirectory(prefix="treaty-") as room:
        built = _built(root, Path(room), texts)
        since = _checked(Path(room), old)
    if changelog is not None:
        with _changelog_errors():
            texts[CHANGELOG] = released(changelog, stamp.version, stamp.day, list(_data(since))).encode()
    others = {path: texts.get(path) or (root / path).read_bytes() for path in INCLUDED if (root / path).is_file()}
    files = {**_packed(built, others), **texts, DESCRIPTOR: built.files[DESCRIPTOR]}
    return Plan({path: content for path, content in files.items() if not _is_there(root / path, content)}, since)


def last_release(root: Path) -> str | None:
    """Return the tag of the highest version among the ancestors of the checked-out commit.

    Raises click.UsageError if git fails.
    """
    try:
        around = repository.around(root)
        tags = repository.releases(around) if around else {}
    except GitError as error:
        raise click.UsageError(str(error)) from None
    return tags[max(tags)] if tags else None


def _built(root: Path, staged: Path, texts: dict[str, bytes]) -> Built:
    """Build a project with the new version in another folder.

    Raises BadData if the sources have errors, or the committed files differ from the build in more than the version.
    """
    shutil.copytree(root / SOURCES, staged / SOURCES, symlinks=True)
    copied = {path: (root / path).read_bytes() for path in committed(root)}
    put(staged, copied | {path: content for path, content in texts.items() if path == PACKAGE})
    built = build(staged)
    put(staged, built.files)
    version = _version(root / DESCRIPTOR)
    descriptor = as_json({**built.package.descriptor, "version": version})
    as_committed = {DESCRIPTOR: descriptor, **beside_code(root, contract_for(root))}
    as_it_is = replace(built, files=built.files | as_committed)
    if stale := sorted(differing(root, as_it_is)):
        raise BadData(Problem(path, 1, "", f"{what}: run 'treaty build' and commit", "rebuilt") for path, what in stale)
    return built


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a temporary folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _version(descriptor: Path) -> object:
    """Return the version in a descriptor, None if the descriptor was not built."""
    try:
        return json.loads(descriptor.read_bytes())["version"]
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _checked(package: Path, old: Release | None) -> Difference | None:
    """Return how a package differs from the last release.

    Raises BadData with every error, of all levels if there is a last release, otherwise of those that do not need one.
    """
    level = 5 if old else ALONE
    read = read_package(package, home.contract())
    found = findings(read, found_in(read, level, old), running(level))
    if found.counts:
        raise BadData(found.problems)
    return compare(old, Release(read)) if old else None


def _changelog(root: Path) -> str | None:
    """Return a project's changelog, None if it has none."""
    path = root / CHANGELOG
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None


@contextmanager
def _changelog_errors() -> Iterator[None]:
    """Turn errors in the changelog into usage errors."""
    try:
        yield
    except LookupError as error:
        raise click.UsageError(f"{CHANGELOG} {error.args[0]}") from None


def _data(since: Difference | None) -> Iterator[str]:
    """Yield the lines about the tables since the last release."""
    if since and since.tables:
        yield f"- Since {since.old.version}:"
        yield from (f"  {line}" for line in as_markdown(since, SHOWN))


def archive_of(root: Path) -> tuple[str, bytes]:
    """Return the name and content of the archive that a release of a project's present state would create."""
    packed = [*committed(root), *(path for path in INCLUDED if (root / path).is_file())]
    return _named({path: (root / path).read_bytes() for path in packed})


def committed(root: Path) -> list[str]:
    """Return the files of a project's package, as its descriptor names them, and those generated with them.

    Files that are missing, or that a descriptor may not name, are omitted.
    """
    schemas = (f"data/schemas/{kind}.schema.json" for kind in source_schemas(home.contract()))
    found = [DESCRIPTOR, "data/README.md", profile.PATH, *schemas]
    with suppress(BadData):
        for resource in resources(root / DESCRIPTOR):
            found += [*paths(resource), f"data/schemas/{resource.get('name')}.schema.json"]
    return [path for path in dict.fromkeys(found) if not path_fault(path, root)]


def _refuse_links(root: Path) -> None:
    """Raise NotWritten if a file that a release reads or writes is a link."""
    for path in (*SETTINGS, CHANGELOG, *INCLUDED, DESCRIPTOR, SUMS):
        if found := fault(root, path):
            raise NotWritten(f"{found}; nothing was written")


def _refuse_sums(path: Path) -> None:
    """Raise click.UsageError if the checksums to replace were not written by a release."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    if not all(re.fullmatch(r"[0-9a-f]{64}  \S+\.zip", line) for line in lines):
        raise click.UsageError(f"'treaty release' did not make {path}: move it elsewhere")


def _packed(built: Built, others: dict[str, bytes]) -> dict[str, bytes]:
    """Return the archive of the data and its checksum."""
    name, content = _named({**built.files, **others})
    return {f"{DIST}/{name}": content, SUMS: f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode()}


def _named(files: dict[str, bytes]) -> tuple[str, bytes]:
    """Return the name and content of the archive of a package's files."""
    descriptor = json.loads(files[DESCRIPTOR])
    return f"{descriptor['name']}-{descriptor['version']}.zip", archive.pack(files)


def _is_there(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
