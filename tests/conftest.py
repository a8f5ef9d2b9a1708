import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # each processor has a worker, and the packages are small

from tests.helpers import examples
from treaty_tools.sources.build import rebuild

examples.register()

BYTECODE = Path(__file__).parents[1] / ".pytest_cache/bytecode"
if sys.dont_write_bytecode:  # each of the many processes would compile every module again
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(BYTECODE)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(BYTECODE)

FIVE_ARTICLES = Path(__file__).parent / "cases/five_articles"
"""The sources of a small package: the founding article, its original, and three more on the ratification."""


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Let files be written without waiting for the disk: no test cuts the power."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of five articles, with sources, data and descriptor; not to be changed."""
    root = tmp_path_factory.mktemp("pristine")
    shutil.copytree(FIVE_ARTICLES, root / "scripts/sources")
    rebuild(root)
    return root


@pytest.fixture
def project(pristine: Path, tmp_path: Path) -> Path:
    """A copy of the project, free to be broken."""
    return shutil.copytree(pristine, tmp_path / "project")
