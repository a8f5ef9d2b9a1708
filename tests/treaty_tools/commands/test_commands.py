"""However a command ends, it says so in a sentence and an exit status; a traceback comes only if asked for."""

import ast
import csv
import errno
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import click
import polars as pl
import pytest
from click.testing import CliRunner, Result

from tests.helpers.packages import describe, descriptor, edit, renew, text, write
from tests.treaty_tools.reporting.test_terminal import run_by_github
from treaty_tools import __main__, cli
from treaty_tools.cli import COMMANDS, main
from treaty_tools.commands import rules

FULL = Path("/dev/full")
ROOT = Path(__file__).parents[3]
FUZZ = ROOT / "scripts/robustness/fuzz.py"
ADVICE = "this is a bug: run it again with --debug and report the traceback, as CONTRIBUTING.md describes"
TRACEBACK = "Traceback (most recent call last)"

Fails = Callable[[BaseException], None]


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Fails:
    """Let ``treaty rules`` fail with an error."""

    def fails(error: BaseException) -> None:
        def fail(_: bool) -> NoReturn:
            raise error

        monkeypatch.setattr(rules, "in_text", fail)

    return fails


def called(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


UNEXPECTED = [
    (KeyError("description"), "KeyError: 'description'"),
    (RecursionError("too deep"), "RecursionError: too deep"),
    (pl.exceptions.PanicException("index out of bounds"), "PanicException: index out of bounds"),
    (AssertionError(), "AssertionError"),
    (ValueError("a\n::error::x\x1b[31m"), r"ValueError: a\n::error::x\x1b[31m"),
    (ValueError("x" * 400), f"ValueError: {'x' * 288}…"),
]


@pytest.mark.parametrize(("error", "named"), UNEXPECTED)
def test_a_fault_of_the_program_is_a_sentence_that_says_how_to_report_it(
    fails: Fails, error: BaseException, named: str
) -> None:
    fails(error)
    result = called("rules")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == f"Error: treaty rules failed unexpectedly ({named}); {ADVICE}\n"


@pytest.mark.parametrize("arguments", [["--debug", "rules"], ["rules", "--debug"]])
def test_a_traceback_is_shown_to_those_who_ask(fails: Fails, arguments: list[str]) -> None:
    fails(KeyError("a\x1b"))
    result = called(*arguments)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"{TRACEBACK}:\n")
    assert result.stderr.endswith(f"(KeyError: 'a\\x1b'); {ADVICE}\n")
    assert called("rules", "--", "--debug").stderr.startswith("Usage: treaty rules [OPTIONS]\n")


def test_an_interruption_is_not_a_fault(fails: Fails) -> None:
    fails(KeyboardInterrupt())
    result = called("rules")
    assert (result.exit_code, result.output.strip()) == (130, "Interrupted")
    assert TRACEBACK not in result.output


def test_want_of_memory_or_of_a_library_is_told(fails: Fails) -> None:
    fails(MemoryError())
    assert (called("rules").exit_code, called("rules").output) == (
        3,
        "Error: treaty rules needs more memory than there is\n",
    )
    fails(ModuleNotFoundError("No module named 'babel'", name="babel.core"))
    assert (called("rules").exit_code, called("rules").output) == (
        1,
        "Error: treaty rules needs babel, which is not installed: pip install 'treaty-record[tools]'\n",
    )
    fails(ModuleNotFoundError("No module named 'pandera'", name="pandera"))
    assert called("rules").output == (
        "Error: treaty rules needs pandera, which is not installed: pip install 'treaty-record[models]'\n"
    )


