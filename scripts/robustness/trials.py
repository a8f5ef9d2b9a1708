"""Put one changed input to the program: it passes, is refused in a sentence, or shows a fault of the program."""

import io
import shutil
import traceback
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

import click
import httpx2
import polars as pl
from click.testing import CliRunner
from command_lines import command_line
from hostile_web import LOCATIONS, Server, changed
from json_changes import changed_json
from mutations import changed_table, changed_toml, flipped
from rooms import Room

from treaty_tools import web
from treaty_tools.cli import main
from treaty_tools.package import csv_file, parquet_file
from treaty_tools.package.reading import read_package
from treaty_tools.releases import archive
from treaty_tools.reporting.problem import BadData
from treaty_tools.reporting.terminal import ISOLATE, POP_ISOLATE, inert
from treaty_tools.sources import toml_file
from treaty_tools.web.outcome import Failure
from treaty_tools.web.page_text import page_text

REFUSED = (BadData, click.ClickException, Failure)
"""What readers raise when they refuse an input, to be told in a sentence."""
FORMS = ("text", "json", "github")
WHOLE = 40
"""One input in so many goes through a whole command, which takes a hundred times as long as a reader."""
FAULTY = 3
"""The exit status of a command that failed unexpectedly."""


class FaultError(Exception):
    """Raised for what no input may cause, with what was printed."""


class UnsafeError(FaultError):
    """Raised for output by which a stranger's text commands a terminal or a CI log."""


@dataclass(frozen=True)
class Trial:
    """An input as files of a package, and what is done with it; ``run`` raises if it is refused or shows a fault."""

    run: Callable[[], object]
    files: Mapping[str, bytes] = field(default_factory=dict)
    called: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of an input: ``result`` is passed, refused, traceback or unsafe; the rest is for who mends it."""

    result: str
    detail: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    called: str = ""


def outcome(kind: str, seed: int, room: Room) -> Outcome:
    """Return what becomes of the input that a seed makes."""
    trial = TRIALS[kind](Random(f"{kind} {seed}"), room, seed % WHOLE == 0)
    try:
        trial.run()
    except REFUSED:
        return Outcome("refused")
    except UnsafeError as unsafe:
        return Outcome("unsafe", str(unsafe), trial.files, trial.called)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return Outcome("traceback", traceback.format_exc(), trial.files, trial.called)
    return Outcome("passed")


def command(arguments: Sequence[str], room: Room, files: Mapping[str, bytes]) -> None:
    """Run a command on the package with other files in it, and put it back as it was."""
    room.put(room.package, files)
    try:
        result = CliRunner().invoke(main, ["--debug", *arguments])
    finally:
        room.restore(files)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code >= FAULTY:
        raise FaultError(result.output)
    looked_at(result.output, commands="github" in arguments)
    if result.exit_code:
        raise click.ClickException("refused")


def looked_at(output: str, *, commands: bool) -> None:
    """Raise UnsafeError if an output commands a terminal, or GitHub's runner unless that is asked for."""
    for line in output.replace(ISOLATE, "").replace(POP_ISOLATE, "").split("\n"):
        shown = line.removeprefix("::error ") if commands else line
        if inert(shown) != shown:
            raise UnsafeError(ascii(line[:500]))


def commanded(arguments: Sequence[str], room: Room, files: Mapping[str, bytes]) -> Trial:
    """Return the trial of a whole command."""
    return Trial(partial(command, arguments, room, files), files, f"treaty {' '.join(map(ascii, arguments))}")


def of_csv(dice: Random, room: Room, whole: bool) -> Trial:
    """Change a table, and read it, or validate its package."""
    name = dice.choice(list(room.tables))
    content = changed_table(dice, room.tables[name])
    files = {f"data/{name}.csv": content}
    if whole:
        return commanded(["validate", "--format", dice.choice(FORMS), "package"], room, files)
    return Trial(partial(csv_file.read, content, f"data/{name}.csv", room.columns[name]), files)


def of_json(dice: Random, room: Room, whole: bool) -> Trial:
    """Change the descriptor, and read the package through it, or validate it, or compare it with what it was."""
    if whole:
        files = {"datapackage.json": changed_json(dice, room.described.text, room.described.ways)}
        call = dice.choice([["validate", "--format", dice.choice(FORMS), "package"], ["diff", "sound", "package"]])
        return commanded(call, room, files)
    described = room.described if dice.random() < 0.05 else dice.choice(room.small)
    files = {"datapackage.json": changed_json(dice, described.text, described.ways)}

    def run() -> None:
        room.put(room.empty, files)
        read = read_package(room.empty, described.contract)
        if problems := [
            *read.problems,
            *(problem for found in read.faults for problem in read.problems_of("type", found)),
        ]:
            raise BadData(problems)

    return Trial(run, files)


