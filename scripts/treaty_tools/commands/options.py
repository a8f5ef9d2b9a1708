"""Options that several commands share, and what they mean everywhere."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from ..releases.naming import shown
from ..releases.opening import NoPackageError, opened
from ..reporting.problem import BadData
from ..reporting.text import report

Command = Callable[..., None]


class PackagePath(click.Path):
    """The path of a package, which may not exist: an empty one is not the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a path."""
        if value == "":
            self.fail("'' is not a path", param, ctx)
        return super().convert(value, param, ctx)


package_path_option = click.option(
    "--package",
    type=PackagePath(path_type=Path),
    metavar="PATH",
    help="The package: a folder, its datapackage.json or a zip file. [default: the project around the current folder]",
)
texts_option = click.option(
    "--texts",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with the articles' texts, each named ARTICLE_ID.txt.",
)
take_over_option = click.option(
    "--take-over",
    is_flag=True,
    help="Write into a folder that has other files, too; those with the names of new files are replaced.",
)
contact_option = click.option("--contact", help="How sites can reach you; sent to them with the program's name.")
private_option = click.option(
    "--allow-private", is_flag=True, help="Also connect to private networks; intended for tests."
)
timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=600),
    default=30,
    show_default=True,
    help="Maximum duration of one request, in seconds.",
)


def package_option(command: Command) -> Command:
    """Give a command --package as the folder or the descriptor of a package; a zip file is unpacked while it runs."""

    @package_path_option
    @functools.wraps(command)
    def run(*arguments: Any, package: Path | None, **options: Any) -> None:
        with unpacked(package) as folder:
            command(*arguments, package=folder, **options)

    return run


def package_argument(command: Command) -> Command:
    """Give a command that has --package an argument with the same meaning."""

    @click.argument("path", metavar="[PACKAGE]", required=False, type=PackagePath(path_type=Path))
    @functools.wraps(command)
    def run(*arguments: Any, path: Path | None, package: Path | None, **options: Any) -> None:
        if path is not None and package is not None:
            raise click.UsageError("name the package as PACKAGE or with --package, not both")
        command(*arguments, package=package if path is None else path, **options)

    return run


@contextlib.contextmanager
def unpacked(package: Path | None) -> Iterator[Path | None]:
    """Provide a package as a folder or a descriptor; exit if there is none at the path."""
    if package is None:
        yield None
        return
    with TemporaryDirectory(prefix="treaty-") as room:
        with reported("nothing was read"):
            try:
                folder = opened(package, Path(room))
            except NoPackageError as error:
                raise not_a_package(package, error) from None
        yield folder


def project(package: Path) -> Path:
    """Return the folder of a package whose source files are to be changed, which an archive has not."""
    if package.is_dir():
        return package
    if package.is_file() and package.suffix.lower() == ".json":
        return package.parent
    raise not_a_package(package, "is not the folder or the datapackage.json of a project")


@contextlib.contextmanager
def reported(advice: str) -> Iterator[None]:
    """Report bad data with what to do about it, and exit with status 1."""
    try:
        yield
    except BadData as error:
        unchecked = f"; not checked because of these errors: {'; '.join(error.unchecked)}" if error.unchecked else ""
        raise report(error.problems, advice + unchecked) from None


def not_a_package(package: Path, why: object) -> click.BadParameter:
    """Return the error for a path at which there is no package."""
    return click.BadParameter(f"{shown(str(package))} {why}", param_hint="'PACKAGE'")