def of_system(number: int, *names: str) -> OSError:
    return OSError(number, os.strerror(number), *names)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            of_system(errno.EACCES, "data/x.csv"),
            "data/x.csv cannot be read or written: Permission denied; check its permissions",
        ),
        (
            of_system(errno.ENOSPC),
            "a file cannot be read or written: No space left on device; free some space and run the command again",
        ),
        (of_system(errno.EIO, "a\n::b"), r"a\n::b cannot be read or written: Input/output error"),
        (
            of_system(errno.ENAMETOOLONG, "x" * 5000),
            f"{'x' * 300}… cannot be read or written: File name too long; use a shorter name",
        ),
        (OSError("told by a library"), "a file cannot be read or written: told by a library"),
    ],
)
def test_what_the_system_refuses_is_a_sentence(fails: Fails, error: OSError, told: str) -> None:
    fails(error)
    result = called("rules")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Error: {told}\n")


def parameters(name: str) -> list[click.Parameter]:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return command.params


def calls_with(name: str, value: str) -> Iterator[list[str]]:
    """Yield a call of a command for each parameter that takes a value, with that value and sound ones else."""
    taking = [p for p in parameters(name) if not (isinstance(p, click.Option) and p.is_flag)]
    for hit in taking:
        arguments = []
        for parameter in taking:
            given = value if parameter is hit else "x"
            if isinstance(parameter, click.Argument):
                arguments.append(given)
            elif parameter is hit:
                arguments += [parameter.opts[-1], given]
        yield [name, *arguments]


@pytest.mark.parametrize("value", ["\0", "a\udcff", "x" * 5000, "\n::error::x", "\x1b]0;x\x07", "##[add-mask]x"])
@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "init"])
def test_no_argument_is_answered_with_a_traceback_or_acts_on_a_log(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "datapackage.json").write_text("{}")  # so that no command reads the installed data
    for arguments in calls_with(name, value):
        result = called(*arguments)
        assert result.exit_code in (1, 2), (arguments, result.output)
        assert TRACEBACK not in result.output
        assert not any(run_by_github(line) for line in result.output.split("\n")), (arguments, result.output)
        assert all(line.isprintable() for line in result.stderr.split("\n") if "\t" not in line), result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "a\0b"], "Error: an argument has a NUL character in it"),
        (["no\n::error::x"], r"Error: No such command 'no\\n::error::x'."),
        (["rules", "--a\n::error::x"], r"Error: No such option '--a\n::error::x'."),
        (["rules", "a\n::error::x"], r"Error: Got unexpected extra argument (a\n::error::x)"),
    ],
)
def test_a_wrong_call_is_told_in_a_line(arguments: list[str], told: str) -> None:
    result = called(*arguments)
    assert (result.exit_code, result.stderr.splitlines()[-1].replace("\\\\n", "\\n")) == (
        2,
        told.replace("\\\\n", "\\n"),
    )


