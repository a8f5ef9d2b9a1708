"""Flat tables for people who will not join: made from the typed tables of a package, ours or another."""

from .contradictions import CONTRADICTIONS
from .figures import FIGURES
from .table import Flat, Tables
from .timeline import TIMELINE

FLAT: dict[str, Flat] = {flat.name: flat for flat in (TIMELINE, FIGURES, CONTRADICTIONS)}
"""Every flat table by its name."""

__all__ = ["CONTRADICTIONS", "FIGURES", "FLAT", "TIMELINE", "Flat", "Tables"]
