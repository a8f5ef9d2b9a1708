"""Commands that read a package find the one around the current folder, or else the installed data."""

from pathlib import Path

import pytest

from treaty_record import home
from treaty_tools.package.project import find_package


def test_the_package_around_the_current_folder_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "datapackage.json").write_text("{}")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert find_package() == tmp_path
    assert capsys.readouterr().err == ""


def test_without_a_package_the_installed_data_is_read_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_package() == home.folder()
    assert capsys.readouterr().err == (
        f"No datapackage.json here or above: reading the installed data, treaty-record {home.descriptor()['version']}\n"
    )
