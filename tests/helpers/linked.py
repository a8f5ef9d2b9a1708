"""Export linked data for tests."""

from pathlib import Path

from treaty_tools.export import export, writer
from treaty_tools.export.exported_package import ExportedPackage

LINKED = ("croissant", "ro-crate", "prov")


def linked(package: ExportedPackage, folder: Path) -> dict[str, Path]:
    """Return what each format of linked data was written to."""
    return dict(zip(LINKED, export(package, map(writer, LINKED), folder), strict=True))
