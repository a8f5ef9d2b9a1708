"""Options that several commands share."""

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
