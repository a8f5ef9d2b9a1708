"""treaty init: start a package of cited events about another subject."""

import re
from pathlib import Path

import click

from treaty_record.notation import SLUG

from .build import build, write
from .report import count
from .terminal import echo_lines

TEMPLATE = Path(__file__).parent / "template"
NAME = "$name"
"""What stands in the template for the package's name."""


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Start a package of cited events in DIR: an example of one article, with its sources, its terms and its CI."""
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty")
    name = folder.resolve().name.lower()
    if not re.fullmatch(SLUG, name):
        raise click.UsageError(f"{name!r} is no name of a package: lower-case words and digits joined by hyphens")
    for path, content in template(name).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    built = build(folder)
    write(folder, built.files, list(built.files))
    echo_lines([f"{count(len(built.tables), 'table')} in {folder}; read {folder / 'README.md'}"])


def template(name: str) -> dict[str, bytes]:
    """Return the files of a new project, by path."""
    files = sorted(path for path in TEMPLATE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {
        path.relative_to(TEMPLATE).as_posix(): path.read_bytes().replace(NAME.encode(), name.encode()) for path in files
    }
