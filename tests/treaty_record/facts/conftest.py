"""A folder for the databases of the record, which many tests read."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("record")
