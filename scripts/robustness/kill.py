"""Kill every command that writes at each fsync and rename, and report what is left and whether the next run mends it.

Needs strace (Linux). ``python scripts/robustness/kill.py`` tries all commands, ``... kill.py build site`` some;
``--every 3`` kills at every third call.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = ("fsync", "rename", "renameat", "renameat2")
STAGING = ".treaty-staging"
ARTICLE = "examplenews-20240305-bridge"
SOURCE = f"scripts/sources/articles/{ARTICLE}.toml"
EVENTS = "scripts/sources/events.toml"
PAGE = "<html><body><article><p>" + "Some words of an article about a bridge. " * 30 + "</p></article></body></html>"
OUTCOMES = ("old", "new", "mixed", "GONE", "TORN", "NOT MENDED")

Files = dict[str, bytes]


@dataclass(frozen=True)
class Trial:
    """A command to kill: what makes the folder it writes in, and its arguments when it runs next to that folder."""

    folder: str
    prepare: Callable[[Path], object]
    arguments: tuple[str, ...]


def treaty(at: Path, *arguments: str, strace: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    command = [*strace, sys.executable, "-m", "treaty_tools", *arguments]
    return subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)


def done(at: Path, *arguments: str) -> None:
    """Run a command that has to succeed."""
    run = treaty(at, *arguments)
    if run.returncode:
        sys.exit(f"treaty {' '.join(arguments)}: {run.stdout}{run.stderr}")


def git(at: Path, *arguments: str) -> None:
    """Run git in a folder."""
    identity = ("-c", "user.name=Treaty Record contributors", "-c", "user.email=", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", at, *identity, *arguments], check=True, capture_output=True)


def replace(path: Path, old: str, new: str) -> None:
    """Replace words in a file."""
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


# What is there before each command


def package(at: Path) -> None:
    """Start a package whose sources changed since it was built."""
    done(at, "init", "bridge")
    replace(at / "bridge" / EVENTS, "The city council closes", "The council closes")


def to_build(at: Path) -> None:
    """Let more files change, and have others in the way."""
    package(at)
    replace(at / "bridge/scripts/sources/claims.toml", "About 12,000", "Some 12,000")
    replace(at / "bridge/scripts/sources/package.toml", "a package of", "A package of")
    (at / "bridge/data/notes.md").write_text("mine", encoding="utf-8")


def to_release(at: Path) -> None:
    """Commit a package."""
    package(at)
    done(at, "build", "-C", "bridge")
    for path, text in (
        ("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n- A.\n"),
        ("CITATION.cff", "version: 0.0.1\n"),
    ):
        (at / "bridge" / path).write_text(text, encoding="utf-8")
    git(at / "bridge", "init", "--quiet")
    git(at / "bridge", "add", "--all")
    git(at / "bridge", "commit", "--quiet", "--message", "Start")


def to_fill(at: Path) -> None:
    """Let the article lack what can be filled in."""
    package(at)
    replace(at / "bridge" / SOURCE, "start = 0\n", "")
    (at / "texts").mkdir()


def to_fetch(at: Path) -> None:
    """Have a text that is replaced, and a page."""
    package(at)
    (at / "texts").mkdir()
    (at / "texts" / f"{ARTICLE}.txt").write_text("old\n", encoding="utf-8")
    (at / "page.html").write_text(PAGE, encoding="utf-8")


def to_replace(*command: str) -> Callable[[Path], None]:
    """Let a command have written an older package, and a stranger a file next to it."""

    def prepare(at: Path) -> None:
        package(at)
        done(at, *command)
        (at / "out/CNAME").write_text("example.org\n", encoding="utf-8")
        done(at, "build", "-C", "bridge")

    return prepare


EXPORT = ("export", "--to", "csv", "--to", "sqlite", "--package", "bridge", "out")
SITE = ("site", "--package", "bridge", "out")
TRIALS = {
    "build": Trial("bridge", to_build, ("build", "-C", "bridge")),
    "release": Trial("bridge", to_release, ("release", "0.2.0", "--date", "2026-11-25", "-C", "bridge")),
    "export": Trial("out", to_replace(*EXPORT), EXPORT),
    "site": Trial("out", to_replace(*SITE), SITE),
    "locate --fill": Trial("bridge", to_fill, ("locate", "--fill", ARTICLE, "--texts", "texts", "-C", "bridge")),
    "fetch --page": Trial(
        "texts",
        to_fetch,
        ("fetch", ARTICLE, "--texts", "texts", "--package", "bridge", "--page", "page.html", "--replace"),
    ),
    "init": Trial("new", lambda at: None, ("init", "new")),
}


# Killing


def files(folder: Path) -> Files:
    """Return the files below a folder, by path, without git's and those of a change that is under way."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = ((path.relative_to(folder), path) for path in found)
    return {path.as_posix(): at.read_bytes() for path, at in named if not {".git", STAGING} & set(path.parts)}


