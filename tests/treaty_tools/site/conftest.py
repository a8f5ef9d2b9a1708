"""The site of the five articles, made once for all tests that read it."""

import shutil
from pathlib import Path

import pytest

from tests.helpers.packages import add, edit, renew
from tests.helpers.pages import Files, Pages, made, parsed


@pytest.fixture(scope="session")
def package(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five articles, with retired rows, a scraped copy with an address, a misnomer, and a note that names rows."""
    copy = shutil.copytree(pristine, tmp_path_factory.mktemp("site") / "package")
    gone = {"retired_in": "0.1.0", "reason": "It was told of twice."}
    add(copy, "retirements", row_table="events", row_id="kim-signs-decree", replaced_by="kim-ratifies-treaty", **gone)
    add(copy, "retirements", row_table="names", row_id="kim-jong-un.xx", **gone)
    edit(copy, "articles", "tbs-mirror-20241112-reuters-ratifies", url="https://mirror.example.org/copy")
    wrong = {"name": "Kim Jong-il", "language": "en", "kind": "misnomer"}
    add(copy, "names", name_id="kim-jong-un.en-wrong", actor_id="kim-jong-un", **wrong)
    edit(copy, "events", "kim-ratifies-treaty", note="It follows treaty-signing and no-such-row.")
    edit(copy, "actors", "vtc-news", ownership_source="https://example.org/about")
    renew(copy)
    return copy


@pytest.fixture(scope="session")
def files(package: Path) -> Files:
    return made(package)


@pytest.fixture(scope="session")
def pages(files: Files) -> Pages:
    return parsed(files)
