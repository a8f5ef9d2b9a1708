"""Where the project and the texts are that a command works on."""

from pathlib import Path

import click

root_option = click.option(
    "-C", "--root", type=click.Path(path_type=Path, exists=True, file_okay=False), help="The project's folder."
)
texts_option = click.option(
    "--texts",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the articles' texts, each as ARTICLE_ID.txt.",
)
take_over_option = click.option(
    "--take-over",
    is_flag=True,
    help="Write also into a folder that holds other files, and replace those with the names of new ones.",
)


def find_root(marker: str) -> Path:
    """Return the nearest folder, from the current one upwards, that holds ``marker``.

    Raises click.UsageError where none does.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / marker).exists():
            return folder
    raise click.UsageError(f"no {marker} here or above: run this in a project, or name its folder")


def folder_of(package: Path) -> Path:
    """Return the folder that a package lies in, given that or the path of its descriptor."""
    return package if package.is_dir() else package.parent
