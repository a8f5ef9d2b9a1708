"""The package under check, for the rules on cells, which need no views."""

from ..views.checked_package import CheckedPackage

__all__ = ["CheckedPackage"]
