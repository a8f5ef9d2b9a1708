"""A package that needs more memory than there is ends in a sentence, before its tables are read."""

import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from treaty_tools.cli import main
from treaty_tools.package import memory

GB = 10**9


def system(root: Path, files: dict[str, str]) -> Path:
    """Write files as a system shows them."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")
    return root


FREE = {"proc/meminfo": "MemTotal:       16000000 kB\nMemAvailable:    8000000 kB\n"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, 8_192_000_000),
        # version 2: the process's own group has no limit, the one around it has
        (
            {
                "proc/self/cgroup": "0::/work/job\n",
                "sys/fs/cgroup/work/job/memory.max": "max\n",
                "sys/fs/cgroup/work/job/memory.current": "100\n",
                "sys/fs/cgroup/work/memory.max": "3000000000\n",
                "sys/fs/cgroup/work/memory.current": "1000000000\n",
                "sys/fs/cgroup/work/memory.stat": "anon 400000000\ninactive_file 500000000\n",
            },
            2_500_000_000,
        ),
        # version 1 in a container, whose root is the group that the host names otherwise
        (
            {
                "proc/self/cgroup": "9:name=systemd:/\n4:memory:/docker/1f\n",
                "sys/fs/cgroup/memory/memory.limit_in_bytes": "2000000000\n",
                "sys/fs/cgroup/memory/memory.usage_in_bytes": "1500000000\n",
                "sys/fs/cgroup/memory/memory.stat": "total_inactive_file 100000000\n",
            },
            600_000_000,
        ),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "1\n", "sys/fs/cgroup/memory.current": "2\n"}, 0),
    ],
)
def test_available_memory_respects_the_limits_of_control_groups(
    tmp_path: Path, files: dict[str, str], expected: int
) -> None:
    assert memory.available(system(tmp_path, FREE | files)) == expected


def test_a_system_that_says_nothing_has_no_limit(tmp_path: Path) -> None:
    assert memory.available(tmp_path) is None


def test_memory_is_estimated_by_files_and_declared_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(bytes(1000))
    (tmp_path / "b.parquet").write_bytes(bytes(1000))
    fields = {"fields": [{"name": "x"}, {"name": "y"}]}
    tables: list[dict[str, Any]] = [
        {"path": ["a.csv", "a.csv", "missing.csv"]},
        {"path": "b.parquet", "schema": fields},
        {"path": "b.parquet", "schema": fields, "rows": 10_000},
    ]
    sizes = [memory.needed([table], tmp_path) - memory.BASE for table in tables]
    assert sizes == [3500, 20_000, 800_000]


def test_a_package_larger_than_memory_is_referred_to_spark(pristine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available", lambda: 120_000_000)
    monkeypatch.setattr(memory, "BASE", 2 * GB)
    result = CliRunner().invoke(main, ["validate", str(pristine)])
    assert result.exit_code == 1
    assert result.output == (
        f"Error: {pristine} needs about 2.0 GB of memory, but 120 MB are available: "
        f"use Apache Spark ('treaty validate {pristine} --engine spark'), or a machine with more memory\n"
    )


def test_running_out_of_memory_is_reported_likewise(pristine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("treaty_tools.commands.validate.validate", exhausted)
    result = CliRunner().invoke(main, ["validate", str(pristine)])
    assert result.exit_code == 1
    assert result.output == (
        f"Error: {pristine} needs more memory than is available: "
        f"use Apache Spark ('treaty validate {pristine} --engine spark'), or a machine with more memory\n"
    )


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="address space is read from /proc")
def test_a_process_with_a_limit_of_address_space_stops_before_it_is_killed(project: Path) -> None:
    limit = 1_500_000_000

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    for table in ("articles", "events", "claims"):
        with (project / f"data/{table}.csv").open("ab") as file:
            file.truncate(400_000_000)  # holes, which take no room on disk
    command = [sys.executable, "-m", "treaty_tools", "validate", str(project)]
    done = subprocess.run(command, preexec_fn=limited, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"Error: {project} needs about 4.4 GB of memory, but " in done.stderr
    assert done.stderr.endswith("or a machine with more memory\n")
