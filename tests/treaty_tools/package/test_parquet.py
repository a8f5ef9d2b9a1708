"""A table in Parquet is read typed, after a process of its own has found that it can be."""

import json
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import treaty_record
from tests.helpers.packages import problems
from tests.treaty_tools.package.test_hostile import told
from tests.treaty_tools.package.test_package import as_parquet
from treaty_tools.package import parquet_file
from treaty_tools.reporting.problem import BadData

TEXTS = {"a": "string", "b": "string"}


def parquet(path: Path, frame: pl.DataFrame) -> bytes:
    frame.write_parquet(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def sound_parquet(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("parquet") / "t.parquet"
    return parquet(path, pl.DataFrame({"a": ["x", None, "y" * 20], "b": [1, 2, None]}))


def changed(content: bytes, seed: int) -> bytes:
    """Return bytes of which a few are others, chosen by a seed."""
    dice, made = random.Random(seed), bytearray(content)
    for _ in range(dice.randint(1, 4)):
        made[dice.randrange(len(made))] = dice.randrange(256)
    return bytes(made)


ENDS_POLARS = 3781
"""A seed with which polars 2.1 asks for 2 exabytes, and is ended."""


@pytest.mark.parametrize("seed", [*range(12), ENDS_POLARS])
def test_any_bytes_are_read_or_told(sound_parquet: bytes, seed: int) -> None:
    content = changed(sound_parquet, seed)
    for cut in (None, seed % len(content)):
        lines = told(parquet_file.read, content[:cut], "t.parquet", TEXTS)
        assert all(line.startswith("t.parquet:1: ") for line in lines)


def test_a_file_that_ends_its_reader_is_told_and_the_next_one_is_read(sound_parquet: bytes) -> None:
    assert told(parquet_file.read, changed(sound_parquet, ENDS_POLARS), "t.parquet", TEXTS) == [
        "t.parquet:1: cannot be read as Parquet: it is damaged, or takes too much memory or time [csv]"
    ]
    assert parquet_file.read(sound_parquet, "t.parquet", TEXTS)["b"].to_list() == ["1", "2", None]


STORED = [
    ([[1]], "string", "lists or structures (List), not as text"),
    ([{"x": 1}], "string", "lists or structures (Struct), not as text"),
    ([1.5], "string", "numbers with fractions (Float64), not as text"),
    (["3"], "integer", "text (String), not as whole numbers"),
    ([3.0], "integer", "numbers with fractions (Float64), not as whole numbers"),
    ([Decimal("3.5")], "integer", "numbers with fractions (Decimal), not as whole numbers"),
    (["true"], "boolean", "text (String), not as true or false"),
    ([1], "boolean", "whole numbers (Int64), not as true or false"),
    (["2024-11-12"], "date", "text (String), not as days"),
]


@pytest.mark.parametrize(("cells", "type_", "told_of_it"), STORED)
def test_a_column_of_another_type_is_told(tmp_path: Path, cells: list[Any], type_: str, told_of_it: str) -> None:
    content = parquet(tmp_path / "t.parquet", pl.DataFrame({"a": cells, "b": ["x"]}))
    assert told(parquet_file.read, content, "t.parquet", TEXTS | {"a": type_}) == [
        f"t.parquet:1: a: is stored as {told_of_it}; convert the column [type]"
    ]


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        (pl.Series(["x", None], dtype=pl.Categorical), "string"),
        (pl.Series([b"x", None]), "string"),
        (pl.Series([10000, None]), "string"),
        (pl.Series([None, None]), "boolean"),
        (pl.Series([1, None], dtype=pl.UInt8), "integer"),
        (pl.Series([Decimal("3"), None], dtype=pl.Decimal(38, 0)), "integer"),
    ],
)
def test_what_is_read_is_what_load_gives(tmp_path: Path, cells: pl.Series, type_: str) -> None:
    content = parquet(tmp_path / "t.parquet", pl.DataFrame({"a": cells}))
    fields = {"fields": [{"name": "a", "type": type_}]}
    package = {"resources": [{"name": "own", "path": "t.parquet", "schema": fields}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    loaded = treaty_record.load("own", package=tmp_path)["a"]
    assert parquet_file.read(content, "t.parquet", {"a": type_})["a"].cast(loaded.dtype).to_list() == loaded.to_list()


def test_text_in_place_of_typed_cells_is_refused_where_load_refuses_it(project: Path) -> None:
    as_parquet(project)
    path = project / "data/events.parquet"
    pl.read_parquet(path).cast(pl.String).write_parquet(path)
    with pytest.raises(ValueError, match="date_earliest is stored as text, not as date"):
        treaty_record.load("events", package=project)
    assert problems(project) == [
        f"data/events.parquet:1: {column}: is stored as text (String), not as {kind}; convert the column [type]"
        for column, kind in (
            ("date_earliest", "days"),
            ("date_latest", "days"),
            ("disputed", "true or false"),
            ("n_announcing", "whole numbers"),
            ("n_articles", "whole numbers"),
            ("n_claimants", "whole numbers"),
            ("n_origins", "whole numbers"),
            ("n_unknown_origin", "whole numbers"),
        )
    ]


def test_a_number_that_is_too_large_is_told_in_its_row(project: Path) -> None:
    as_parquet(project)
    path = project / "data/passages.parquet"
    start = pl.when(pl.int_range(pl.len()) == 1).then(2**63).otherwise("start").cast(pl.UInt64)
    pl.read_parquet(path).with_columns(start=start).write_parquet(path)
    assert problems(project) == [
        "data/passages.parquet:2: start: '9223372036854775808' is not written as a whole number: 3 [type]"
    ]


def test_a_small_file_of_a_billion_rows_is_not_unpacked(tmp_path: Path) -> None:
    nothing = pl.LazyFrame({"a": pl.repeat(None, 50_000_000, dtype=pl.String, eager=True)})
    nothing.with_columns(b=pl.col("a")).sink_parquet(tmp_path / "t.parquet")
    content = (tmp_path / "t.parquet").read_bytes()
    assert told(parquet_file.read, content, "t.parquet", TEXTS) == ["t.parquet:1: has more than 40,000,000 cells [csv]"]


def test_a_small_file_of_much_text_is_not_unpacked(tmp_path: Path) -> None:
    pl.select(a=pl.repeat("x" * 10_000, 60_000), b=pl.repeat("y", 60_000)).write_parquet(tmp_path / "t.parquet")
    content = (tmp_path / "t.parquet").read_bytes()
    assert len(content) < 100_000
    assert told(parquet_file.read, content, "t.parquet", TEXTS) == ["t.parquet:1: has more than 512 MiB of text [csv]"]


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical])
def test_a_long_cell_is_told_in_its_row(tmp_path: Path, dtype: pl.DataType) -> None:
    cells = pl.Series(["x", "y" * 1_000_001, "z" * 1_000_000], dtype=dtype)
    content = parquet(tmp_path / "t.parquet", pl.DataFrame({"a": ["1", "2", "3"], "b": cells}))
    assert told(parquet_file.read, content, "t.parquet", TEXTS) == [
        "t.parquet:2: b: has 1,000,001 bytes; a cell may have at most 1,000,000 [csv]"
    ]


@pytest.mark.parametrize(
    ("content", "told_of_it"),
    [
        (b"\x1f\x8b\x08", "is compressed with gzip; decompress it"),
        (b"version https://git-lfs.github.com/spec/v1\n", "is a Git LFS pointer; fetch the file itself with "
         "'git lfs pull'"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_called_what_it_is(content: bytes, told_of_it: str) -> None:
    with pytest.raises(BadData) as raised:
        parquet_file.read(content, "t.parquet", TEXTS)
    assert str(raised.value) == f"t.parquet:1: {told_of_it} [csv]"


EVIL = "from pathlib import Path\nPath({0!r}).touch()\nraise SystemExit(1)\n"


def test_no_module_of_the_current_folder_runs(project: Path) -> None:
    as_parquet(project)
    marker = project / "ran"
    for module in ("multiprocessing", "subprocess", "polars", "json", "treaty_tools", "parquet_probe"):
        (project / f"{module}.py").write_text(EVIL.format(str(marker)), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("treaty")), "validate"]
    run = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert not marker.exists()
    assert run.returncode == 0, run.stderr