def of_toml(dice: Random, room: Room, whole: bool) -> Trial:
    """Change a source file, and read it, or build the package."""
    path = dice.choice(list(room.sources))
    content = changed_toml(dice, room.sources[path])
    if whole:
        return commanded(["build", "--check", "-C", "package"], room, {path: content})

    def run() -> None:
        room.put(room.folder, {"source.toml": content})
        toml_file.read(room.folder / "source.toml", path)

    return Trial(run, {path: content})


def of_parquet(dice: Random, room: Room, whole: bool) -> Trial:
    """Write a table as Parquet with a column of another type, or other bytes, and read it, or validate its package."""
    name = dice.choice(list(room.tables))
    frame = pl.read_csv(room.tables[name], infer_schema=False)
    if dice.random() < 0.4:
        frame = frame.with_columns(dice.choice(OTHER_CELLS).alias(dice.choice(frame.columns)))
    out, path = io.BytesIO(), f"data/{name}.parquet"
    frame.write_parquet(out, compression=dice.choice(["zstd", "snappy", "uncompressed", "gzip", "lz4"]))
    content = flipped(dice, out.getvalue(), 2500)
    if not whole:
        return Trial(partial(parquet_file.read, content, path, room.columns[name]), {path: content})
    described = room.described.text.replace(f"data/{name}.csv", path).encode()
    return commanded(["validate", "package"], room, {path: content, "datapackage.json": described})


OTHER_CELLS = (
    *(pl.lit(1), pl.lit(None), pl.lit(1.5), pl.lit(True), pl.lit("x").cast(pl.Categorical), pl.lit(b"\xff")),
    *(pl.lit(0).cast(pl.Datetime), pl.lit(0).cast(pl.Duration), pl.lit(0).cast(pl.Time), pl.lit(2**63, pl.UInt64)),
    *(pl.lit(10**30, pl.Int128), pl.lit(pl.Series([[1]])).first(), pl.struct(x=pl.lit(1))),
)


def of_zip(dice: Random, room: Room, whole: bool) -> Trial:
    """Pack the package, change the archive, and unpack it, or compare it with what it was."""
    described = room.described if whole else dice.choice(room.small)
    content = changed_json(dice, described.text, described.ways) if dice.random() < 0.3 else described.text.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", dice.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]), compresslevel=1) as made:
        made.writestr("datapackage.json", content)
        for name in described.contract.tables:
            made.writestr(f"data/{name}.csv", room.tables[name])
    files = {"old.zip": flipped(dice, out.getvalue(), 1500)}
    if whole:
        form = dice.choice(["text", "json", "csv", "markdown"])
        return commanded(["diff", "package/old.zip", "sound", "--format", form], room, files)

    def run() -> None:
        target = room.folder / "unpacked"
        target.mkdir()
        try:
            room.put(room.folder, files)
            archive.unpack(room.folder / "old.zip", target)
        finally:
            shutil.rmtree(target)

    return Trial(run, files)


def of_http(dice: Random, room: Room, whole: bool) -> Trial:
    """Ask an address of a server with changed headers and pages, and take the text of what came."""
    address = changed(dice, dice.choice([b"https://h.example/x", *LOCATIONS])).decode("utf-8", "replace")
    address = address if whole or dice.random() < 0.2 else "https://h.example/x"

    def run() -> None:
        Server.dice = dice
        (answer,) = web.answers([address], web.limits(5, allow_private=False), 1, None)
        if answer.page is None:
            raise Failure(answer.status)
        page_text(answer.page)

    return Trial(run, called=f"{address!r}, httpx2 {httpx2.__version__}")


def of_commands(dice: Random, room: Room, whole: bool) -> Trial:
    """Call a command with arguments that nobody means, on a package in which tables are changed."""
    changed_ones = dice.sample(list(room.tables), dice.randint(0, 2))
    files = {f"data/{name}.csv": changed_table(dice, room.tables[name]) for name in changed_ones}
    Server.dice = dice
    return commanded(command_line(dice, costly=whole), room, files)


TRIALS: Mapping[str, Callable[[Random, Room, bool], Trial]] = {
    "csv": of_csv,
    "json": of_json,
    "toml": of_toml,
    "parquet": of_parquet,
    "zip": of_zip,
    "http": of_http,
    "commands": of_commands,
}
"""Every kind of input with what makes a trial of it; the last argument asks for a whole command."""
