"""treaty fix: mend in source files what needs no judgement."""

from pathlib import Path

import click

from ..package.project import find_root
from ..quotes.fill import SOURCES
from ..reporting.problem import Problem
from ..reporting.terminal import echo, echo_lines
from ..reporting.text import count, report
from .options import package_path_option, project, reported


@click.command("fix", epilog="Example: treaty fix --texts texts")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--texts",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with the articles' texts; corrects starts of quotes, too.",
)
@click.option("--check", is_flag=True, help="Write nothing; report what would be mended.")
@package_path_option
@click.pass_context
def command(
    context: click.Context, files: tuple[Path, ...], folder: Path | None, check: bool, package: Path | None
) -> None:
    """Mend in FILES, by default all source files, what needs no judgement, and report each change.

    Normalises texts to NFC; removes doubled blanks, and blanks around them, from texts in our own words; removes
    repeated elements of lists, byte order marks and carriage returns; corrects the start of a quote that occurs exactly
    once in the text, with --texts, or in the title. Nothing else changes. Exit status 1 means that something has to be
    corrected by hand or, with --check, mended.
    """
    from ..mending.fix import fix
    from ..mending.project_files import chosen
    from ..writing import writing

    root = project(package) if package else find_root(SOURCES)
    with reported("nothing was changed"), writing(root, "treaty fix") as draft:
        found = fix(draft, chosen(root, files), folder)
        if not check:
            draft.commit()
    echo_lines(line for file in found for line in file.done)
    echo(summary(sum(len(file.done) for file in found), sum(bool(file.done) for file in found), check=check))
    left: list[Problem] = [problem for file in found for problem in file.left]
    if left:
        raise report(left, "correct by hand; everything else was reported above")
    context.exit(int(check and any(file.done for file in found)))


def summary(changes: int, files: int, *, check: bool) -> str:
    """Return the number of changes."""
    if not changes:
        return "nothing to mend"
    return f"{count(changes, 'change')} in {count(files, 'file')}{'; nothing was written' if check else ''}"