def calls(trace: str) -> Iterator[tuple[str, int]]:
    """Yield every call of a trace with its number among those of its name."""
    counted: Counter[str] = Counter()
    for name in re.findall(rf"^({'|'.join(CALLS)})\(", trace, re.MULTILINE):
        counted[name] += 1
        yield name, counted[name]


def state(now: Files, old: Files, new: Files) -> str:
    """Return in one word what a kill left."""
    if not (old.keys() & new.keys()) <= now.keys():
        return "GONE"
    if any(content not in (old.get(path), new.get(path)) for path, content in now.items()):
        return "TORN"
    return "old" if now == old else "new" if now == new else "mixed"


def tried(trial: Trial, every: int) -> Iterator[tuple[str, str]]:
    """Kill a command at its calls, one run for each; yield the call and the outcome, and what the next run left."""
    with tempfile.TemporaryDirectory(prefix="treaty-") as name:
        work = Path(name)
        (work / "old").mkdir()
        trial.prepare(work / "old")
        old = files(work / "old" / trial.folder)
        shutil.copytree(work / "old", work / "new", symlinks=True)
        only = f"trace={','.join(CALLS)}"
        run = treaty(work / "new", *trial.arguments, strace=("strace", "-qq", "-o", str(work / "trace"), "-e", only))
        if run.returncode:
            sys.exit(run.stdout + run.stderr)
        new = files(work / "new" / trial.folder)
        planned = list(calls((work / "trace").read_text()))[::every]
        for before, (call, number) in enumerate(planned):
            if before % 10 == 0:
                print(f"{trial.arguments[0]}: {before} of {len(planned)} kills", file=sys.stderr, flush=True)
            shutil.rmtree(work / "run", ignore_errors=True)
            shutil.copytree(work / "old", work / "run", symlinks=True)
            kill = ("-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}")
            run = treaty(work / "run", *trial.arguments, strace=("strace", "-qq", "-o", "/dev/null", *kill))
            if run.returncode == 0:
                sys.exit(f"{call} {number} did not come: leave the code alone while its runs are killed")
            yield call, state(files(work / "run" / trial.folder), old, new)
            again = treaty(work / "run", *trial.arguments)
            mended = again.returncode == 0 and files(work / "run" / trial.folder) == new
            if not mended or (work / "run" / trial.folder / STAGING).exists():
                print(f"{call} {number}: {again.stdout}{again.stderr}", file=sys.stderr)
                yield call, "NOT MENDED"


def main() -> None:
    """Print a table of what kills left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help=", ".join(TRIALS))
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    print(f"| command | kills at | {' | '.join(OUTCOMES)} |")
    print(f"|---|---|{'--:|' * len(OUTCOMES)}")
    for name in options.commands or TRIALS:
        found = list(tried(TRIALS[name], options.every))
        kills = Counter(call for call, outcome in found if outcome != "NOT MENDED")
        outcomes = Counter(outcome for _, outcome in found)
        shown = ", ".join(f"{number} {call}" for call, number in sorted(kills.items()))
        print(f"| {name} | {shown} | {' | '.join(str(outcomes[outcome]) for outcome in OUTCOMES)} |", flush=True)


if __name__ == "__main__":
    main()