def test_a_missing_option_lists_its_choices(tmp_path: Path) -> None:
    result = called("export", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "Choose from:\n\tcsv,\n\tparquet,\n" in result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_help_can_be_printed_anywhere(name: str) -> None:
    assert called(name, "--help").output.isascii()


def process(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "treaty_tools", *map(str, arguments)]
    return subprocess.run(call, stderr=subprocess.PIPE, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", [["rules"], ["--help"], ["--version"]])
def test_a_full_standard_output_is_a_sentence(arguments: list[str]) -> None:
    with FULL.open("w") as full:
        done = process(*arguments, stdout=full)
    told = "standard output cannot be written: No space left on device; free some space and run the command again"
    assert (done.returncode, done.stderr) == (1, f"Error: {told}\n")


def test_a_reader_that_went_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = process("rules", "--why", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


CLOSING = """
import os, runpy, sys
for descriptor in map(int, sys.argv.pop(1).split(",")):
    os.close(descriptor)
sys.stdin = sys.stdout = sys.stderr = None
runpy.run_module("treaty_tools", run_name="__main__")
"""


@pytest.mark.parametrize(("arguments", "status"), [(["rules"], 0), (["show"], 2)])
def test_closed_standard_streams_change_no_status(arguments: list[str], status: int) -> None:
    done = subprocess.run([sys.executable, "-c", CLOSING, "0,1,2", *arguments], check=False)
    assert done.returncode == status


def refuse(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file not be read, as if it were another user's."""
    for name in ("read_bytes", "open"):
        monkeypatch.setattr(Path, name, refusing(getattr(Path, name), path))


def refusing(read: Callable[..., Any], path: str) -> Callable[..., Any]:
    """Return a method of paths that refuses one of them."""

    def method(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.as_posix().endswith(path):
            raise of_system(errno.EACCES, str(self))
        return read(self, *arguments, **options)

    return method


@pytest.mark.parametrize(
    ("path", "rule", "call"),
    [
        ("data/events.csv", "resource", ["validate"]),
        ("datapackage.json", "descriptor", ["validate"]),
        ("data/events.csv", "resource", ["describe", "--package"]),
        ("scripts/sources/events.toml", "toml", ["build", "--check", "-C"]),
        ("scripts/sources/package.toml", "toml", ["build", "--check", "-C"]),
    ],
)
def test_a_file_that_may_not_be_read_is_a_fault_at_that_file(
    project: Path, monkeypatch: pytest.MonkeyPatch, path: str, rule: str, call: list[str]
) -> None:
    refuse(path, monkeypatch)
    result = called(*call, str(project))
    told = f"{path}:1: cannot be read: Permission denied; check its permissions and its disk [{rule}]"
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, told)


WILD = "a\n::error::x\x1b]0;pwned\x07\x9b1m\u202e\u2066\u2028##[add-mask]@b www.x.org|`c`"


@pytest.fixture
def wild(project: Path) -> Path:
    """A package with text that acts on terminals, logs and Markdown in every cell that is not a key or a term."""
    quoted = {name: text(project, name) for name in ("articles", "passages", "actors", "names", "events", "claims")}
    for name, columns in {
        "articles": ["title", "language", "published", "kind", "skipped"],
        "passages": ["place", "quote", "begins", "ends", "gloss", "note"],
        "actors": ["name", "country", "kind"],
        "names": ["name", "language"],
        "events": ["title", "date"],
        "claims": ["statement", "measure", "kind", "figure"],
    }.items():
        write(project, name, quoted[name].with_columns(pl.lit(WILD).alias(column) for column in columns))
    renew(project)
    return project


def assert_inert(output: str) -> None:
    shown = output.replace("\u2068", "").replace("\u2069", "").replace("\t", "")
    assert all(line.isprintable() and not run_by_github(line) for line in shown.split("\n")), output


@pytest.mark.parametrize(
    "call",
    [
        *(["show", row, "--package"] for row in ("events/kim-ratifies-treaty", "actors/kcna", "articles/nothing")),
        ["describe", "--package"],
        ["validate"],
        ["validate", "--format", "json"],
        *(["diff", "--format", form, "--max-shown", "0", "PRISTINE"] for form in ("text", "json", "csv", "markdown")),
    ],
)
def test_nothing_in_a_package_acts_on_a_terminal_or_a_log(wild: Path, pristine: Path, call: list[str]) -> None:
    result = called(*(str(pristine) if word == "PRISTINE" else word for word in call), str(wild))
    assert result.exit_code in (0, 1, 2)
    assert TRACEBACK not in result.output
    assert result.output
    assert_inert(result.output)


def test_a_difference_in_json_says_what_is_there_in_ascii(wild: Path, pristine: Path) -> None:
    output = called("diff", "--format", "json", str(pristine), str(wild)).output
    assert output.isascii()
    assert WILD in {cell["new"] for table in json.loads(output)["tables"] for cell in table["cells"]}


def test_a_difference_in_csv_has_each_change_on_one_line(wild: Path, pristine: Path) -> None:
    output = called("diff", "--format", "csv", str(pristine), str(wild)).output
    rows = list(csv.reader(io.StringIO(output)))
    assert len(rows) == len(output.splitlines())
    assert all(len(row) == len(rows[0]) for row in rows)


def test_annotations_come_out_whatever_is_in_the_package(wild: Path) -> None:
    lines = called("validate", "--format", "github", "--max-shown", "0", str(wild)).stdout.splitlines()
    assert len(lines) > 50
    assert all(line.startswith("::error file=") and line.isprintable() for line in lines)


@pytest.mark.parametrize("charset", ["cp1252", "latin-1", "ascii"])
def test_every_encoding_takes_what_is_printed(project: Path, charset: str) -> None:
    edit(project, "actors", "kcna", name="=조선 é")
    renew(project)
    for call in (["show", "actors/kcna", "--package"], ["describe", "--package"], ["validate"]):
        result = CliRunner(charset=charset).invoke(main, [*call, str(project)])
        assert result.exit_code == (1 if call == ["validate"] else 0)
    annotated = CliRunner(charset=charset).invoke(main, ["validate", "--format", "github", str(project)])
    assert r"'=\uc870\uc120 \xe9' starts with = + - or @" in annotated.stdout
    assert annotated.stdout.isascii()


@pytest.mark.parametrize("name", ["actors\n::error::x", "##[add-mask]x"])
def test_a_name_in_a_descriptor_starts_no_command(project: Path, name: str) -> None:
    found = descriptor(project)
    found["resources"][0]["path"] = f"data/{name}.csv"
    describe(project, found)
    for call in (["validate"], ["describe", "--package"], ["diff", str(project)]):
        assert_inert(called(*call, str(project)).output)


def test_folders_may_have_any_name(pristine: Path, tmp_path: Path) -> None:
    out = tmp_path / "out\n::error::x"
    result = called("export", "--to", "csv", "--package", str(pristine), str(out))
    assert result.exit_code == 0
    assert_inert(result.output)
    assert len(result.output.splitlines()) == 1


def test_faults_after_the_last_that_is_shown_warn_nobody(project: Path) -> None:
    for table in ("actors", "names"):
        write(project, table, text(project, table).with_columns(pl.concat_str(pl.lit("="), "name").alias("name")))
    renew(project)
    shown = len(text(project, "actors"))
    result = called("validate", "--rule", "formula", "--max-shown", str(shown), str(project))
    assert len(result.stderr.splitlines()) == shown + 2
    assert "data/names.csv" not in result.stderr


def test_python_warns_nobody_but_those_who_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["treaty", "rules"])
    monkeypatch.setattr(sys, "warnoptions", [])
    monkeypatch.setattr(cli, "main", lambda: warnings.warn("for developers", stacklevel=1))
    __main__.main()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        monkeypatch.setattr(sys, "argv", ["treaty", "rules", "--debug"])
        with pytest.raises(UserWarning, match="for developers"):
            __main__.main()


@pytest.mark.parametrize("number", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_fuzzed_inputs_show_no_fault(tmp_path: Path, number: int) -> None:
    done = subprocess.run(
        [sys.executable, FUZZ, "--inputs", str(number), "--seed", "1", "--jobs", "1", "--out", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.splitlines()[-2].split()
    assert (done.returncode, last[0], last[1], last[4:]) == (0, "all", str(number), ["0", "0", "0", "0"]), done.stdout


def example(name: str) -> list[str]:
    """Return the arguments of the call with which the help of a command ends."""
    last = called(name, "--help").output.splitlines()[-1]
    assert last.startswith(f"  Example: treaty {name}")
    return shlex.split(last.partition(">")[0])[2:]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_ends_in_a_call_that_it_accepts(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    command = main.get_command(click.Context(main), name)
    assert command is not None
    with command.make_context(name, example(name)[1:]) as context:
        assert context.params


ROW = "events/kim-ratifies-treaty"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_runs_in_the_folder_that_is_named_with_c(name: str, tmp_path: Path) -> None:
    before = Path.cwd()
    result = called("-C", str(tmp_path / "nowhere"), name)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        f"Error: Invalid value for '-C': Directory '{tmp_path}/nowhere' does not exist.",
    )
    assert called(name, "-C", str(tmp_path), "--help").exit_code == 0
    assert Path.cwd() == before


@pytest.mark.parametrize(
    "call",
    [
        ["show", ROW],
        ["describe"],
        ["validate"],
        ["verify", "--texts", "texts"],
        ["diff", "./datapackage.json"],
        ["export", "--to", "csv", "out"],
        ["site", "out"],
        ["build", "--check"],
        ["locate", "rfa-20241113-us-confirms", "--fill", "--texts", "texts"],
        ["fix", "--texts", "texts"],
    ],
)
def test_c_means_what_it_means_to_git(project: Path, monkeypatch: pytest.MonkeyPatch, call: list[str]) -> None:
    (project / "texts").mkdir()
    before = Path.cwd()
    with monkeypatch.context() as patch:
        patch.chdir(project)
        expected = called(*call)
    name, *arguments = call
    for given in (["-C", str(project), *call], [name, "-C", str(project), *arguments]):
        result = called(*given)
        assert (result.exit_code, result.output) == (expected.exit_code, expected.output)
    assert Path.cwd() == before


@pytest.fixture
def archive(project: Path, tmp_path: Path) -> Path:
    """A zip file of a package."""
    return Path(shutil.make_archive(str(tmp_path / "package"), "zip", project))


PACKAGED = [
    ["validate"],
    ["verify", "--texts", "."],
    ["show", ROW],
    ["describe"],
    ["diff", "OLD"],
    ["export", "--to", "jsonl", "out"],
    ["site", "out"],
]


@pytest.mark.parametrize("call", PACKAGED)
def test_a_package_is_a_folder_a_descriptor_or_a_zip_file_in_every_command(
    call: list[str], project: Path, archive: Path, tmp_path: Path
) -> None:
    shown = []
    for number, package in enumerate((project / "datapackage.json", archive)):
        room = tmp_path / str(number)
        room.mkdir()
        arguments = [str(project) if word == "OLD" else word for word in call]
        result = called(*arguments, "-C", str(room), "--package", str(package))
        assert result.exit_code == 0, result.output
        shown.append(result.output)
    assert len(set(shown)) == 1


@pytest.mark.parametrize("call", [["validate"], ["verify", "--texts", "."]])
def test_a_package_is_named_once(call: list[str], project: Path) -> None:
    assert called(*call, str(project)).output == called(*call, "--package", str(project)).output
    result = called(*call, str(project), "--package", str(project))
    message = "Error: name the package as PACKAGE or with --package, not both"
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, message)


WITH_TEXTS = [
    ["fetch", "a", "--texts", "."],
    ["health"],
    ["locate", "a", "--fill", "--texts", "."],
    ["draft", "a", "https://a.example", "--texts", "."],
    ["fix"],
]


@pytest.mark.parametrize("call", [*PACKAGED, *WITH_TEXTS])
def test_a_path_without_a_package_is_a_wrong_call(call: list[str], tmp_path: Path) -> None:
    result = called(*call, "-C", str(tmp_path), "--package", "nowhere")
    assert result.exit_code == 2
    where = "'NEW': ./nowhere" if call[0] == "diff" else "'PACKAGE': nowhere"
    assert result.stderr.splitlines()[-1].startswith(f"Error: Invalid value for {where} ")


def test_every_command_that_takes_a_package_is_tried() -> None:
    tried = {call[0] for call in [*PACKAGED, *WITH_TEXTS]}
    assert tried == {name for name in COMMANDS if "package" in (p.name for p in parameters(name))}


WITHOUT = """
import json, shlex, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

missing = set(sys.argv[1].split(","))
sys.meta_path.insert(0, Finder())
from click.testing import CliRunner
from treaty_tools.cli import main

for call in sys.argv[2:]:
    result = CliRunner().invoke(main, shlex.split(call))
    print(json.dumps([result.exit_code, result.output.splitlines()[-1]]))
"""
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
MODULES = {"vl-convert-python": "vl_convert"}


def modules(extra: str) -> set[str]:
    """Return the modules of the libraries that an extra names."""
    names = {re.split("[<>=[]", requirement)[0] for requirement in EXTRAS[extra]} - {"treaty-record"}
    return {MODULES.get(name, name.replace("-", "_")) for name in names}


def results_without(missing: set[str], *calls: str) -> list[tuple[int, str]]:
    """Return the exit status and the last line of calls for which some modules are not installed."""
    done = process_of(WITHOUT, ",".join(missing), *calls)
    return [(status, line) for status, line in map(json.loads, done.splitlines())]


def process_of(script: str, *arguments: str) -> str:
    call = [sys.executable, "-c", script, *arguments]
    return subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True).stdout


def needs(command: str) -> tuple[int, str]:
    return 1, rf"Error: {command} needs \w+, which is not installed: pip install 'treaty-record\[tools\]'"


def test_a_command_whose_library_is_missing_names_the_extra_that_brings_it(pristine: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    package, texts = f"--package {pristine}", f"--texts {tmp_path / 'texts'}"
    calls = {
        f"site {tmp_path / 'site'} {package}": needs("treaty site"),
        f"export --to xlsx {tmp_path / 'out'} {package}": (2, needs("--to xlsx")[1]),
        f"fetch mbn-20241112-kim-signs {texts} {package}": needs("treaty fetch"),
        f"health {package}": needs("treaty health"),
        f"draft a-20241113-b https://a.example {texts} -C {pristine}": needs("treaty draft"),
        f"fix --check -C {pristine}": (0, "nothing to mend"),
        f"validate {package}": (0, "OK: .*"),
        f"build --check -C {pristine}": (0, "disputed: .*"),
        f"show {ROW} {package}": (0, ".*"),
        f"describe {package}": (0, ".*"),
        f"verify {texts} {package}": (0, ".* titles checked .*"),
        f"diff {pristine} {package}": (0, ".*: the tables are the same"),
        "rules": (0, ".*"),
    }
    results = results_without(modules("tools") | modules("duckdb"), *calls)
    for (call, (status, line)), result in zip(calls.items(), results, strict=True):
        assert result[0] == status, (call, result)
        assert re.fullmatch(line, result[1]), (call, result)


def test_without_the_libraries_for_checking_every_command_names_the_extra(pristine: Path) -> None:
    calls = [f"validate {pristine}", f"build --check -C {pristine}", "rules"]
    for call, result in zip(calls, results_without(modules("check") - {"click"}, *calls), strict=True):
        assert re.fullmatch(needs(f"treaty {call.split()[0]}")[1], result[1]), (call, result)


def test_without_click_the_program_names_the_extra() -> None:
    script = "import sys; sys.modules['click'] = None; from treaty_tools.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True, check=False)
    message = "Error: treaty needs click, which is not installed: pip install 'treaty-record[tools]'\n"
    assert (done.returncode, done.stderr) == (1, message)


def test_tools_bring_everything_that_is_imported() -> None:
    brought = modules("tools") | modules("check") | modules("duckdb") | {"polars"}
    imported = {
        name.partition(".")[0]
        for path in (ROOT / "scripts/treaty_tools").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    assert imported - brought - sys.stdlib_module_names == {"treaty_record", "markupsafe"}  # jinja2 brings the latter


def test_no_module_imports_a_command() -> None:
    package = ROOT / "scripts/treaty_tools"
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(package)
        for line in re.findall(r"^\s*(?:from|import) .*\bcommands\b.*", path.read_text(encoding="utf-8"), re.MULTILINE):
            raise AssertionError(f"{relative}: {line}")
        if relative.parts[0] == "commands":
            imported = re.findall(r"^from \.(\w*) import", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert set(imported) <= {"options"}, relative
