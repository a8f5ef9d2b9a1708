import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it was when the tests began: sources, data and descriptor; not to be changed."""
    root = tmp_path_factory.mktemp("pristine")
    for folder in ("data", "scripts/sources"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copyfile(ROOT / "datapackage.json", root / "datapackage.json")
    return root


@pytest.fixture
def project(pristine: Path, tmp_path: Path) -> Path:
    """A copy of the project, free to be broken."""
    return shutil.copytree(pristine, tmp_path / "project")
